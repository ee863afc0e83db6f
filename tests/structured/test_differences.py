"""Explained differences: what they can explain, and that none is left over."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import PolicyError
from structured.differences import load_differences, unexplained
from structured.findings import Finding, describe
from tests.builders import difference, tiny_table, write_tables


def finding(kind: str = "comparator", **cells: str) -> Finding:
    filled = {"table": "targets", "row": "t", "column": "comparator", "message": "differs"}
    return Finding(type=kind, **(filled | cells))


def test_a_difference_explains_the_finding_at_its_place() -> None:
    other = finding(row="u")
    assert list(unexplained([finding(), other], [difference()])) == [other]


@pytest.mark.parametrize("kind", ["quote", "signoff", "reference", "number", "digits", "statement"])
def test_what_no_interpretation_decides_cannot_be_explained(kind: str) -> None:
    assert [row.type for row in unexplained([finding(kind)], [difference()])] == [kind, "explanation"]


def test_a_difference_that_explains_nothing_is_a_finding() -> None:
    (left,) = unexplained([], [difference()])
    assert describe(left) == (
        "differences.csv · d · row: there is no difference at targets, 't', 'comparator'; delete the line"
    )


def test_differences_are_read_from_the_plans_folder(tmp_path: Path) -> None:
    write_tables(tmp_path, tiny_table(), (difference(),))
    assert load_differences("tiny", tmp_path) == (difference(),)
    assert load_differences("other", tmp_path) == ()


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    write_tables(tmp_path, tiny_table(), (difference(reason=" "),))
    path = tmp_path / "tiny" / "differences.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("reason", "why"), encoding="utf-8-sig")
    with pytest.raises(PolicyError, match="has no column 'reason'"):
        load_differences("tiny", tmp_path)


def test_a_finding_without_a_row_names_table_and_column() -> None:
    assert describe(finding(row="")) == "targets.csv · comparator: differs"
