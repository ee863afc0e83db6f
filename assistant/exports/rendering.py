"""A document as the bytes of a file, and what to call it. The door of a format is opened when it is first needed."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Protocol, cast

from assistant.exports.parts import Document, Format, printable

MEDIA_TYPES: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
_DOORS: dict[Format, str] = {
    "docx": "assistant.exports.word", "xlsx": "assistant.exports.sheet", "html": "assistant.exports.printing",
}
# Windows refuses these in names; what is invisible or changes the direction of writing has no place in one.
_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]+')
_PART_CHARACTERS, _SUBJECT_CHARACTERS = 60, 30


class _Door(Protocol):
    def render(self, document: Document) -> bytes: ...


def render(document: Document, format: Format) -> bytes:
    """The file. The same document gives the same bytes, whenever and wherever it is rendered."""
    return cast(_Door, import_module(_DOORS[format])).render(document)


def file_name(document: Document, format: Format) -> str:
    """`<plan>-<title>-<subject>-<date>.<format>`, fit for every file system, at most about 160 characters."""
    parts = [document.plan_title, document.title, _shortened(document.subject, _SUBJECT_CHARACTERS)]
    if document.subject and document.subject in document.title:
        parts.pop()
    names = [_shortened(_UNFIT.sub(" ", printable(part)).strip(" ."), _PART_CHARACTERS) for part in parts]
    return f"{'-'.join([*(name for name in names if name), document.day.isoformat()])}.{format}"


def _shortened(text: str, length: int) -> str:
    """At most `length` characters, cut between words where there are any."""
    if len(text) <= length:
        return text
    head, _, tail = text[: length + 1].rpartition(" ")
    return (head if len(head) > length // 2 and len(tail) < length else text[:length]).strip(" .")
