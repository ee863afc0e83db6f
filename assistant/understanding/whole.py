"""Questions over the whole plan: counts, rankings, joint tasks, comparisons of clauses, lists of targets."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal, TypedDict

from assistant.turn import Refusal
from assistant.understanding import cues
from assistant.understanding.parts import asked_targets
from assistant.understanding.reading import Reading
from assistant.understanding.select import enumerated_targets, topic_targets
from structured.figures import parse_figures
from structured.queries import (
    CountRows,
    FindTargets,
    FindUnits,
    Query,
    RankUnits,
    TasksOfUnits,
    UnitsOfTopic,
    find_targets,
    tasks_of,
)

Outcome = Query | Refusal
_UNIT_NOUNS = ("部门", "单位", "委办", "unit", "bureau", "department", "agenc", "commission", "bod")
_TARGET_NOUNS = ("目标", "指标", "target")
# More targets than these are no topic.
_MAX_TOPICAL = 16
_YEARS_OF_PERIOD = 5
_TOPIC = 0.3
# Score from which a part of the question names a clause.
_PART = 0.4
_SURE_TOPICS = 0.7
_WHOLE_PLAN = ("list", "count", "compare", "clauses_of_unit")


def whole_plan(reading: Reading) -> float:
    """How likely the question is one over many rows."""
    return sum(reading.kind.get(kind, 0) for kind in _WHOLE_PLAN)


def parse_rank(reading: Reading) -> Outcome | None:
    """Which unit or action has the most (fewest) tasks?"""
    most, fewest = reading.says(cues.MOST), reading.says(cues.FEWEST)
    tasks = reading.says(cues.TASK_NOUN) or reading.says(cues.COUNT)
    if not (most or fewest) or reading.units or reading.clauses or (whole_plan(reading) < 0.3 and not tasks):
        return None
    about_actions = reading.says(cues.ACTION_NOUN) and not reading.says(cues.UNIT_WORD)
    if about_actions:
        return RankUnits(of="actions", most=not fewest)
    if reading.says(cues.UNITS) or reading.says(cues.WHO) or reading.says(cues.UNIT_WORD):
        return RankUnits(most=not fewest, actions=_task_actions(reading))
    return None


def parse_joint(reading: Reading) -> Outcome | None:
    """Which clauses name these units together, or one without the other?"""
    if len(reading.units) < 2:
        return None
    counting = reading.says(cues.COUNT) or reading.says(cues.HOW_MANY)
    actions = _task_actions(reading)
    if reading.says(cues.WHO_MORE) and not reading.topical_terms:
        return RankUnits(units=reading.units, actions=actions, most=not reading.says(cues.FEWEST))
    units, without = reading.units, ()
    if reading.says(cues.WITHOUT):
        cut = next(match.start() for match in [cues.WITHOUT.search(reading.text)] if match)
        named = [mention for mention in reading.mentions if mention.kind == "unit"]
        before = tuple(dict.fromkeys(m.value for m in named if m.start < cut))
        after = tuple(dict.fromkeys(m.value for m in named if m.start >= cut and m.value not in before))
        if before and after:
            units, without = before, after
        elif len(before) > 1 and not after and not (reading.says(cues.BESIDES) or reading.says(cues.NO_OTHERS)):
            # `甲、乙都有,丙没挂的`, `A in but B out`
            units, without = before[:-1], before[-1:]
    if not without and not reading.says(cues.JOINT) and whole_plan(reading) < 0.3:
        return None
    topic = reading.clause_scores.get(reading.best_clause, 0) >= _TOPIC and bool(reading.topical_terms)
    if not without and reading.says(cues.YES_NO) and (topic or not reading.says(cues.JOINT)):
        return None
    if counting:
        size = len(units) if reading.says(cues.NO_OTHERS) else None
        return CountRows(of="tasks", units=units, without=without, actions=actions, size=size, numbered=reading.numbered_only)
    return TasksOfUnits(units=units, without=without, actions=actions)


def parse_besides(reading: Reading) -> Outcome | None:
    """Who else is responsible for a topic, apart from the units that the question names?"""
    if not reading.units or not reading.says(cues.BESIDES) or not (reading.says(cues.UNITS) or reading.says(cues.WHO_ELSE)):
        return None
    sure = reading.clauses or reading.clause_scores.get(reading.best_clause, 0) >= _TOPIC
    if not sure or reading.kind.get("clauses_of_unit", 0) > _PART or reading.says(cues.ALL_OF_THEM):
        return None
    return UnitsOfTopic(clauses=(reading.best_clause,), asked=reading.units, besides=True)


def _task_actions(reading: Reading) -> tuple[str, ...]:
    """The actions a question about tasks is limited to; `safeguards included` limits nothing."""
    if reading.says(cues.INCLUDED):
        return ()
    named = reading.actions if reading.says(cues.IN_FIELD) else reading.numbered_actions
    sections = [action for action in reading.actions if "(" not in action]
    limited = tuple(action for action in named if action not in sections)
    holding = {task.action for task in reading.table.tasks}
    return (*limited, *(section for section in sections if section not in holding or reading.says(cues.ONLY_SAFEGUARDS)))


def parse_count(reading: Reading) -> Outcome | None:
    """How many tasks, units, targets, actions, safeguards?"""
    if cues.ONCE.search(reading.text) and reading.says(cues.UNIT_WORD) and not reading.units:
        return CountRows(of="units", times=1)
    if size := _asked_size(reading):
        return CountRows(of="tasks", units=reading.units, actions=_task_actions(reading), size=size, numbered=reading.numbered_only)
    clauses = () if _means_all(reading) else reading.clauses
    forward = ([*cues.COUNT_FORWARD.finditer(reading.text)] or [None])[-1]
    match = cues.COUNT.search(reading.text)
    likely = reading.kind.get("count", 0)
    if match is None or likely < 0.08 or (likely < 0.2 and not (reading.units or clauses or reading.numbered_actions)):
        return None
    of = _counted(forward["zh"] if forward else match["zh"] or match["suffix"] or match["en"] or match["times"] or "")
    if of == "units" and reading.units and not clauses:
        of = "tasks"
    timed = bool(reading.years or reading.periods)
    if of == "tasks" and timed and reading.says(cues.TARGETS):
        return None
    if of == "tasks" and timed and not reading.units:
        of = "targets"
    if of == "targets" and timed:
        timely = FindTargets(clauses=clauses, actions=() if clauses else reading.actions, units=reading.units,
                           period=reading.periods[0] if reading.periods else "",
                           numeric=wants_numbers(reading), listing=True, **time_filter(reading))
        anywhere = clauses or reading.actions or reading.units
        return timely if anywhere else _limited(reading, timely) or timely
    if reading.units and of == "tasks" and cues.NOT_NAMED.search(cues.NUMBERED_ONLY.sub("", reading.text)):
        return CountRows(of="tasks", without=reading.units, numbered=reading.numbered_only)
    anchored = reading.units or reading.actions or reading.clauses
    if of == "units" and (not anchored or not (reading.clauses or reading.numbered_actions)):
        if reading.clause_scores.get(reading.best_clause, 0) > 0.2:
            return UnitsOfTopic(clauses=(reading.best_clause,))
        return CountRows(of="units")
    if reading.clauses and reading.says(cues.UNIT_WORD):
        return UnitsOfTopic(clauses=reading.clauses, printed=reading.says(cues.REPEATED))
    return CountRows(
        of=of, units=reading.units, actions=_task_actions(reading), clauses=clauses,
        firmness=reading.values("firmness"), period=reading.periods[0] if reading.periods else "",
        numbered=reading.numbered_only, numeric=of == "targets" and reading.says(cues.QUANTIFIED), **time_filter(reading),
    )


def _asked_size(reading: Reading) -> int:
    """The number of units that a task is to have (`exactly three responsible units`), or 0."""
    match = cues.EXACTLY_UNITS.search(reading.text)
    figures = parse_figures(f"{match['number']}个") if match else ()
    return int(figures[0].value) if figures else 0


def _means_all(reading: Reading) -> bool:
    """Whether a clause number is the number of all tasks (`35条里`)."""
    last = [task.clause for task in reading.table.tasks if task.clause.isdigit()][-1:]
    inside = rf"{last[0]}\s*(?:条|项)(?:任务)?(?:里|中|当中|之中)" if last else ""
    return list(reading.clauses) == last and re.search(inside, reading.text) is not None


def _counted(noun: str) -> Literal["tasks", "targets", "units", "actions", "safeguards"]:
    if "保障" in noun or "safeguard" in noun:
        return "safeguards"
    if "行动" in noun or "action" in noun:
        return "actions"
    if any(word in noun for word in _TARGET_NOUNS):
        return "targets"
    if any(word in noun for word in _UNIT_NOUNS) or noun.startswith("家"):
        return "units"
    return "tasks"


def wants_numbers(reading: Reading) -> bool:
    """Whether a list is asked to hold figures only."""
    return reading.says(cues.NUMERIC) and not reading.says(cues.QUALITATIVE)


class TimeFilter(TypedDict):
    """The filters of a query that hold years; None filters nothing."""

    start: int | None
    deadline: int | None


class ListTimes(TimeFilter):
    """The filters of a list that hold times; the empty period filters nothing."""

    after: int | None
    period: str


def time_filter(reading: Reading) -> TimeFilter:
    """The year of the question as a filter: a start year where the question speaks of starting, else a deadline.

    A time that the question sets aside (`到2025年的不算`) is no filter.
    """
    years = [int(m.value) for m in reading.mentions if m.kind == "year" and not _set_aside(reading.text, m.end)]
    year = years[0] if years else None
    return {"start": year, "deadline": None} if reading.says(cues.START) else {"start": None, "deadline": year}


def _set_aside(text: str, end: int) -> bool:
    return re.match(r"[”\"」』年的底前起那些]*\s*(?:先)?(?:除外|不算|不含|不要|排除|excluded|aside)", text[end:]) is not None


def parse_unit_tasks(reading: Reading) -> Outcome | None:
    """Which clauses name this unit?"""
    if not reading.units:
        return None
    quantified = reading.says(cues.QUANTIFIED) and not reading.says(cues.YES_NO)
    aimed = reading.says(cues.TARGETS) or reading.says(cues.DELIVER)
    if aimed and (reading.years or reading.periods or quantified):
        query = FindTargets(units=reading.units[:1], actions=_task_actions(reading), listing=True,
                            numeric=quantified or wants_numbers(reading), **list_times(reading))
        if find_targets(reading.table, query):
            return query
    likely = reading.kind.get("clauses_of_unit", 0) + reading.kind.get("list", 0)
    topic = max((score for clause, score in reading.clause_scores.items() if clause in reading.table.task_by_clause), default=0)
    topicless = not (reading.topical_terms or reading.values("place") or reading.clauses)
    asked = reading.says(cues.UNIT_TASKS) or (bool(_task_actions(reading)) and reading.says(cues.OUTSIDE))
    strong = asked and not reading.says(cues.ONLY) and ((likely > 0.08 and topic < 0.8) or topicless)
    if reading.kind.get("list", 0) > 0.4 and reading.says(cues.TARGETS) and not reading.says(cues.TASK_NOUN):
        return None
    if likely < 0.3 and not strong:
        return None
    actions = _task_actions(reading)
    if actions and reading.says(cues.OUTSIDE):
        return TasksOfUnits(units=reading.units[:1], outside=actions, numbered=reading.numbered_only)
    if actions and not tasks_of(reading.table, reading.units[:1], (), actions):
        actions = ()
    return TasksOfUnits(units=reading.units[:1], actions=actions, numbered=reading.numbered_only,
                        clauses=_related_clauses(reading))


def _related_clauses(reading: Reading) -> tuple[str, ...]:
    """The unit's clauses that are about the terms which the question limits them to."""
    if not reading.says(cues.RELATED):
        return ()
    return tuple(task.clause for task in tasks_of(reading.table, reading.units[:1]) if task.clause in reading.term_clauses)


def parse_unit_kinds(reading: Reading) -> Outcome | None:
    """Which of the responsible units are companies, which park bodies; or all of them."""
    if reading.units or not reading.says(cues.UNIT_WORD) or reading.says(cues.COUNT) or reading.says(cues.MOST):
        return None
    text = reading.text
    instead = cues.INSTEAD.search(text)
    said = {kind: match for kind, pattern in cues.UNIT_KINDS.items() if (match := pattern.search(text))}
    kinds = tuple(kind for kind, match in said.items() if instead is None or match.start() < instead.start())
    if said and not kinds:
        kinds = tuple(dict.fromkeys(unit.kind for unit in reading.table.units if unit.kind not in said))
    if not kinds or kinds == ("bureau",):
        return None
    return FindUnits(kinds=kinds, clauses=tuple(clause for clause in reading.clauses if clause in reading.table.task_by_clause))


def parse_list(reading: Reading) -> Outcome | None:
    """All targets that pass the filters named: action, unit, time, firmness."""
    firmness = tuple(word for word in reading.values("firmness") if not cues.ALL.search(word))
    listing = reading.kind.get("list", 0)
    asks_all = (
        (reading.says(cues.LIST) or _dimension(reading))
        and (reading.says(cues.TARGETS) or reading.says(cues.ALL) or firmness or (reading.years and reading.says(cues.START)))
        and not reading.says(cues.YES_NO)
    )
    if reading.says(cues.UNITS) and (not reading.says(cues.TARGETS) or reading.kind.get("units", 0) > listing):
        return None
    if reading.says(cues.AFTER) and reading.years and not (reading.topical_terms or reading.clauses or reading.says(cues.YES_NO)):
        return FindTargets(actions=reading.actions, units=reading.units, listing=True, **list_times(reading))
    timed = bool(reading.years or reading.periods) and not reading.topical_terms
    whole = reading.says(cues.WHOLE_PLAN) or timed or max(reading.clause_scores.values(), default=0) < 0.5
    if listing < 0.35 and not (asks_all and (listing > 0.12 or whole)):
        return _list_of_clause(reading) if reading.says(cues.ALL) and reading.says(cues.TARGETS) else None
    filters = (
        _dimension(reading) or _comparators(reading) or reading.actions or reading.units or reading.periods or reading.years
        or firmness or reading.clauses
    )
    if not filters:
        everything = FindTargets(numeric=wants_numbers(reading), listing=True, dimension=_dimension(reading))
        return _topical(reading, everything) or _list_of_clause(reading)
    if max(reading.kind.get("not_in_plan", 0), reading.kind.get("clarify", 0)) > 0.4:
        return None
    query = FindTargets(
        clauses=reading.clauses, actions=() if reading.clauses else reading.actions, units=reading.units, firmness=firmness,
        numeric=wants_numbers(reading), listing=True, dimension=_dimension(reading), comparators=_comparators(reading),
        **list_times(reading),
    )
    if not (reading.actions or reading.units or reading.clauses or firmness):
        figures = reading.says(cues.TARGETS) or reading.says(cues.FIGURES_OF) or bool(reading.years or reading.periods)
        topical = _topical(reading, query) or (_limited(reading, query) if figures else None)
        if topical:
            return topical
    if reading.says(cues.TASK_NOUN) and not reading.says(cues.TARGETS) and reading.actions and not firmness:
        return None
    if reading.says(cues.AFTER) and reading.years:
        return query
    return query if find_targets(reading.table, query) else None


def _dimension(reading: Reading) -> str:
    """The one dimension that a list is limited to; several limit nothing."""
    said = [name for name, pattern in cues.DIMENSIONS.items() if reading.says(pattern)]
    return said[0] if len(said) == 1 and not reading.says(cues.COUNTED) else ""


def _comparators(reading: Reading) -> tuple[str, ...]:
    said = tuple(sign for sign, pattern in cues.COMPARATORS.items() if reading.says(pattern))
    return said if len(said) == 1 else ()


def _limited(reading: Reading, query: FindTargets) -> FindTargets | None:
    """The list for the topics that the question is surely about: the clauses of its parts, its one clause, or one action."""
    parts = [scores.best("clause") for scores in reading.segments]
    several = tuple(dict.fromkeys(clause for clause, score in parts if score >= _PART and clause in reading.table.task_by_clause))
    best, chance = next(iter(reading.clause_scores.items()), ("", 0.0))
    actions: dict[str, float] = {}
    for clause, score in reading.clause_scores.items():
        actions[reading.table.action_of(clause)] = actions.get(reading.table.action_of(clause), 0.0) + score
    action = max(actions, key=actions.__getitem__, default="")
    if len(several) > 1 and sum(reading.clause_scores.get(clause, 0.0) for clause in several) >= _SURE_TOPICS:
        limited = replace(query, clauses=several)
    elif chance >= _SURE_TOPICS:
        limited = replace(query, clauses=(best,))
    elif actions.get(action, 0.0) >= _SURE_TOPICS and action != best:
        limited = replace(query, actions=(action,))
    else:
        return None
    return limited if len(find_targets(reading.table, limited)) > 1 else None


def parse_figures_of_topics(reading: Reading) -> Outcome | None:
    """`公园、林地、绿道各压了哪些数`: the figures of several topics, or of everything that one topic says."""
    if not reading.says(cues.FIGURES_OF) or reading.clauses or reading.actions or reading.figures or reading.says(cues.YES_NO):
        return None
    if reading.says(cues.UNITS) or max(reading.kind.get(kind, 0) for kind in ("not_in_plan", "obligations", "compute")) > _PART:
        return None
    if len(reading.segments) < 2 and reading.kind.get("list", 0) < _TOPIC:
        return None
    if len(asked_targets(reading)) > 1 or len(enumerated_targets(reading)) > 1:
        return None
    found = _limited(reading, FindTargets(numeric=True, listing=True, **list_times(reading)))
    several = found is not None and (len(found.clauses) > 1 or found.actions)
    return found if several or (found is not None and reading.kind.get("list", 0) >= _TOPIC) else None


def list_times(reading: Reading) -> ListTimes:
    """The time of a list: a period, a year, or everything that ends after a year."""
    if reading.says(cues.AFTER) and reading.years:
        return {"start": None, "deadline": None, "after": reading.years[0], "period": ""}
    return {**time_filter(reading), "after": None, "period": reading.periods[0] if reading.periods else ""}


def _topical(reading: Reading, query: FindTargets) -> Query | None:
    """The targets of a topic that several clauses set, as far as they pass the query's filters."""
    if not (reading.says(cues.TARGETS) or reading.says(cues.NUMERIC) or query.dimension):
        return None
    topical = topic_targets(reading)
    passing = {row.id for row in find_targets(reading.table, query)}
    rows = [row for row in topical if row.id in passing]
    if len({row.clause for row in rows}) < 2 or len(rows) > _MAX_TOPICAL:
        return None
    return FindTargets(ids=tuple(row.id for row in rows), listing=True)


def _list_of_clause(reading: Reading) -> Outcome | None:
    """All targets of the one clause that the question is about."""
    clause = reading.best_clause
    several = enumerated_targets(reading)
    if len({row.clause for row in several}) > 1:
        return FindTargets(ids=tuple(row.id for row in several), listing=True)
    if reading.says(cues.NUMERIC) and reading.clause_scores.get(clause, 0) < 0.8:
        near = [row for row_id, score in reading.target_scores.items() if score >= 0.04
                for row in [reading.table.target_by_id[row_id]] if row.value is not None and row.kind != "threshold"]
        if len({row.clause for row in near}) > 1:
            return FindTargets(ids=tuple(row.id for row in reading.table.targets if row in near), listing=True)
    if reading.clause_scores.get(clause, 0) < 0.5 or len(reading.table.targets_by_clause.get(clause, ())) < 2:
        return None
    if not (reading.says(cues.TARGETS) or reading.says(cues.NUMERIC) or reading.says(cues.HOW_MANY) or _dimension(reading)):
        return None
    return FindTargets(clauses=(clause,), numeric=True, listing=True)
