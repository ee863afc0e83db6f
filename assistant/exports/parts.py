"""The light typed model of what is taken away; the doors (Word, Excel, print) show it and know nothing else.

A Document is in one language. Its blocks stand in reading order; a grid says whether it is for pages, for sheets or for
both, because what reads well on paper and what can be filtered and summed differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from assistant.turn import Language

Format = Literal["docx", "xlsx", "html"]
DocumentKind = Literal["answer", "conversation", "unit", "targets", "checklist"]
Place = Literal["page", "sheet", "both"]
Style = Literal["text", "item", "question", "status", "quote", "small"]
Cell = str | Decimal | None

# All that XML 1.0 cannot hold: control characters but tab, line feed and carriage return, surrogates, two noncharacters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with every character that no XML file can hold shown as U+FFFD, and line ends as line feeds."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True, kw_only=True)
class Words:
    """A stretch of text inside a paragraph."""

    text: str
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A reference to `Document.sources[number - 1]`."""

    number: int


@dataclass(frozen=True, kw_only=True)
class Source:
    """Words of the plan that something rests on, verbatim, with the heading that people cite them by."""

    clause: str
    heading: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of the text; level 1 is the highest below the document's title."""

    text: str
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Words and marks; `verbatim` paragraphs are the plan's own Chinese in a document of any language."""

    pieces: tuple[Words | Mark, ...]
    style: Style = "text"
    verbatim: bool = False


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a grid: `width` in characters of Latin text; `verbatim` cells are the plan's own Chinese."""

    name: str
    width: int
    number: bool = False
    verbatim: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table: every row has one cell a column. `name` (at most 31 characters) names its sheet."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    place: Place = "both"


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, kw_only=True)
class Document:
    """What is taken away. `facts` are labelled lines under the title: plan, issuer, version, date, choices made.

    `sources` are numbered from 1 in order of first use; every one of them is used by a Mark in `blocks`.
    `subject` names the document's object (a unit, a question) for its file name.
    """

    kind: DocumentKind
    language: Language
    title: str
    subject: str
    plan_title: str
    version: str
    day: date
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...] = ()
    wide: bool = False
