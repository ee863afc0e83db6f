"""Answer -> what people and programs read: Markdown and the contract's answer object."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from decimal import Decimal
from typing import Any

from assistant.turn import Answer, Turn
from structured.schema import Obligation, Place, QuotedRow, Row, Statement, Target, Task

_KINDS: dict[type, str] = {Task: "task", Target: "target", Obligation: "obligation", Place: "place", Statement: "statement"}
JsonObject = dict[str, Any]


def to_markdown(answer: Answer) -> str:
    """The text, then one line for each citation."""
    lines = [answer.text]
    if answer.citations:
        lines.append("")
        lines += [f"[{c.mark}] {c.heading}: “{c.source.quote}”" for c in answer.citations]
    return "\n".join(lines)


def to_json(turn: Turn) -> JsonObject:
    """The answer object of the contract."""
    answer = turn.answer
    return {
        "question": answer.question,
        "language": answer.language,
        "status": answer.status,
        "text": answer.text,
        "citations": [
            {"mark": c.mark, "plan": c.source.plan, "clause": c.source.clause, "heading": c.heading, "quote": c.source.quote,
             "start": c.source.start, "end": c.source.end}
            for c in answer.citations
        ],
        "rows": [row_object(row) for row in answer.rows],
        "calculations": [
            {"expression": c.expression, "value": _number(c.value), "unit": c.unit, "clause": c.clause} for c in answer.calculations
        ],
        "query": query_object(turn),
        "seconds": {stage: round(seconds, 6) for stage, seconds in turn.seconds.items()},
    }


def table_object(row: Row) -> JsonObject:
    """A row as `policy-assistant table` prints it: its own fields; sign-offs stay in the files."""
    return {name: _plain(value) for name, value in row.model_dump(exclude={"signoff"}).items()}


def row_object(row: QuotedRow) -> JsonObject:
    """A row of an answer: which table it is from, then its own fields; a column named kind becomes `<table>_kind`."""
    kind = _KINDS.get(type(row), "row")
    return {"kind": kind, **{f"{kind}_kind" if name == "kind" else name: value for name, value in table_object(row).items()}}


def query_object(turn: Turn) -> JsonObject:
    """The typed query by its name, or the early end."""
    understanding = turn.understanding
    value = understanding.query or understanding.refusal
    if value is None or not is_dataclass(value):
        return {}
    return {"type": type(value).__name__, **{name: _plain(part) for name, part in asdict(value).items()}}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    return value


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
