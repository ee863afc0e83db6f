"""What programs can ask of an assistant: typed requests in, typed results out. Raises PolicyError for what the plan does not have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assistant.chat import Assistant, Conversation
from assistant.checklist import Check, checklist, quantities_asked
from assistant.filtering import TargetFilter, passing
from assistant.presentation import table_object, to_json
from assistant.programs import results
from assistant.turn import Turn
from corpus.errors import PolicyError
from structured.schema import Obligation, QuotedRow, Task, Unit


class Unknown(PolicyError):  # noqa: N818 (it is no error of the program)
    """Something was named that the plan does not have."""


def answer(assistant: Assistant, question: str, history: Sequence[str] = ()) -> Turn:
    """The answer to a question that follows the questions of `history`, oldest first."""
    conversation = Conversation(assistant)
    for earlier in history:
        conversation.take_turn(earlier)
    return conversation.take_turn(question)


def answer_object(turn: Turn) -> results.AnswerObject:
    """The contract's answer object."""
    return results.AnswerObject.model_validate(to_json(turn))


def units(assistant: Assistant, clause: str = "", name: str = "") -> list[results.UnitRow]:
    """The responsible units: all, those of one clause in printed order, or the one of this name or alias."""
    table = assistant.table
    found: Iterable[Unit] = table.units
    if clause:
        _clause(assistant, clause)
        task = table.task_by_clause.get(clause)
        found = [table.unit_by_name[printed] for printed in task.units] if task else []
    if name:
        wanted = unit_named(assistant, name)
        found = [unit for unit in found if unit == wanted]
    return [
        results.UnitRow(**table_object(unit), clauses=[task.clause for task in table.tasks_by_unit.get(unit.name, ())]) for unit in found
    ]


def unit_named(assistant: Assistant, name: str) -> Unit:
    """The unit of this printed, full or English name or alias, in any case. Raises Unknown."""
    wanted = name.strip().casefold()
    for unit in assistant.table.units:
        names = (unit.id, unit.name, unit.full_name, unit.name_en, *unit.aliases_zh, *unit.aliases_en)
        if wanted in {own.casefold() for own in names}:
            return unit
    raise Unknown(f"The plan names no responsible unit {name!r}.")


def tasks_named(assistant: Assistant, topic: str) -> list[Task]:
    """The unit-bearing clauses of this id, title or topic, in text order. Raises Unknown."""
    wanted = topic.strip().casefold()
    found = [
        task for task in assistant.table.tasks
        if wanted in {own.casefold() for own in (task.clause, task.title, task.title_en, *task.aliases_zh, *task.aliases_en)}
    ]
    if not found:
        raise Unknown(f"No clause with responsible units is called {topic!r}; ask a question about it instead.")
    return found


def task_rows(assistant: Assistant, tasks: Iterable[Task]) -> list[results.TaskFact]:
    """Tasks with their sources."""
    return [results.TaskFact(**_quoted(assistant, task)) for task in tasks]


def targets(assistant: Assistant, wanted: TargetFilter) -> list[results.TargetRow]:
    """The targets that pass, in text order, as the table has them: every printing of a figure is a row."""
    if wanted.clause:
        _clause(assistant, wanted.clause)
    if wanted.action and wanted.action not in assistant.table.action_by_id:
        raise Unknown(f"The plan has no action or section {wanted.action!r}.")
    unit = unit_named(assistant, wanted.unit).name if wanted.unit else ""
    return [results.TargetRow(**_quoted(assistant, row)) for row in passing(assistant.table, replace(wanted, unit=unit))]


def obligations(
    assistant: Assistant, subject_kinds: Sequence[str] = (), figures: dict[str, Decimal] | None = None
) -> list[results.ObligationRow]:
    """What applies to subjects of any of these kinds (all if none is named), checked against their own figures."""
    items = checklist(assistant.table, subject_kinds, figures)
    return [results.ObligationRow(**_quoted(assistant, item.row), check=_check(item.check)) for item in items]


def _check(check: Check | None) -> results.Check | None:
    if check is None:
        return None
    return results.Check(
        quantity=check.quantity.id, comparator=check.comparator, required=_number(check.required), unit=check.quantity.unit,
        own=None if check.own is None else _number(check.own), meets=check.meets,
        calculations=[
            results.Calculation(expression=step.expression, value=_number(step.value), unit=step.unit, clause=step.clause)
            for step in check.calculations
        ],
    )


def obligation_choices(assistant: Assistant) -> results.ObligationChoices:
    """The kinds of subjects and the figures that a request for obligations can name."""
    used = {kind for row in assistant.table.obligations for kind in row.subject_kinds}
    return results.ObligationChoices(
        subject_kinds=[results.Choice(id=kind.id, zh=kind.zh, en=kind.en) for kind in assistant.table.subject_kinds if kind.id in used],
        figures=[results.Choice(id=row.id, zh=row.zh, en=row.en, unit=row.unit) for row in quantities_asked(assistant.table)],
    )


def clause(assistant: Assistant, clause_id: str) -> results.ClauseObject:
    """One clause with what the table knows of it. Raises Unknown."""
    _clause(assistant, clause_id)
    plan, table = assistant.plan, assistant.table
    found, task = plan.by_id[clause_id], table.task_by_clause.get(clause_id)
    row = task or table.action_by_id.get(clause_id)
    return results.ClauseObject(
        id=found.id, kind=found.kind, heading=plan.heading_path(clause_id), title_en=row.title_en if row else "", parent=found.parent,
        children=[other.id for other in plan.clauses if other.parent == clause_id], text=plan.clause_text(clause_id),
        translation=[statement.en for statement in table.statements_by_clause.get(clause_id, ())], start=found.start, end=found.end,
        units=list(task.units) if task else [], lead_units=list(task.lead_units) if task else [],
        targets=targets(assistant, TargetFilter(clause=clause_id)),
        obligations=[results.ObligationRow(**_quoted(assistant, row)) for row in table.obligations_by_clause.get(clause_id, ())],
    )


def health(assistant: Assistant) -> results.Health:
    """What is served, and whether the text search stands ready."""
    info = assistant.plan.info
    return results.Health(
        status="ok", plan=info.id, title=info.title, title_en=info.title_en, version=info.version,
        text_search=getattr(assistant.search, "state", "ready"),
    )


def _clause(assistant: Assistant, clause_id: str) -> None:
    if clause_id not in assistant.plan.by_id:
        raise Unknown(f"The plan has no clause {clause_id!r}.")


def _quoted(assistant: Assistant, row: QuotedRow | Task | Obligation) -> dict[str, Any]:
    """The row's columns and where its quote stands."""
    where = assistant.plan.locate(row.clause, row.quote)
    source = where and results.Source(
        plan=where.plan, clause=where.clause, heading=assistant.plan.heading_path(where.clause), quote=where.quote, start=where.start,
        end=where.end,
    )
    return {**table_object(row), "source": source}


def _number(value: Decimal) -> results.Number:
    return int(value) if value == value.to_integral_value() else float(value)
