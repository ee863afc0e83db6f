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
_SUBJECT_CHARACTERS = 30


class _Door(Protocol):
    def render(self, document: Document) -> bytes: ...


def render(document: Document, format: Format) -> bytes:
    """The file. The same document gives the same bytes, whenever and wherever it is rendered."""
    return cast(_Door, import_module(_DOORS[format])).render(document)


def file_name(document: Document, format: Format) -> str:
    """`<plan>-<title>-<subject>-<date>.<format>`, fit for every file system, at most about 120 characters."""
    parts = [document.plan_title, document.title, document.subject[:_SUBJECT_CHARACTERS]]
    if document.subject and document.subject in document.title:
        parts.pop()
    names = [_UNFIT.sub(" ", printable(part)).strip(" .")[:40].strip(" .") for part in parts]
    return f"{'-'.join([*(name for name in names if name), document.day.isoformat()])}.{format}"
