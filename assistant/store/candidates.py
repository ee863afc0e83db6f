"""Ratings -> candidate evaluation questions, in the form of `eval/questions`, for a person to settle.

1. Ratings of the same question (after the same earlier ones) about one plan become one candidate.
2. Its gold is filled in from the newest rated answer, but for the fields that a rating disputes: those stay empty.
3. `feedback` says what was rated and which fields of the gold are to be settled (`settle`). It is taken out, and every field
   read against the plan's text, before a candidate becomes a gold question.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.presentation import JsonObject
from assistant.store.feedback import Feedback, Verdict
from assistant.turn import KINDS_OF_QUERIES

DISPUTED: dict[Verdict, tuple[str, ...]] = {
    "right": (),
    "wrong_number": ("facts", "spans"),
    "wrong_clause": ("clauses", "spans"),
    "wrong_unit": ("units",),
    "incomplete": ("facts", "units", "clauses", "spans"),
    "should_not_have_answered": ("act", "facts", "units", "clauses", "spans"),
}
EMPTY: JsonObject = {"act": "answer", "facts": [], "units": None, "clauses": [], "forbidden": [], "spans": []}
REFUSED = ("not_in_plan", "out_of_scope", "clarify")


def candidates(ratings: Iterable[Feedback]) -> list[JsonObject]:
    """One candidate for each dialogue that was rated, in the order of the first ratings."""
    groups: dict[tuple[str, ...], list[Feedback]] = {}
    for rating in ratings:
        groups.setdefault((rating.plan, *_turns(rating)), []).append(rating)
    return [_candidate(group) for group in groups.values()]


def _turns(rating: Feedback) -> tuple[str, ...]:
    return (*rating.earlier, str(rating.answer.get("question", "")))


def _candidate(ratings: Sequence[Feedback]) -> JsonObject:
    newest, turns = ratings[-1], list(_turns(ratings[-1]))
    settle = _settle(ratings)
    digest = hashlib.sha256(json.dumps([newest.plan, *turns]).encode()).hexdigest()[:12]
    return {
        "id": f"feedback-{digest}", "cluster": f"feedback-{digest}", "lang": newest.answer.get("language", "zh"),
        "kind": "dialogue" if newest.earlier else _kind(newest.answer), "turns": turns,
        "gold": [*([dict(EMPTY)] * len(newest.earlier)), {**_gold(newest.answer), **{name: _unsettled(newest, name) for name in settle}}],
        "feedback": _feedback(ratings, ["earlier turns", *settle] if newest.earlier else settle),
    }


def _settle(ratings: Sequence[Feedback]) -> list[str]:
    """The fields of the gold that ratings dispute; whether to refuse is disputed by all but `right`."""
    disputed = {name for rating in ratings for name in DISPUTED[rating.verdict]}
    if any(rating.verdict != "right" and rating.answer.get("status") != "answered" for rating in ratings):
        disputed.add("act")
    return [name for name in EMPTY if name in disputed]


def _unsettled(newest: Feedback, name: str) -> object:
    if name != "act":
        return EMPTY[name]
    return "not_in_plan" if newest.answer.get("status") == "answered" else "answer"


def _kind(answer: JsonObject) -> str:
    query = answer.get("query") or {}
    if answer.get("status") in REFUSED:
        return answer["status"]
    if query.get("type") == "FindTargets" and query.get("listing"):
        return "list"
    return KINDS_OF_QUERIES.get(query.get("type", ""), "explain")


def _gold(answer: JsonObject) -> JsonObject:
    """What the gold would be if everything in the answer were right."""
    status, citations = answer.get("status"), answer.get("citations", [])
    clauses = [[clause] for clause in dict.fromkeys(citation["clause"] for citation in citations)]
    if status in REFUSED:
        return {**EMPTY, "act": status, "clauses": clauses}
    rows = answer.get("rows", [])
    return {
        **EMPTY, "clauses": clauses, "units": _units(rows) if _kind(answer) == "units" else None,
        "facts": [_fact(row) for row in rows if row.get("kind") == "target" and row.get("value") is not None],
        "spans": list(dict.fromkeys(citation["quote"] for citation in citations)),
    }


def _units(rows: Sequence[JsonObject]) -> list[str] | None:
    return list(dict.fromkeys(unit for row in rows if row.get("kind") == "task" for unit in row["units"])) or None


def _fact(row: JsonObject) -> JsonObject:
    when = row["period"] or row["deadline"] or (row["start"] and f"{row['start']}起") or ""
    comparator = row["comparator"] if row["comparator"] in ("=", ">=", "<=", ">", "<") else "="
    return {
        "metric": row["metric_zh"], "comparator": comparator, "value": str(row["value"]), "unit": row["unit"], "period": str(when),
        "scope": " ".join([row["scope_zh"], *row["firmness"]]).strip(),
    }


def _feedback(ratings: Sequence[Feedback], settle: list[str]) -> dict[str, Any]:
    newest = ratings[-1]
    return {
        "settle": settle, "plan": newest.plan, "plan_version": newest.plan_version,
        "ratings": [
            {"verdict": rating.verdict, "comment": rating.comment, "time": rating.moment.isoformat(timespec="seconds")}
            for rating in ratings
        ],
        "status": newest.answer.get("status"), "text": newest.answer.get("text"),
        "cited": [[citation["clause"], citation["quote"]] for citation in newest.answer.get("citations", [])],
    }
