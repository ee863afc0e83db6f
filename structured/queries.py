"""The typed queries: everything that can be asked of a Table, and `run`, which answers it. Pure.

A query names rows, clauses and units by their ids; `run` checks every id against the table before it looks anything
up, so that a query filled by a language model is held to the same values as one filled by rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from corpus.errors import PolicyError
from structured.figures import dimension
from structured.periods import period_years
from structured.schema import Obligation, QuotedRow, Statement, Target, Task
from structured.table import Table


@dataclass(frozen=True, kw_only=True)
class UnitsOfTopic:
    """Which units are responsible for these clauses? `asked` are units the question names (`is the DRC?`).

    `targets` are rows asked for in the same breath. `alone` asks whether they are the only ones, `others` who else,
    `lead` whether they lead, `printed` how often names are printed, `besides` who is responsible apart from them.
    """

    clauses: tuple[str, ...]
    asked: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    alone: bool = False
    others: bool = False
    lead: bool = False
    printed: bool = False
    besides: bool = False


@dataclass(frozen=True, kw_only=True)
class TasksOfUnits:
    """Which clauses name all of `units` and none of `without`, optionally inside one action or section?

    `numbered` leaves only the numbered tasks, `outside` leaves out whole actions or sections. `every` asks whether it is
    each of the plan's clauses, `clauses` leaves only these.
    """

    units: tuple[str, ...]
    without: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    numbered: bool = False
    every: bool = False
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FindUnits:
    """Which responsible units of these kinds (units.csv; empty for all) are there, optionally only in these clauses?"""

    kinds: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FindTargets:
    """Which targets? Either by `ids`, or all that pass every filter; an empty filter passes everything.

    A year matches deadlines or start years and nothing else: 2025 does not stand for 十四五. `after` leaves what ends after
    that year; `dimension` (share, area, length, …) what is measured so. `unstated` are times asked besides, as the question
    names them, for which the plan has no figure; `asked_unit` is the unit of measure that it asks for, where it is not the
    printed one.
    """

    ids: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    period: str = ""
    deadline: int | None = None
    start: int | None = None
    after: int | None = None
    dimension: str = ""
    firmness: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    numeric: bool = False
    listing: bool = False
    unstated: tuple[str, ...] = ()
    asked_unit: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadClause:
    """What do these clauses or actions say: their title only, the titles of an action's tasks, or all in short?"""

    clauses: tuple[str, ...]
    detail: Literal["title", "tasks", "full"] = "full"


@dataclass(frozen=True, kw_only=True)
class ActionOfClause:
    """To which action or section do these clauses belong? `supposed` are the ones that the question names."""

    clauses: tuple[str, ...]
    supposed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LocateTopic:
    """Where is it written? `statements` are ids, best first."""

    statements: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FindObligations:
    """What applies to subjects of these kinds, optionally only in these clauses, or which are the rows `ids`?"""

    subject_kinds: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OwnFigure:
    """A figure that the asker states of his own project; `quantity` is an id of quantities.csv."""

    quantity: str
    value: Decimal
    unit: str


@dataclass(frozen=True, kw_only=True)
class ComputeRequirement:
    """What follows from one's own figures by the obligations `ids` (chained: the output of one feeds the next)?

    With `gap`, how far one's own result is from the requirement is asked, too.
    """

    ids: tuple[str, ...]
    figures: tuple[OwnFigure, ...]
    gap: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckFigure:
    """Does one's own value meet these targets? Several rows are several scopes, each judged by itself.

    With `share`, the question is what share of the goal one's own value makes up; with `gap`, how far it is from the goal, too.
    With `whole`, one's own value is `value` divided by it, both in `unit`.
    """

    targets: tuple[str, ...]
    value: Decimal
    unit: str
    whole: Decimal | None = None
    share: bool = False
    gap: bool = False


@dataclass(frozen=True, kw_only=True)
class ApplyRate:
    """What does a rate of the plan (a share, an amount per head, a ratio) come to for one's own total?

    With `reduces` the rate is a fall from the asker's base value. `also` are further targets whose rate is applied to it;
    `has` is what the asker has of the result, whose gap is asked; with `rest`, what remains of the total, too; `asked` is
    the unit of measure that the result is asked in.
    """

    target: str
    value: Decimal
    unit: str
    reduces: bool = False
    also: tuple[str, ...] = ()
    has: Decimal | None = None
    rest: bool = False
    asked: str = ""


@dataclass(frozen=True, kw_only=True)
class VerifyStatement:
    """Is what the question says of these targets or statements what the plan says?

    `values` are the figures the question asserts, with their units of measure as written; `years` and `period` its times.
    `bound` is the direction that the question gives its figure (at least, at most, `~` for about), `binding` whether it
    takes it for a must. `every` is set where it asserts them of several scopes at once: all rows must agree.
    `false_scope` is set where the question names a place or kind of subject that the best target is not about, `starts`
    where its year is said to be the first.
    """

    targets: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    values: tuple[tuple[Decimal, str], ...] = ()
    years: tuple[int, ...] = ()
    period: str = ""
    false_scope: bool = False
    every: bool = False
    bound: Literal["", ">=", "<=", "~"] = ""
    binding: bool = False
    starts: bool = False


@dataclass(frozen=True, kw_only=True)
class CountRows:
    """How many? `of` says what is counted; the filters are those of FindTargets and TasksOfUnits.

    `times` counts only the units that are named in exactly so many clauses, `numeric` only the targets with a number, `size`
    only the tasks with exactly so many units.
    """

    of: Literal["tasks", "targets", "units", "actions", "safeguards"]
    units: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    period: str = ""
    deadline: int | None = None
    start: int | None = None
    firmness: tuple[str, ...] = ()
    times: int | None = None
    numbered: bool = False
    numeric: bool = False
    size: int | None = None


@dataclass(frozen=True, kw_only=True)
class RankUnits:
    """Which units (or `of` actions) have the most (or fewest) clauses, optionally inside one action or among some `units`?"""

    of: Literal["units", "actions"] = "units"
    most: bool = True
    actions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CompareUnits:
    """The units of some clauses: what all name, what only the first names, what each names alone, or both."""

    clauses: tuple[str, ...]
    how: Literal["both", "only_first", "difference", "both_and_only"]


@dataclass(frozen=True, kw_only=True)
class CompareTargets:
    """How do these targets differ, what do they sum up to, what share is one of the other, how much is it a year?

    With `relative`, the difference is asked for as a share of the first in time, too; `claimed` is what the asker takes it for.
    With `same`, the question is whether they are the same; with `across`, different metrics of one unit of measure are
    subtracted, too. `part` is the target whose share of the sum is asked.
    """

    ids: tuple[str, ...]
    how: Literal["difference", "sum", "share", "yearly"] = "difference"
    relative: bool = False
    claimed: Decimal | None = None
    same: bool = False
    across: bool = False
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Explain:
    """What does the plan say about it, in its own sentences? `statements` are ids, in the order of the answer.

    `search` is set where the statements are uncertain: the words to search the text for, which then decides.
    """

    statements: tuple[str, ...]
    search: str = ""


Query = (
    UnitsOfTopic | TasksOfUnits | FindUnits | FindTargets | ReadClause | ActionOfClause | LocateTopic | FindObligations | ComputeRequirement
    | CheckFigure | ApplyRate | VerifyStatement | CountRows | RankUnits | CompareUnits | CompareTargets | Explain
)


def run(query: Query, table: Table) -> tuple[QuotedRow, ...]:  # noqa: C901 (one case for each type of query)
    """The rows that answer the query, in text order (by `ids`: in the order given).

    Raises PolicyError if the query names a unit, clause or row that the table does not have.
    """
    match query:
        case UnitsOfTopic(clauses=clauses, targets=ids):
            return (*(_task(table, clause) for clause in clauses), *(_target(table, row_id) for row_id in ids))
        case TasksOfUnits(units=units, without=without, actions=actions):
            return tuple(task for task in tasks_of(table, units, without, actions) if _left(task, query))
        case FindUnits(kinds=kinds, clauses=clauses):
            return _tasks_of_kinds(table, kinds, clauses)
        case FindTargets(ids=ids) | CompareTargets(ids=ids) if ids:
            return tuple(_target(table, row_id) for row_id in ids)
        case FindTargets():
            return (*find_targets(table, query), *_statements_with(table, query))
        case ReadClause(clauses=clauses):
            return _clause_rows(table, clauses)
        case ActionOfClause(clauses=clauses):
            return tuple(_task(table, clause) for clause in clauses)
        case LocateTopic(statements=ids) | Explain(statements=ids):
            return tuple(_statement(table, row_id) for row_id in ids)
        case FindObligations():
            return _obligations(table, query)
        case ComputeRequirement(ids=ids):
            return tuple(_obligation(table, row_id) for row_id in ids)
        case CheckFigure(targets=ids):
            return tuple(_target(table, row_id) for row_id in ids)
        case ApplyRate(target=row_id, also=also):
            return tuple(_target(table, name) for name in (row_id, *also))
        case VerifyStatement(targets=ids, statements=statements):
            return (*(_target(table, row_id) for row_id in ids), *(_statement(table, row_id) for row_id in statements))
        case CountRows():
            return _counted(table, query)
        case RankUnits(actions=actions):
            return tasks_of(table, (), (), actions)
        case CompareUnits(clauses=clauses):
            return tuple(_task(table, clause) for clause in clauses)
        case CompareTargets():
            return ()


def tasks_of(
    table: Table, units: tuple[str, ...], without: tuple[str, ...] = (), actions: tuple[str, ...] = ()
) -> tuple[Task, ...]:
    """The clauses that name all of `units` and none of `without`, inside `actions` where given, in text order."""
    for name in (*units, *without):
        if name not in table.unit_by_name:
            raise PolicyError(f"The plan names no responsible unit {name!r}.")
    return tuple(
        task for task in table.tasks
        if all(name in task.units for name in units)
        and not any(name in task.units for name in without)
        and (not actions or in_actions(task.action, actions))
    )


def _left(task: Task, query: TasksOfUnits) -> bool:
    """Whether the task is left by the narrower filters of the query."""
    numbered = not query.numbered or task.clause.isdigit()
    return numbered and not in_actions(task.action, query.outside) and (not query.clauses or task.clause in query.clauses)


def _tasks_of_kinds(table: Table, kinds: tuple[str, ...], clauses: tuple[str, ...]) -> tuple[Task, ...]:
    wanted = {unit.name for unit in table.units if not kinds or unit.kind in kinds}
    return tuple(task for task in table.tasks if wanted & set(task.units) and (not clauses or task.clause in clauses))


def in_actions(action: str, actions: tuple[str, ...]) -> bool:
    """Whether an action is one of `actions` or belongs to a section among them (二(四) belongs to 二)."""
    return action in actions or any(action.startswith(f"{section}(") for section in actions)


def find_targets(table: Table, query: FindTargets | CountRows) -> tuple[Target, ...]:
    """All targets that pass every filter of the query, in text order."""
    plain = not (query.period or query.deadline or query.start or query.firmness)
    kinds = ("threshold", "direction") if plain else ("threshold",)
    found = [target for target in table.targets if target.kind not in kinds and _passes(table, target, query)]
    quotes = {(target.clause, target.quote): target for target in reversed(found)}
    found = [target for target in found if target.value is not None or quotes[target.clause, target.quote] is target]
    if query.clauses or query.actions:
        return tuple(found)
    return tuple(row for row in found if not any(_printed_again(row, other) for other in found))


def _printed_again(row: Target, other: Target) -> bool:
    """Whether `other` is a later printing of the same goal, which stands for both in a list over the whole plan."""
    same = (row.metric, row.value, row.period, row.deadline, row.start) == (
        other.metric, other.value, other.period, other.deadline, other.start)
    return same and row.value is not None and row.clause != other.clause and not row.clause[0].isdigit() and other.clause[0].isdigit()


def _statements_with(table: Table, query: FindTargets) -> tuple[Statement, ...]:
    """The statements that print a firmness word asked for and hold no target: goals without a number count, too."""
    if not query.firmness or query.numeric or query.period or query.deadline or query.start:
        return ()
    words = [target.quote for target in table.targets if set(query.firmness) & set(target.firmness)]
    return tuple(
        row for row in table.statements
        if any(word in row.quote for word in query.firmness)
        and not any(quote.strip(",。;") in row.quote or row.quote.strip(",。;") in quote for quote in words)
        and (not query.clauses or row.clause in query.clauses)
        and (not query.actions or in_actions(table.action_of(row.clause), query.actions))
        and (not query.units or (row.clause in table.task_by_clause and set(query.units) <= set(table.task_by_clause[row.clause].units)))
    )


def _passes(table: Table, target: Target, query: FindTargets | CountRows) -> bool:
    task = table.task_by_clause.get(target.clause)
    if query.clauses and target.clause not in query.clauses:
        return False
    if query.actions and not in_actions(table.action_of(target.clause), query.actions):
        return False
    if query.units and not (task and all(name in task.units for name in query.units)):
        return False
    if query.period and target.period != query.period:
        return False
    if query.deadline is not None and target.deadline != query.deadline:
        return False
    if query.start is not None and target.start != query.start:
        return False
    if query.firmness and not any(word in target.firmness for word in query.firmness):
        return False
    if query.numeric and target.value is None:
        return False
    return not isinstance(query, FindTargets) or _measures(target, query)


def _measures(target: Target, query: FindTargets) -> bool:
    """Whether the target passes the filters of a list: comparators, dimension, last year."""
    if query.comparators and target.comparator not in query.comparators:
        return False
    if query.dimension and dimension(target.unit) != query.dimension:
        return False
    return query.after is None or _ends_after(target, query.after)


def _ends_after(target: Target, year: int) -> bool:
    span = period_years(target.period)
    return (target.deadline or (span[1] if span else 0)) > year


def _clause_rows(table: Table, clauses: tuple[str, ...]) -> tuple[QuotedRow, ...]:
    rows: list[QuotedRow] = []
    for clause in clauses:
        if clause in table.task_by_clause:
            rows.append(table.task_by_clause[clause])
        rows += table.targets_by_clause.get(clause, ())
        rows += table.statements_by_clause.get(clause, ())
        if clause in table.action_by_id:
            rows += [task for task in table.tasks if task.action == clause]
    return tuple(rows)


def _obligations(table: Table, query: FindObligations) -> tuple[Obligation, ...]:
    if query.ids:
        return tuple(_obligation(table, row_id) for row_id in query.ids)
    known = {kind.id for kind in table.subject_kinds}
    for kind in query.subject_kinds:
        if kind not in known:
            raise PolicyError(f"There is no subject kind {kind!r}.")
    return tuple(
        row for row in table.obligations
        if (not query.subject_kinds or set(query.subject_kinds) & set(row.subject_kinds))
        and (not query.clauses or row.clause in query.clauses)
    )


def _counted(table: Table, query: CountRows) -> tuple[QuotedRow, ...]:
    if query.of == "targets":
        return find_targets(table, query)
    tasks = tasks_of(table, query.units, query.without, query.actions)
    if query.numbered:
        tasks = tuple(task for task in tasks if task.clause.isdigit())
    if query.clauses:
        tasks = tuple(task for task in tasks if task.clause in query.clauses)
    if query.size is not None:
        tasks = tuple(task for task in tasks if len(task.units) == query.size)
    if query.of == "safeguards":
        return tuple(task for task in tasks if task.id.startswith("safeguard"))
    return tasks


def _task(table: Table, clause: str) -> Task:
    if clause not in table.task_by_clause:
        raise PolicyError(f"Clause {clause!r} names no responsible units.")
    return table.task_by_clause[clause]


def _target(table: Table, row_id: str) -> Target:
    if row_id not in table.target_by_id:
        raise PolicyError(f"There is no target {row_id!r}.")
    return table.target_by_id[row_id]


def _obligation(table: Table, row_id: str) -> Obligation:
    if row_id not in table.obligation_by_id:
        raise PolicyError(f"There is no obligation {row_id!r}.")
    return table.obligation_by_id[row_id]


def _statement(table: Table, row_id: str) -> Statement:
    if row_id not in table.statement_by_id:
        raise PolicyError(f"There is no statement {row_id!r}.")
    return table.statement_by_id[row_id]
