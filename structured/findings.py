"""What a check finds, and the rows of a table by the file they stand in.

A finding is data: one run lists everything. Nothing here knows a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from structured.schema import (
    Action,
    Aspect,
    Elsewhere,
    Exemption,
    Obligation,
    Place,
    Quantity,
    Row,
    Statement,
    SubjectKind,
    Target,
    Task,
    Term,
    Unit,
)
from structured.table import Table


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One fault. `type` is a short word for the rule, `table` a file name without `.csv`, `row` an id.

    `row` is empty where a whole table is meant; for what was read in the text and stands in no row it is
    `<clause>:<printed words>`, with `#2` for the second of the same words in a clause.
    """

    type: str
    table: str
    row: str
    column: str
    message: str


@dataclass(frozen=True, kw_only=True)
class TableFile:
    """A CSV file of the table: its name, the attribute of Table that holds its rows, and where it stands."""

    name: str
    attribute: str
    schema: type[Row]
    shared: bool = False


FILES = (
    TableFile(name="units", attribute="units", schema=Unit),
    TableFile(name="actions", attribute="actions", schema=Action),
    TableFile(name="tasks", attribute="tasks", schema=Task),
    TableFile(name="targets", attribute="targets", schema=Target),
    TableFile(name="obligations", attribute="obligations", schema=Obligation),
    TableFile(name="places", attribute="places", schema=Place),
    TableFile(name="statements", attribute="statements", schema=Statement),
    TableFile(name="exemptions", attribute="exemptions", schema=Exemption),
    TableFile(name="glossary", attribute="terms", schema=Term, shared=True),
    TableFile(name="aspects", attribute="aspects", schema=Aspect, shared=True),
    TableFile(name="elsewhere", attribute="elsewhere", schema=Elsewhere, shared=True),
    TableFile(name="quantities", attribute="quantities", schema=Quantity, shared=True),
    TableFile(name="subject_kinds", attribute="subject_kinds", schema=SubjectKind, shared=True),
)


def all_rows(table: Table) -> Iterator[tuple[str, Row]]:
    """Every row of the table with the name of its file, in file order."""
    for file in FILES:
        rows: tuple[Row, ...] = getattr(table, file.attribute)
        for row in rows:
            yield file.name, row


def describe(finding: Finding) -> str:
    """The finding as one line for people: table, row, column, message."""
    place = " · ".join(part for part in (f"{finding.table}.csv", finding.row, finding.column) if part)
    return f"{place}: {finding.message}"
