"""Questions that ask several figures in one breath: the figure that each part asks for, and the row for each time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.turn import Mention
from assistant.understanding import cues
from assistant.understanding.reading import Reading
from assistant.understanding.select import fits_time
from structured.figures import dimension, parse_figures
from structured.schema import Target

_PART = re.compile(r"[,，;；?？。:：]|另外|还有|以及|顺便|\band (?=what|how|which)|\balso\b")
_ASKING = re.compile(r"呢$|(?:率|比例|占比|面积|数量|长度)$")
# The share of a part's chances that its metric must have, and how much the whole question says about its clause.
_SURE = 0.5
_OVERALL = 0.7
_LEAST = 0.01
_LIKELY = 0.15
_DATED_LIKELY = 0.03
_PLAINLY = 0.9
# Two rules ask for the same figures of one reading.
_READINGS = 8


@lru_cache(maxsize=_READINGS)
def asked_targets(reading: Reading) -> tuple[Target, ...]:
    """The figure that each asking part of the question means, in the order asked; empty where fewer than two differ."""
    spans = _spans(reading.text)
    asking = [span for span in spans if _asks(reading.text[slice(*span)])]
    parts = [span for span in spans if span in asking or (asking and _names_one(reading, *span))]
    if len(parts) < 2:
        return ()
    found = [row for start, end in parts if (row := _meant(reading, start, end)) is not None]
    rows = tuple(dict.fromkeys(found))
    return rows if len(rows) > 1 and len(found) == len(parts) else ()


def targets_by_radius(reading: Reading) -> tuple[Target, ...]:
    """The figures whose metrics carry the lengths that the question names (`600米覆盖率`), where it names two or more."""
    lengths = [(value, unit) for value, unit, _ in reading.figures if dimension(unit) == "length"]
    if len(lengths) < 2:
        return ()
    clauses = [clause for clause, chance in reading.clause_scores.items() if chance >= _SURE]
    rows = [
        row for clause in clauses for row in reading.table.targets_by_clause.get(clause, ())
        if row.kind != "threshold" and row.unit == "%"
        and any((figure.value, figure.unit) in lengths for figure in parse_figures(row.metric_zh))
    ]
    return tuple(rows) if len(rows) > 1 else ()


def named_targets(reading: Reading, between: re.Pattern[str]) -> tuple[Target, ...]:
    """The different figures that the parts of the question surely name, in the order named; `between` divides the parts."""
    found = [_meant(reading, start, end) for start, end in _spans(reading.text, between)]
    return tuple(dict.fromkeys(row for row in found if row is not None))


def each_time(reading: Reading, targets: Sequence[Target]) -> tuple[Target, ...]:
    """The targets, with a row for each further time that the question asks of the first one.

    A row of the same metric, else the likeliest one of the same clause that is dated so and has no figure.
    """
    times = {mention.value: mention for mention in reading.mentions if mention.kind in ("year", "period")}
    if len(times) < 2 or not targets:
        return tuple(targets)
    found = list(targets)
    for time in times.values():
        if any(answers_time(row, time) or time.value in row.baseline_zh for row in found):
            continue
        dated = [row for row in reading.table.targets_by_clause[targets[0].clause] if _dated(row) and answers_time(row, time)]
        family = [row for row in dated if row.metric == targets[0].metric] or [
            row for row in dated if row.value is None and set(row.scope_zh) & set(targets[0].scope_zh)]
        if family:
            found.append(max(family, key=lambda row: reading.target_scores.get(row.id, 0.0)))
    return tuple(sorted(found, key=reading.table.targets.index)) if len(found) > len(targets) else tuple(targets)


def answers_time(row: Target, time: Mention) -> bool:
    """Whether a row may answer for the year or period that is named."""
    return fits_time(row, (time.value,), ()) if time.kind == "period" else fits_time(row, (), (int(time.value),))


def _dated(row: Target) -> bool:
    return bool(row.period or row.deadline or row.start)


def _spans(text: str, between: re.Pattern[str] = _PART) -> list[tuple[int, int]]:
    """Where the parts of the text stand, without what divides them; half-open."""
    cuts = [match.span() for match in between.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end - start > 1]


def _asks(part: str) -> bool:
    return any(pattern.search(part.strip()) for pattern in (cues.HOW_MANY, cues.EITHER, _ASKING))


def _names_one(reading: Reading, start: int, end: int) -> bool:
    """Whether a part without any asking word names one figure of the plan nearly surely (`and the % of bays that need chargers`)."""
    best, chance = reading.rescore(reading.text[start:end]).best("target")
    row = reading.table.target_by_id.get(best)
    return row is not None and row.value is not None and row.kind != "threshold" and chance >= _PLAINLY


def _goals_of(reading: Reading, row: Target) -> list[Target]:
    """The row itself; for what goals are measured by, the goals of its clause that print it."""
    if row.kind != "threshold":
        return [row]
    beside = reading.table.targets_by_clause[row.clause]
    return [goal for goal in beside if goal.kind != "threshold" and row.quote in goal.quote]


def _meant(reading: Reading, start: int, end: int) -> Target | None:
    """The target that a part asks for, in the light of the clauses that the whole question is about."""
    scores, table = reading.rescore(reading.text[start:end]), reading.table
    clauses = scores.of("clause")
    named = [mention for mention in reading.mentions if mention.kind in ("year", "period")]
    times = [mention for mention in named if start <= mention.start < end] or (named if len(named) == 1 else [])
    if len({time.value for time in times}) > 1:  # one figure at several times is another question
        return None
    chances: dict[str, float] = {}
    raw: dict[str, float] = {}
    for row_id, chance in scores.ranked("target"):
        for row in _goals_of(reading, table.target_by_id[row_id]) if row_id in table.target_by_id else ():
            if all(answers_time(row, time) for time in times[:1]):
                about = _OVERALL * reading.clause_scores.get(row.clause, 0.0) + (1 - _OVERALL) * clauses.get(row.clause, 0.0)
                chances[row.id] = chances.get(row.id, 0.0) + chance * (about + _LEAST)
                raw[row.id] = raw.get(row.id, 0.0) + chance
    total = sum(chances.values())
    if not total:
        return None
    best = table.target_by_id[max(chances, key=chances.__getitem__)]
    own = sum(chance for row_id, chance in chances.items() if table.target_by_id[row_id].metric == best.metric)
    least = _DATED_LIKELY if times and _dated(best) else _LIKELY  # a time of its own tells the row, too
    return best if own >= _SURE * total and raw[best.id] >= least else None
