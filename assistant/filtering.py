"""Which targets of the table pass a set of filters: the same for the page's panel and for programs. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.words import holds, search_words
from structured.queries import in_actions
from structured.schema import Target
from structured.table import Table


@dataclass(frozen=True, kw_only=True)
class TargetFilter:
    """Which targets: all that pass every filter; an empty filter passes everything.

    `action` is the id of an action or section, `unit` a printed name; `words` must all stand in the row or in its clause's title.
    """

    action: str = ""
    clause: str = ""
    unit: str = ""
    period: str = ""
    deadline: int | None = None
    start: int | None = None
    firmness: str = ""
    kind: str = ""
    metric: str = ""
    words: str = ""


def passing(table: Table, wanted: TargetFilter) -> tuple[Target, ...]:
    """The targets that pass, in text order; every printing of a figure is a row."""
    words = search_words(wanted.words)
    return tuple(row for row in table.targets if _passes(table, row, wanted) and _speaks_of(table, row, words))


def _passes(table: Table, row: Target, wanted: TargetFilter) -> bool:
    task = table.task_by_clause.get(row.clause)
    columns = (
        (wanted.clause, row.clause), (wanted.period, row.period), (wanted.deadline, row.deadline), (wanted.start, row.start),
        (wanted.kind, row.kind), (wanted.metric, row.metric),
    )
    return (
        all(asked in ("", None, own) for asked, own in columns)
        and (not wanted.action or in_actions(table.action_of(row.clause), (wanted.action,)))
        and (not wanted.unit or (task is not None and wanted.unit in task.units))
        and (not wanted.firmness or wanted.firmness in row.firmness)
    )


def _speaks_of(table: Table, row: Target, words: tuple[str, ...]) -> bool:
    task = table.task_by_clause.get(row.clause)
    titles = (task.title, task.title_en) if task else ()
    said = (row.metric_zh, row.metric_en, row.scope_zh, row.scope_en, row.quote, *row.aliases_zh, *row.aliases_en, *titles)
    return not words or holds(said, words)
