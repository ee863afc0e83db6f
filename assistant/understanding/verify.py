"""Statements to verify: what the question asserts of the plan, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from assistant.turn import Mention, Refusal
from assistant.understanding import cues
from assistant.understanding.reading import Reading
from assistant.understanding.select import best_statements, best_targets, obligations_of, touching_targets
from structured.figures import dimension, in_base
from structured.queries import Query, VerifyStatement
from structured.schema import Target

Outcome = Query | Refusal
_SURELY_MEANT = 0.7


def parse_verification(reading: Reading) -> Outcome | None:
    """Is it true that …?"""
    likely = reading.kind.get("verify", 0)
    if likely < 0.3 or not (reading.says(cues.YES_NO) or likely > 0.7):
        return None
    statements = best_statements(reading, limit=2)
    touching = touching_targets(reading, statements[:1])
    chances = reading.target_scores
    every = reading.says(cues.EXISTING_STATE) and reading.says(cues.NEW_STATE)
    meant = best_targets(reading, both=every)
    if every:
        meant = tuple(row for row in meant if row.metric == meant[0].metric)
    sure = bool(meant) and chances.get(meant[0].id, 0) >= _SURELY_MEANT
    targets = tuple(row for row in meant if sure or row in touching)
    best = chances.get(targets[0].id, 0) if targets else 0
    targets = tuple(row for row in targets if every or chances.get(row.id, 0) >= 0.5 * best)
    values = tuple((value, unit) for value, unit, mention in reading.figures if not _denied(reading.text, mention))
    if reading.says(cues.EITHER):  # one of two is asked for, no yes or no
        values = ()
    elif not values and reading.says(cues.UNIVERSAL):
        values = ((Decimal(100), "%"),) if any(row.unit == "%" for row in targets) else ()
    targets = (*targets, *_named_by_value(reading, targets, values))
    asserted = values or reading.years or reading.periods or reading.says(cues.BINDING) or reading.says(cues.EITHER)
    if not asserted and statements and (not targets or targets[0].value is None or targets[0] not in touching):
        targets = ()
    if not targets and not statements:
        return None
    return VerifyStatement(
        targets=tuple(row.id for row in targets), statements=() if targets else tuple(row.id for row in statements),
        values=values, years=reading.years,
        period=reading.periods[0] if reading.periods else "",
        false_scope=_false_place(reading, targets) or _false_subject(reading, targets),
        bound=stated_bound(reading) if values else "", every=every and len(targets) > 1,
        binding=reading.says(cues.BINDING), starts=reading.says(cues.START),
    )


def _denied(text: str, figure: Mention) -> bool:
    """Whether the question itself sets the figure aside; `不是30%吗` asserts it."""
    return bool(cues.DENIED.search(text[: figure.start])) and not cues.YES_NO.match(text[figure.end :].strip())


def stated_bound(reading: Reading) -> Literal["", ">=", "<=", "~"]:
    """The direction that a question gives its figure; `不高于` is read before the `高于` inside it."""
    if reading.says(cues.ABOUT):
        return "~"
    text = reading.text
    at_most = cues.NOT_ABOVE.search(text)
    at_least = cues.NOT_BELOW.search(text)
    if at_least or at_most:
        return ">=" if at_least else "<="
    return ">=" if cues.AT_LEAST.search(text) else "<=" if cues.AT_MOST.search(text) else ""


def _false_place(reading: Reading, targets: Sequence[Target]) -> bool:
    """Whether the question names places, none of which the clause of the best target prints."""
    places = set(reading.values("place"))
    here = {row.name for row in reading.table.places if targets and row.clause == targets[0].clause}
    return bool(places and here and not places & here and targets[0].scope_zh)


def _false_subject(reading: Reading, targets: Sequence[Target]) -> bool:
    """Whether the question says of one kind of subject what the best target says of others, with the target's value."""
    values = {in_base(value, unit or targets[0].unit) for value, unit, _ in reading.figures} if targets else set()
    goal = targets[0].value if targets else None
    if goal is None or in_base(goal, targets[0].unit) not in values:
        return False
    broad = {kind.id for kind in reading.table.subject_kinds if kind.broad}
    named = set(reading.values("subject")) - broad
    printed = f"{targets[0].scope_zh}{targets[0].quote}"
    here = {kind for row in obligations_of(reading, targets[:1]) for kind in row.subject_kinds}
    here |= {kind.id for kind in reading.table.subject_kinds if any(name in printed for name in kind.synonyms_zh)}
    return bool(named and here - broad and not named & here)


def _named_by_value(
    reading: Reading, targets: Sequence[Target], values: Sequence[tuple[Decimal, str]]
) -> tuple[Target, ...]:
    """Other rows of the same clause that hold an asserted value which the meant rows do not: the likely mix-up."""
    if not targets or any(row.value == value for row in targets for value, _ in values):
        return ()
    return tuple(
        row for row in reading.table.targets_by_clause.get(targets[0].clause, ()) for value, unit in values
        if row not in targets and row.value == value and dimension(row.unit) == dimension(unit) and row.kind != "threshold"
    )[:1]
