"""The draft against the table: a finding for every difference between the reading by rules and the rows.

1. Every drafted figure has exactly one target with its value and unit of measure, and the other way round; comparator,
   times and qualifier words agree.
2. Every part of a sentence that a time governs is covered by a target with that time, every comparative statement by
   any target.
3. Unit lists agree with the brackets.
4. Every part of a sentence in a clause that names units, and every part with a strong cue anywhere, is covered by an
   obligation, and every figure is said by one; the modality of a row is one that the cue words in its quote allow, and
   a strong cue has a row of its modality; figures and times agree.

Which differences are right, and why, stands in `differences.csv`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

from corpus.sources import Plan, SourceRef
from structured.draft import Draft, DraftedObligation, DraftedTarget, draft_plan, time_at
from structured.findings import Finding
from structured.printed import YEARLY, PrintedTime, firm_words, limit_words
from structured.schema import Modality, Obligation, QuotedRow, Target
from structured.table import Table

Q = TypeVar("Q", bound=QuotedRow)


def compare(plan: Plan, table: Table) -> Iterator[Finding]:
    """Every difference between the draft of `plan` and `table`; rows whose quote is not in the text are left out."""
    draft = draft_plan(plan)
    yield from compare_figures(plan, table, draft)
    yield from compare_statements(plan, table, draft)
    yield from compare_units(table, draft)
    yield from compare_obligations(plan, table, draft)


def compare_figures(plan: Plan, table: Table, draft: Draft) -> Iterator[Finding]:
    """Drafted figures against targets that have a value."""
    unmatched = {target.id for target in table.targets if target.value is not None}
    for drafted in draft.figures:
        rows = [row for row in table.targets_by_clause.get(drafted.clause, ()) if _states(plan, row, drafted)]
        unmatched -= {row.id for row in rows}
        if len(rows) != 1:
            found = "no target states" if not rows else f"several targets state ({', '.join(row.id for row in rows)})"
            yield _finding("draft-figure", "targets", drafted.key, "value",
                           f"{found} the figure {drafted.words!r} of clause {drafted.clause}")
        for row in rows:
            yield from _target_fields(row, drafted)
    for row_id in unmatched:
        row = table.target_by_id[row_id]
        yield _finding("draft-figure", "targets", row_id, "value",
                       f"the text of the quote does not print {row.value} {row.unit}".rstrip())


def _states(plan: Plan, row: Target, drafted: DraftedTarget) -> bool:
    place = plan.locate(row.clause, row.quote)
    return (
        place is not None and _covers(place, drafted.begin, drafted.end)
        and (row.value, row.value_max, row.unit) == (drafted.value, drafted.value_max, drafted.unit)
    )


def _target_fields(row: Target, drafted: DraftedTarget) -> Iterator[Finding]:
    if row.comparator != drafted.comparator:
        read = f"the words around {drafted.words!r} say {drafted.comparator!r}"
        yield _finding("draft-comparator", "targets", row.id, "comparator", f"the row says {row.comparator!r}, {read}")
    yield from _times(row, drafted.period, drafted.deadline, drafted.start)
    yield from _firmness(row, drafted.firmness)


def _times(row: Target, period: str, deadline: int | None, start: int | None) -> Iterator[Finding]:
    for column, own, read in (
        ("period", row.period, period), ("deadline", row.deadline, deadline), ("start", row.start, start),
    ):
        if own != read:
            yield _finding("draft-time", "targets", row.id, column, _reads(own, read))


def _firmness(row: Target, read: Sequence[str]) -> Iterator[Finding]:
    if set(row.firmness) != set(read):
        yield _finding("draft-firmness", "targets", row.id, "firmness", _reads(";".join(row.firmness), ";".join(read)))


def _reads(own: object, read: object) -> str:
    return f"the row says {own or '-'}, the text reads {read or '-'}"


def compare_statements(plan: Plan, table: Table, draft: Draft) -> Iterator[Finding]:
    """Targets without a figure against the time and qualifier words at their quote; times and comparatives covered."""
    for row in table.targets:
        place = plan.locate(row.clause, row.quote)
        if row.value is None and place is not None:
            time = time_at(plan, plan.by_id[row.clause], place.end - 1)
            yield from _times(row, time.period if time else "", time.deadline if time else None,
                              time.start if time else None)
            yield from _firmness(row, firm_words(row.quote))
    for drafted in draft.timed:
        rows = table.targets_by_clause.get(drafted.clause, ())
        if not any(_same_time(row, drafted) for row in _overlapping(plan, rows, drafted.begin, drafted.end)):
            yield _finding("draft-time", "targets", drafted.key, "time_printed",
                           f"no target with its time states {drafted.words!r} of clause {drafted.clause}")
    for drafted in draft.comparatives:
        rows = table.targets_by_clause.get(drafted.clause, ())
        if not _overlapping(plan, rows, drafted.begin, drafted.end):
            yield _finding("draft-comparative", "targets", drafted.key, "quote",
                           f"no target states {drafted.words!r} of clause {drafted.clause}")


def _same_time(row: Target, drafted: DraftedTarget) -> bool:
    return (row.period, row.deadline, row.start) == (drafted.period, drafted.deadline, drafted.start)


def compare_units(table: Table, draft: Draft) -> Iterator[Finding]:
    """The unit lists of the tasks against the brackets of the text."""
    for clause, names in draft.units.items():
        task = table.task_by_clause.get(clause)
        if task is None:
            yield _finding("draft-units", "tasks", clause, "clause", "the clause prints units, no task has it")
        elif task.units != names:
            yield _finding("draft-units", "tasks", task.id, "units", f"the text prints {';'.join(names)}")
    for task in table.tasks:
        if task.clause not in draft.units:
            yield _finding("draft-units", "tasks", task.id, "units", f"clause {task.clause} prints no units")


def compare_obligations(plan: Plan, table: Table, draft: Draft) -> Iterator[Finding]:
    """Drafted parts against obligations: covered, modality, and the figures and times inside a quote."""
    allowed: dict[str, set[Modality]] = defaultdict(set)
    covered = [
        (drafted, _overlapping(plan, table.obligations_by_clause.get(drafted.clause, ()), drafted.begin, drafted.end))
        for drafted in draft.obligations
    ]
    for drafted, rows in covered:
        for row in rows:
            allowed[row.id] |= set(drafted.modalities)
    for drafted, rows in covered:
        if rows:
            yield from _part(drafted, [row for row in rows if row.modality in allowed[row.id]])
        elif drafted.strong or drafted.clause in draft.units:
            yield _finding("draft-obligation", "obligations", drafted.key, "quote",
                           f"no obligation covers {drafted.words!r}")
    for row in table.obligations:
        if row.id in allowed and row.modality not in allowed[row.id]:
            yield _finding("draft-modality", "obligations", row.id, "modality",
                           _reads(row.modality, ", ".join(sorted(allowed[row.id]))))
        yield from _obligation_fields(plan, row, draft)
    for figure in draft.figures:
        rows = _overlapping(plan, table.obligations_by_clause.get(figure.clause, ()), figure.begin, figure.end)
        if not any(figure.words in row.what_zh for row in rows):
            yield _finding("draft-obligation", "obligations", figure.key, "what_zh",
                           f"no obligation says {figure.words!r} of clause {figure.clause}")


def _part(drafted: DraftedObligation, rows: Sequence[Obligation]) -> Iterator[Finding]:
    if drafted.strong and rows and not any(row.modality in drafted.modalities for row in rows):
        yield _finding("draft-obligation", "obligations", drafted.key, "modality",
                       f"no obligation that covers {drafted.words!r} is {drafted.modalities[0]} ({drafted.cue})")


def _obligation_fields(plan: Plan, row: Obligation, draft: Draft) -> Iterator[Finding]:
    place = plan.locate(row.clause, row.quote)
    if place is None:
        return
    figures = [
        drafted for drafted in draft.figures
        if _covers(place, drafted.begin, drafted.end) and (drafted.value, drafted.unit) == (row.value, row.unit)
    ]
    words = set(row.firmness)
    if figures and not any(limit_words(words) <= set(read.firmness) <= words for read in figures):
        yield _finding("draft-firmness", "obligations", row.id, "firmness",
                       _reads(";".join(row.firmness), ";".join(figures[0].firmness)))
    time = time_at(plan, plan.by_id[row.clause], figures[0].begin if figures else place.end - 1)
    for column, own, read in (
        ("from_printed", row.from_printed, _printed(time, start=True)),
        ("until_printed", row.until_printed, _printed(time, start=False)),
    ):
        if own != read:
            yield _finding("draft-time", "obligations", row.id, column, _reads(own, read))


def _printed(time: PrintedTime | None, *, start: bool) -> str:
    """The words of a time that starts something, or of one that ends it; a yearly average does neither."""
    if time is None or time.period == YEARLY:
        return ""
    return time.words if (time.start is not None) == start else ""


def _overlapping(plan: Plan, rows: Sequence[Q], begin: int, end: int) -> list[Q]:
    places = [(row, plan.locate(row.clause, row.quote)) for row in rows]
    return [row for row, place in places if place and place.start < end and begin < place.end]


def _covers(place: SourceRef, begin: int, end: int) -> bool:
    return place.start <= begin and end <= place.end


def _finding(kind: str, table: str, row: str, column: str, message: str) -> Finding:
    return Finding(type=kind, table=table, row=row, column=column, message=message)
