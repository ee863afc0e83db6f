"""Comparisons: the units of clauses, two figures beside each other, their sum, share or difference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.turn import Refusal
from assistant.understanding import cues
from assistant.understanding.parts import named_targets
from assistant.understanding.reading import Reading
from assistant.understanding.select import best_targets, enumerated_targets, part_and_whole, topic_clauses
from structured.figures import dimension, parse_figures
from structured.periods import period_years
from structured.queries import CompareTargets, CompareUnits, Query, ReadClause, tasks_of
from structured.schema import Target

Outcome = Query | Refusal
_YEARS_OF_PERIOD = 5
# Score from which a part of the question names a clause.
_PART = 0.4
# More figures than these are not held against each other.
_FEW = 3
_LIKELY = 4
# What stands between two things that are held against each other.
_AGAINST = re.compile(
    r"[,，;；?？。:：、]|和|跟|与|及|同(?![样时比步一等意期类行])|比|还是|一边又?|\bvs\.?|versus|\band\b|\bor\b|\bthan\b|"
    r"compared (?:to|with)"
)


def parse_compare(reading: Reading) -> Outcome | None:
    """The units of two or more clauses compared; two targets compared or summed up."""
    how = _unit_comparison(reading)
    clauses = _compared_clauses(reading) if how is not None else ()
    if how is not None and len(clauses) >= 2:
        return CompareUnits(clauses=clauses, how=how)
    return _yearly(reading) or _share(reading) or _compared_targets(reading) or _held_against(reading)


def _compared_clauses(reading: Reading) -> tuple[str, ...]:
    """The clauses whose units are compared: those named, those of an action, those of the parts, or the likeliest two."""
    tasks = reading.table.task_by_clause
    clauses = tuple(clause for clause in reading.clauses if clause in tasks)
    if (len(clauses) < 2 and reading.numbered_actions) or (not clauses and reading.actions):
        clauses = tuple(task.clause for task in tasks_of(reading.table, (), (), reading.actions[:1]))
    if len(clauses) < 2:
        halves = reading.text.split("比", 1) if reading.says(cues.MORE_THAN) else ()
        parts = [scores.best("clause") for scores in (*map(reading.rescore, halves), *reading.segments)]
        clauses = tuple(dict.fromkeys(clause for clause, score in parts if score >= _PART and clause in tasks))
    return clauses if len(clauses) >= 2 else topic_clauses(reading, limit=2)


def _share(reading: Reading) -> Query | None:
    """A part of a goal as a share of its whole."""
    two_times = len(reading.periods) == 2 or len(reading.years) == 2
    if not reading.says(cues.SHARE) or reading.says(cues.UNITS) or (two_times and reading.says(cues.DIFFERENCE)):
        return None
    if _own_amount(reading):
        return None
    part = () if reading.says(cues.OF_WHICH) else part_and_whole(reading)
    several = part or (() if reading.says(cues.SUM) else enumerated_targets(reading))
    if part or (len(several) == 2 and several[0].unit == several[1].unit != "%"):
        return CompareTargets(ids=tuple(row.id for row in several), how="share")
    return None


def _compared_targets(reading: Reading) -> Query | None:
    """Two or more targets beside each other, their difference or their sum; clauses named by number are read out."""
    figures = any(reading.says(cue) for cue in (cues.TARGETS, cues.NUMERIC, cues.HOW_MANY, cues.UNIT_WORD, cues.UNITS))
    if len(reading.clauses) >= 2 and reading.says(cues.DIFFERENCE) and not figures:
        return ReadClause(clauses=reading.clauses)
    summing = reading.says(cues.SUM) and max(reading.kind.get(k, 0) for k in ("compute", "figure", "count", "compare")) > 0.25
    two_times = len(reading.periods) == 2 or len(reading.years) == 2
    comparing = (reading.kind.get("compare", 0) >= 0.3 or two_times) and reading.says(cues.DIFFERENCE)
    versus = reading.kind.get("compare", 0) > 0.1 and reading.says(cues.DIFFERENCE)
    if not summing and not comparing and not versus and not (reading.says(cues.GAP) and not _own_values(reading)):
        return None
    several = enumerated_targets(reading)
    targets = several if len(several) > 2 and not summing else best_targets(reading, both=True)
    if summing and targets and targets[0].unit in ("", "%"):
        return None
    if summing:
        targets = tuple(row for row in targets if row.metric == targets[0].metric)
    if len(targets) < 2:
        targets = several
    if len(targets) < 2:
        return None
    own = [value for value, unit, _ in reading.figures if dimension(unit) == dimension(targets[0].unit)]
    claimed = own[0] if len(own) == 1 and (reading.says(cues.YES_NO) or reading.says(cues.CHECK)) else None
    return CompareTargets(ids=tuple(row.id for row in targets), how="sum" if summing else "difference",
                          relative=reading.says(cues.GROWTH), claimed=claimed,
                          same=reading.says(cues.SAME) and not summing, across=reading.says(cues.GAP),
                          part=_part_of_sum(reading, targets) if summing else "")


def _part_of_sum(reading: Reading, rows: Sequence[Target]) -> str:
    """The row whose share of the sum is asked (`一共多少?其中公共的占百分之几`), by the words behind the sum; else nothing."""
    match = cues.SUM.search(reading.text)
    if match is None or not cues.SHARE.search(reading.text, match.end()):
        return ""
    chances = dict(reading.rescore(reading.text[match.end() :]).ranked("target"))
    return max((row.id for row in rows), key=lambda row_id: chances.get(row_id, 0.0))


def _own_amount(reading: Reading) -> bool:
    """Whether the question states an amount in the dimension of the likeliest target that the plan does not print."""
    rows = best_targets(reading)[:1]
    return bool(rows) and _own_values(reading) and any(
        dimension(unit) == dimension(rows[0].unit) not in ("", "share") for _, unit, _ in reading.figures)


def _own_values(reading: Reading) -> bool:
    """Whether a figure of the question stands in none of the likely targets' words (`600米覆盖率` names a metric)."""
    likely = [reading.table.target_by_id[row_id] for row_id in list(reading.target_scores)[:_LIKELY]]
    printed = {(figure.value, figure.unit) for row in likely for figure in parse_figures(f"{row.metric_zh} {row.quote}")}
    return any((value, unit) not in printed for value, unit, _ in reading.figures)


def _held_against(reading: Reading) -> Query | None:
    """Two figures of which the question asks which is more or firmer, or whether they are the same."""
    same = reading.says(cues.SAME)
    likely = sum(reading.kind.get(kind, 0) for kind in ("compare", "figure", "verify", "check"))
    if not (same or reading.says(cues.COMPARED)) or reading.clauses or reading.units or likely < _PART:
        return None
    if reading.says(cues.UNIT_WORD) or reading.says(cues.UNITS):
        return None
    rows = named_targets(reading, _AGAINST) or enumerated_targets(reading)
    both_states = reading.says(cues.NEW_STATE) and reading.says(cues.EXISTING_STATE)
    if len(rows) < 2 or (both_states and len({row.metric for row in rows}) > 1):
        family = best_targets(reading, both=True)
        rows = tuple(row for row in family if row.metric == family[0].metric)
        if not rows or reading.target_scores[rows[0].id] < _PART:
            return None
    if not 2 <= len(rows) <= _FEW:
        return None
    return CompareTargets(ids=tuple(row.id for row in rows), same=same, across=reading.says(cues.GAP))


def _yearly(reading: Reading) -> Query | None:
    """A goal of a five-year period, spread evenly over its years."""
    spread = all(value == _YEARS_OF_PERIOD for value, _, _ in reading.figures)
    if not reading.says(cues.YEARLY) or not spread or not best_targets(reading):
        return None
    best = best_targets(reading)[0]
    if best.value is None or best.unit == "%" or not period_years(best.period):
        return None
    return CompareTargets(ids=(best.id,), how="yearly")


def _unit_comparison(reading: Reading) -> Literal["both", "only_first", "difference", "both_and_only"] | None:
    about_units = reading.says(cues.UNITS) or reading.says(cues.UNIT_WORD)
    several = len(reading.clauses) >= 2
    if not (about_units or several or reading.says(cues.MORE_THAN)) or reading.units:
        return None
    if several and reading.says(cues.WITHOUT):
        return "only_first"
    if reading.says(cues.MORE_THAN) and (several or ("比" in reading.text and about_units)):
        return "only_first"
    if several and about_units and reading.says(cues.SHARED_UNITS) and reading.says(cues.EACH_ALONE):
        return "both_and_only"
    linked = several or reading.actions or len(reading.segments) > 1 or reading.kind.get("compare", 0) > 0.4
    if linked and reading.says(cues.SHARED_UNITS) and about_units:
        return "both"
    if several and about_units and reading.says(cues.DIFFERENCE):
        return "difference"
    return None
