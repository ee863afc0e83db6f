"""Rows of the table as grids. On pages a value is written as people say it; in sheets each part has a column of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.answers.wording import amount, firmness, measure, number, time_words, unit_list
from assistant.exports.parts import Cell, Column, Grid, Place
from assistant.exports.writing import Writer
from assistant.turn import Language
from structured.schema import Obligation, Target, Task

_SIGNS = {"=": "=", ">=": "≥", "<=": "≤", ">": ">", "<": "<", "range": "–", "change": "", "none": "", "": ""}


@dataclass(frozen=True, kw_only=True)
class ChecklistItem:
    """One obligation of a checklist and what follows from the asker's own figure.

    `own` is his figure as he reads it (`300个`), `arithmetic` the sum in the open (`300 × 12% = 36`), `result` what is
    required in `result_unit`, all in the document's language; `verdict` is empty where nothing can be judged.
    """

    obligation: Obligation
    own: str = ""
    arithmetic: str = ""
    result: Decimal | None = None
    result_unit: str = ""
    verdict: Literal["", "meets", "fails"] = ""


def targets_grid(writer: Writer, rows: Sequence[Target], *, place: Place) -> Grid:
    """The targets in the order given, for `page` or for `sheet`."""
    if place == "sheet":
        return _targets_sheet(writer, rows)
    texts = writer.texts
    columns = (
        Column(name=texts.number, width=5), Column(name=texts.target, width=28), Column(name=texts.value, width=17),
        Column(name=texts.time, width=writer.say(13, 19)), Column(name=texts.kind, width=11), Column(name=texts.clause, width=8),
        Column(name=texts.quote, width=38, verbatim=True),
    )
    cells = tuple(
        (str(position), _target_name(writer, row), _target_value(writer, row), time_words(row, writer.language),
         getattr(texts, f"target_kind_{row.kind}"), row.clause, row.quote)
        for position, row in enumerate(rows, 1)
    )
    return Grid(name=texts.targets, columns=columns, rows=cells, place="page")


def _target_name(writer: Writer, row: Target) -> str:
    name = writer.say(row.metric_zh, row.metric_en[:1].upper() + row.metric_en[1:])
    scope = writer.say(row.scope_zh, row.scope_en)
    said = scope in name or row.scope_zh in writer.plan.info.jurisdiction
    return name if not scope or said else writer.say(f"{name}（{scope}）", f"{name} ({scope})")


def _target_value(writer: Writer, row: Target) -> str:
    """Bound, value, unit, and the qualifiers that are no bounds (力争, 原则上)."""
    value, firm = amount(row, writer.language), firmness(row, writer.language)
    if not value:
        value = writer.texts.no_value
        return writer.say(f"{value}（{firm}）", f"{value} ({firm})") if firm else value
    return writer.say(f"{firm}{value}", f"{value} ({firm})" if firm else value)


def _targets_sheet(writer: Writer, rows: Sequence[Target]) -> Grid:
    texts = writer.texts
    columns = (
        Column(name=texts.number, width=6, number=True), Column(name=texts.target, width=30), Column(name=texts.scope, width=22),
        Column(name=texts.comparator, width=8), Column(name=texts.amount, width=9, number=True),
        Column(name=texts.amount_max, width=9, number=True), Column(name=texts.measure, width=11),
        Column(name=texts.firmness, width=12), Column(name=texts.time, width=16), Column(name=texts.period, width=9),
        Column(name=texts.deadline, width=9, number=True), Column(name=texts.start, width=9, number=True),
        Column(name=texts.baseline, width=14), Column(name=texts.kind, width=11), Column(name=texts.clause, width=8),
        Column(name=texts.quote, width=48, verbatim=True), Column(name=texts.heading, width=32),
        Column(name=texts.action, width=28), Column(name=texts.units, width=48),
    )
    cells = tuple(_target_cells(writer, row, position) for position, row in enumerate(rows, 1))
    return Grid(name=texts.targets, columns=columns, rows=cells, place="sheet")


def _target_cells(writer: Writer, row: Target, position: int) -> tuple[Cell, ...]:
    task = writer.table.task_by_clause.get(row.clause)
    return (
        Decimal(position), writer.say(row.metric_zh, row.metric_en), writer.say(row.scope_zh, row.scope_en),
        _SIGNS[row.comparator], row.value, row.value_max, writer.say(row.unit, row.unit_en),
        writer.say("、".join(row.firmness), firmness(row, "en")), time_words(row, writer.language), row.period,
        _year(row.deadline), _year(row.start), writer.say(row.baseline_zh, row.baseline_en),
        getattr(writer.texts, f"target_kind_{row.kind}"), row.clause, row.quote, writer.clause_name(row.clause),
        action_name(writer, row.clause), unit_list(writer.table, task.units, writer.language) if task else "",
    )


def unit_words(unit: str, language: Language) -> str:
    """A unit of measure by itself; in English counters (个, 座) have none."""
    return measure(Decimal(1), unit, language)[1:].strip()


def _year(year: int | None) -> Decimal | None:
    return None if year is None else Decimal(year)


def action_name(writer: Writer, clause: str) -> str:
    """The action or section that a clause belongs to, as people cite it."""
    return writer.clause_name(writer.table.action_of(clause))


def tasks_grid(writer: Writer, tasks: Sequence[Task], unit: str, *, place: Place) -> Grid:
    """The tasks of a unit in text order, each with those who share it."""
    texts, table = writer.texts, writer.table
    columns = (
        Column(name=texts.clause, width=8), Column(name=texts.task, width=28), Column(name=texts.action, width=26),
        Column(name=texts.partners, width=44), Column(name=texts.target_count, width=8, number=True),
    )
    cells: list[tuple[Cell, ...]] = []
    for task in tasks:
        partners = [name for name in task.units if name != unit]
        cells.append((
            task.clause, writer.say(task.title, task.title_en), writer.clause_name(task.action),
            unit_list(table, partners, writer.language), Decimal(len(table.targets_by_clause.get(task.clause, ()))),
        ))
    return Grid(name=texts.tasks, columns=columns, rows=tuple(cells), place=place)


def obligations_grid(writer: Writer, rows: Sequence[Obligation], *, place: Place) -> Grid:
    """Obligations without anybody's own figures."""
    return checklist_grid(writer, [ChecklistItem(obligation=row) for row in rows], place=place)


def checklist_grid(writer: Writer, items: Sequence[ChecklistItem], *, place: Place) -> Grid:
    """The checklist in the order given, for `page` or for `sheet`. Columns of own figures stand only where one is given."""
    if place == "sheet":
        return _checklist_sheet(writer, items)
    texts = writer.texts
    calculated = any(item.own or item.arithmetic or item.verdict for item in items)
    columns = (
        Column(name=texts.number, width=5), Column(name=texts.obligation, width=34), Column(name=texts.modality, width=11),
        Column(name=texts.subject, width=18), *((Column(name=texts.own, width=20),) if calculated else ()),
        Column(name=texts.clause, width=8), Column(name=texts.quote, width=38, verbatim=True),
    )
    cells = tuple(
        (str(position), writer.say(item.obligation.what_zh, item.obligation.what_en), _modality(writer, item.obligation),
         writer.say(item.obligation.subject_zh, item.obligation.subject_en),
         *((_own(writer, item),) if calculated else ()), item.obligation.clause, item.obligation.quote)
        for position, item in enumerate(items, 1)
    )
    return Grid(name=texts.obligations, columns=columns, rows=cells, place="page")


def _own(writer: Writer, item: ChecklistItem) -> str:
    """One's own figure, the arithmetic and the verdict, one a line."""
    required = ""
    if item.result is not None and not item.arithmetic:
        gap = "" if item.result_unit == "%" else writer.say("", " ")
        required = f"{writer.texts.required}{writer.texts.colon}{number(item.result)}{gap}{item.result_unit}".strip()
    lines = (item.own, item.arithmetic, required, _verdict(writer, item))
    return "\n".join(line for line in lines if line)


def _verdict(writer: Writer, item: ChecklistItem) -> str:
    """What is only aimed at or asked for in principle is reached or not; what binds is complied with or not."""
    if not item.verdict:
        return ""
    binds = item.obligation.modality in ("must", "prohibited")
    return getattr(writer.texts, item.verdict if binds else f"{item.verdict}_softly")


def _modality(writer: Writer, row: Obligation) -> str:
    return getattr(writer.texts, f"modality_{row.modality}")


def _checklist_sheet(writer: Writer, items: Sequence[ChecklistItem]) -> Grid:
    texts = writer.texts
    columns = (
        Column(name=texts.number, width=7, number=True), Column(name=texts.obligation, width=50),
        Column(name=texts.modality, width=12), Column(name=texts.subject, width=28), Column(name=texts.comparator, width=9),
        Column(name=texts.amount, width=10, number=True), Column(name=texts.measure, width=12),
        Column(name=texts.begins, width=12), Column(name=texts.ends, width=14), Column(name=texts.own, width=18),
        Column(name=texts.expression, width=24), Column(name=texts.required, width=12, number=True),
        Column(name=f"{texts.required} ({texts.measure})", width=12), Column(name=texts.verdict, width=10),
        Column(name=texts.clause, width=9), Column(name=texts.heading, width=34),
        Column(name=texts.quote, width=60, verbatim=True),
    )
    cells = tuple(_checklist_cells(writer, item, position) for position, item in enumerate(items, 1))
    return Grid(name=texts.obligations, columns=columns, rows=cells, place="sheet")


def _checklist_cells(writer: Writer, item: ChecklistItem, position: int) -> tuple[Cell, ...]:
    row = item.obligation
    return (
        Decimal(position), writer.say(row.what_zh, row.what_en), _modality(writer, row),
        writer.say(row.subject_zh, row.subject_en), _SIGNS[row.comparator], row.value,
        unit_words(row.unit, writer.language), row.from_printed, row.until_printed, item.own, item.arithmetic, item.result,
        item.result_unit, _verdict(writer, item), row.clause,
        writer.clause_name(row.clause), row.quote,
    )
