"""Small documents for the tests of the doors, and the real plan with its rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from assistant.exports.parts import Block, Column, Document, Grid, Heading, Mark, Paragraph, Source, Words
from assistant.turn import Language
from corpus.sources import Plan, load_plan
from structured.table import Table, load_table

DAY = date(2026, 3, 4)
PLAN = "minhang-carbon-peak"
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><script>x</script>", "]]>&lt;&#0;&amp;", "=1+1",
    "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "a\x00b\x01c\x0bd\x1fe", "\ud800x\udfff", "\ufffe\uffff", "_x0041__x000D_",
    "{plan} %s {0}", "&P&N&[Page]", "\u202eabc\u2066", "line\r\nline\rline\tx", "𠮷" * 40, "字" * 5000, "a" * 300, "  ", "",
)


@cache
def real() -> tuple[Plan, Table]:
    """The bundled plan and its table."""
    return load_plan(PLAN), load_table(PLAN)


def document(*blocks: Block, sources: tuple[Source, ...] = (), language: Language = "zh", **fields: object) -> Document:
    """A document with these blocks; name only the fields that matter."""
    filled: dict[str, Any] = {
        "kind": "answer", "title": "标题", "subject": "", "plan_title": "甲方案", "version": "1.2", "day": DAY,
        "facts": (("方案", "甲方案"), ("版本", "1.2")), "wide": False,
    }
    return Document(language=language, blocks=blocks, sources=sources, **(filled | fields))


def text(words: str, **fields: object) -> Paragraph:
    """A paragraph of plain words."""
    return replace(Paragraph(pieces=(Words(text=words),)), **fields)


def source(quote: str, clause: str = "1") -> Source:
    """A source of clause 1."""
    return Source(clause=clause, heading=f"二{clause} 种树", quote=quote)


def grid(*rows: tuple[object, ...], **fields: object) -> Grid:
    """A grid with a text column for each cell of its first row, or the columns given."""
    columns = tuple(Column(name=f"列{index}", width=20) for index in range(len(rows[0]) if rows else 1))
    return Grid(**({"name": "表", "columns": columns, "rows": rows} | fields))


def hostile(words: str) -> Document:
    """A document in which every text that can come from data or from people is `words`."""
    blocks = (
        Heading(text=words), text(words, style="question"), text(words, style="item"),
        Paragraph(pieces=(Words(text=words, strong=True), Mark(number=1))), grid((words, words)),
    )
    told = Source(clause=words, heading=words, quote=words)
    return document(*blocks, sources=(told,), title=words, plan_title=words, subject=words, version=words, facts=((words, words),))
