"""A small plan, its table, and canned answers over it, for tests of what the page shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, cast

from assistant.chat import Assistant
from assistant.turn import Answer, Citation, Draft, Evidence, Language, Status, Turn, Understanding
from assistant.web.session import Session
from corpus.sources import Plan, PlanInfo, parse_plan
from structured.table import Table

SOURCE = (
    "甲市方案 前面的话。 一、目标 多种树。"
    " 二、任务 总起。 1.种树。每年种树100棵，成活率90%以上。(责任单位：园林局、各镇)"
    " 2.浇水<b>。按时浇水&施肥。(责任单位：水务局)"
)
INFO = PlanInfo(
    id="trees", title="甲市方案", title_en="Plan of A", issuer="甲市<政府>", issuer_en="City of A",
    language="zh", version="1", source_file="s.txt", sha256="", jurisdiction=("甲市",),
)


def plan() -> Plan:
    """The plan of SOURCE: a preamble, a section with text, a section with two tasks, one of them with markup in it."""
    return parse_plan(INFO, SOURCE)


def table() -> Table:
    """An empty table: what the page shows of the plan must not depend on rows."""
    empty: dict[str, Any] = {field.name: () for field in fields(Table)}
    return Table(**{**empty, "plan": "trees"})


@dataclass(frozen=True, kw_only=True)
class CannedAssistant:
    """What the page asks of an assistant: a plan, a table, and answers."""

    plan: Plan
    table: Table
    take_turn: Callable[[str, Sequence[Turn]], Turn]
    search: Any = None
    today: date = date(2026, 1, 1)


def canned_assistant(
    take_turn: Callable[[str, Sequence[Turn]], Turn], of: Plan | None = None, rows: Table | None = None
) -> Assistant:
    """An assistant over the small plan whose answers are given."""
    return cast(Assistant, CannedAssistant(plan=of or plan(), table=rows or table(), take_turn=take_turn))


def citation(mark: int, clause: str, quote: str) -> Citation:
    """A citation of words that stand in a clause of the plan."""
    source = plan().locate(clause, quote)
    assert source is not None, quote
    return Citation(mark=mark, source=source, heading=plan().heading_path(clause))


def answer(
    text: str, *citations: Citation, status: Status = "answered", choices: tuple[str, ...] = (), question: str = "问？",
    language: Language = "zh",
) -> Answer:
    """A canned answer."""
    return Answer(question=question, language=language, status=status, text=text, citations=citations, choices=choices)


def turn(given: Answer) -> Turn:
    """A turn that led to the answer; its other values are empty."""
    understanding = Understanding(
        question=given.question, standalone=given.question, language=given.language, mentions=(), kinds=(),
        candidates=(), query=None, refusal=None,
    )
    draft = Draft(status=given.status, sentences=())
    return Turn(understanding=understanding, evidence=Evidence(rows=()), draft=draft, answer=given)


def session(given: Answer | Exception, language: Language = "zh") -> Session:
    """A visit in which every question gets the same answer, or fails."""

    def take_turn(question: str, before: Sequence[Turn]) -> Turn:
        if isinstance(given, Exception):
            raise given
        return turn(replace(given, question=question))

    return Session(take_turn=take_turn, language=language)
