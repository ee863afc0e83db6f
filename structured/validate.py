"""The proof of a table: every rule across rows and against the text, as findings.

1. `validate` runs the checks of one table against its plan; each is a generator, so one run lists everything.
2. `check` loads a plan, validates its table, compares it with the draft and leaves out what `differences.csv` explains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus.sources import Plan, load_plan
from structured.checks_numbers import check_comparators, check_english, check_figures, check_rates
from structured.checks_references import (
    check_actions,
    check_glossary,
    check_ids,
    check_references,
    check_tasks,
    check_units,
)
from structured.checks_text import check_digits, check_firmness, check_quotes, check_statements, check_times
from structured.compare import compare
from structured.differences import Difference, load_differences, unexplained
from structured.findings import Finding, describe
from structured.signoff import check_signoffs
from structured.table import SHARED_FOLDER, TABLES_FOLDER, Table, load_table

__all__ = ["Finding", "check", "describe", "validate"]

TABLE_CHECKS: tuple[Callable[[Table], Iterator[Finding]], ...] = (
    check_ids, check_references, check_figures, check_comparators, check_rates, check_english,
)
TEXT_CHECKS: tuple[Callable[[Plan, Table], Iterator[Finding]], ...] = (
    check_quotes, check_actions, check_tasks, check_units, check_times, check_firmness, check_statements, check_digits,
    check_glossary,
)


def validate(
    plan: Plan, table: Table, signoffs: bool = True, differences: Sequence[Difference] = ()
) -> Iterator[Finding]:
    """All findings of the table by itself; `differences` are signed rows too, and explain nothing here."""
    for check_table in TABLE_CHECKS:
        yield from check_table(table)
    for check_text in TEXT_CHECKS:
        yield from check_text(plan, table)
    if signoffs:
        yield from check_signoffs(plan, table, differences)


def check(
    plan: str | Path, *, tables: Path = TABLES_FOLDER, shared: Path = SHARED_FOLDER, signoffs: bool = True
) -> list[Finding]:
    """All findings of a plan's table that nothing explains, the comparison with the draft included.

    `plan` is an id or a plan folder; its tables stand in the folder of `tables` that has its id. Raises PolicyError if
    a file is missing or damaged.
    """
    loaded = load_plan(plan)
    table, differences = load_table(loaded.id, tables, shared), load_differences(loaded.id, tables)
    found = [*validate(loaded, table, signoffs, differences), *compare(loaded, table)]
    return list(dict.fromkeys(unexplained(found, differences)))
