"""Questions over the whole plan: counts, rankings, joint tasks, comparisons of clauses, lists of targets."""

from __future__ import annotations

from typing import Literal

from assistant.turn import Refusal
from assistant.understanding import cues
from assistant.understanding.reading import Reading
from assistant.understanding.select import best_targets
from structured.queries import (
    CompareTargets,
    CompareUnits,
    CountRows,
    FindTargets,
    Query,
    RankUnits,
    TasksOfUnits,
    UnitsOfTopic,
)

Outcome = Query | Refusal
_UNIT_NOUNS = ("部门", "单位", "委办", "unit", "bureau", "department", "agenc", "commission")
_TARGET_NOUNS = ("目标", "指标", "target")


def parse_rank(reading: Reading) -> Outcome | None:
    """Which unit has the most (fewest) tasks?"""
    most, fewest = reading.says(cues.MOST), reading.says(cues.FEWEST)
    about_units = reading.says(cues.UNITS) or any(noun in reading.text for noun in _UNIT_NOUNS)
    if not (most or fewest) or not about_units or reading.units:
        return None
    if max(reading.kind.get(kind, 0) for kind in ("count", "compare", "list", "clauses_of_unit")) < 0.2:
        return None
    return RankUnits(most=most, actions=reading.actions[:1])


def parse_joint(reading: Reading) -> Outcome | None:
    """Which clauses name these units together, or one without the other?"""
    if len(reading.units) < 2:
        return None
    counting = reading.says(cues.COUNT) or reading.says(cues.HOW_MANY)
    actions = reading.actions
    if reading.says(cues.WITHOUT):
        named = [mention for mention in reading.mentions if mention.kind == "unit"]
        cut = next(match.start() for match in [cues.WITHOUT.search(reading.text)] if match)
        units = tuple(dict.fromkeys(m.value for m in named if m.start < cut))
        without = tuple(dict.fromkeys(m.value for m in named if m.start >= cut and m.value not in units))
        if units and without:
            return CountRows(of="tasks", units=units, without=without, actions=actions) if counting else TasksOfUnits(
                units=units, without=without, actions=actions)
    if not reading.says(cues.JOINT) and max(reading.kind.get(k, 0) for k in ("clauses_of_unit", "compare", "list", "count")) < 0.3:
        return None
    if counting:
        return CountRows(of="tasks", units=reading.units, actions=actions)
    return TasksOfUnits(units=reading.units, actions=actions)


def parse_count(reading: Reading) -> Outcome | None:
    """How many tasks, units, targets, actions, safeguards?"""
    match = cues.COUNT.search(reading.text)
    if match is None or reading.kind.get("count", 0) < 0.25:
        return None
    noun = match["zh"] or match["suffix"] or match["en"] or ""
    of = _counted(noun, reading)
    firmness = reading.values("firmness")
    if of in ("tasks", "units") and len(reading.units) == 0 and not reading.actions and not reading.clauses:
        if of == "units" and reading.kind.get("units", 0) > reading.kind.get("count", 0):
            return UnitsOfTopic(clauses=(reading.best_clause,)) if reading.best_clause else None
    return CountRows(
        of=of, units=reading.units, actions=reading.actions, clauses=reading.clauses, firmness=firmness,
        period=reading.periods[0] if reading.periods else "", **_times(reading),
    )


def _counted(noun: str, reading: Reading) -> Literal["tasks", "targets", "units", "actions", "safeguards"]:
    if "保障" in noun or "safeguard" in noun:
        return "safeguards"
    if "行动" in noun or "action" in noun:
        return "actions"
    if any(word in noun for word in _TARGET_NOUNS):
        return "targets"
    if any(word in noun for word in (*_UNIT_NOUNS, "委办局")) or "家" in noun:
        return "units"
    return "tasks"


def _times(reading: Reading) -> dict[str, int | None]:
    """The year of the question as a filter: a start year where the question speaks of starting, else a deadline."""
    year = reading.years[0] if reading.years else None
    if reading.says(cues.START):
        return {"start": year, "deadline": None}
    return {"start": None, "deadline": year}


def parse_compare(reading: Reading) -> Outcome | None:
    """The units of two clauses compared, or two targets."""
    if len(reading.clauses) == 2 and (reading.says(cues.UNITS) or reading.says(cues.WITHOUT) or reading.says(cues.JOINT)):
        first, second = reading.clauses
        how: Literal["both", "only_first", "difference"] = "both"
        if reading.says(cues.WITHOUT):
            how = "only_first"
        elif reading.says(cues.DIFFERENCE):
            how = "difference"
        elif not reading.says(cues.JOINT):
            return None
        if first in reading.table.task_by_clause and second in reading.table.task_by_clause:
            return CompareUnits(first=first, second=second, how=how)
    if reading.kind.get("compare", 0) < 0.35 or not reading.says(cues.DIFFERENCE):
        return None
    targets = best_targets(reading)
    return CompareTargets(ids=tuple(row.id for row in targets)) if targets else None


def parse_unit_tasks(reading: Reading) -> Outcome | None:
    """Which clauses name this unit?"""
    if not reading.units:
        return None
    if reading.kind.get("clauses_of_unit", 0) < 0.3:
        return None
    return TasksOfUnits(units=reading.units[:1], actions=reading.actions)


def parse_list(reading: Reading) -> Outcome | None:
    """All targets that pass the filters named: action, unit, time, firmness."""
    if reading.kind.get("list", 0) < 0.4:
        return None
    firmness = reading.values("firmness")
    filters = bool(reading.actions or reading.units or reading.periods or reading.years or firmness or reading.clauses)
    if not filters:
        return None
    return FindTargets(
        clauses=reading.clauses, actions=reading.actions, units=reading.units, firmness=firmness,
        period=reading.periods[0] if reading.periods else "", numeric=reading.says(cues.TARGETS), listing=True, **_times(reading),
    )
