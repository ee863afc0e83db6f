"""Explained differences: where a row deliberately says something else than the rules read, and why.

`differences.csv` of a plan names table, row and field and gives the reason. It can explain only what a reading by rules
decides (comparator, times, qualifier words, modality, figures read in the text); a quote that does not stand in its
clause, a broken reference or a missing sign-off has no explanation. A line that explains nothing is itself a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import Field

from structured.findings import Finding
from structured.schema import Row
from structured.table import TABLES_FOLDER, read_rows

EXPLAINABLE = frozenset({
    "comparator", "english", "place-name", "draft-comparative", "draft-comparator", "draft-figure", "draft-firmness",
    "draft-modality", "draft-obligation", "draft-time",
})


class Difference(Row):
    """One explained difference: `table` is a file name without `.csv`, `row` as in a finding, `field` a column."""

    table: str
    row: str = Field(min_length=1)
    field: str
    reason: str = Field(min_length=1)


def load_differences(plan: str, tables: Path = TABLES_FOLDER) -> tuple[Difference, ...]:
    """The explained differences of a plan; none where the file is missing. Raises PolicyError if it is damaged."""
    path = tables / plan / "differences.csv"
    return read_rows(path, Difference) if path.exists() else ()


def unexplained(findings: Iterable[Finding], differences: Sequence[Difference]) -> Iterator[Finding]:
    """The findings that no difference explains, and one finding for every difference that explains nothing."""
    by_place = {(row.table, row.row, row.field): row for row in differences}
    used: set[str] = set()
    for finding in findings:
        difference = by_place.get((finding.table, finding.row, finding.column))
        if difference is None or finding.type not in EXPLAINABLE:
            yield finding
        else:
            used.add(difference.id)
    for row in differences:
        if row.id not in used:
            yield Finding(
                type="explanation", table="differences", row=row.id, column="row",
                message=f"there is no difference at {row.table}, {row.row!r}, {row.field!r}; delete the line",
            )
