"""The data dictionary names every file and every column."""

from __future__ import annotations

from pathlib import Path

import pytest

import structured
from structured.differences import Difference
from structured.findings import FILES
from structured.schema import Row

TEXT = (Path(structured.__path__[0]) / "README.md").read_text(encoding="utf-8")
SCHEMAS = [(file.name, file.schema) for file in FILES] + [("differences", Difference)]


@pytest.mark.parametrize(("name", "schema"), SCHEMAS)
def test_every_column_is_explained(name: str, schema: type[Row]) -> None:
    _, found, after = TEXT.partition(f"### {name}.csv" if f"### {name}.csv" in TEXT else f"| {name}.csv |")
    assert found
    section = after.split("\n### ")[0].split("\n## ")[0] if found.startswith("#") else after.split("\n")[0]
    assert [column for column in schema.model_fields if column not in section and column not in ("id", "signoff")] == []
