"""CSV files -> Table: what is read, how a fault is told, the reverse indexes."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from corpus.errors import PolicyError
from structured.findings import FILES
from structured.schema import Unit
from structured.table import Table, load_table, read_rows, table_checksum, table_files
from tests.builders import tiny_table, unit, write_csv, write_tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_tables(tmp_path, tiny_table())


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8-sig", newline="")


def test_a_table_reads_back_as_it_was_written(folder: Path) -> None:
    assert load_table("tiny", folder, folder) == tiny_table()


def test_every_list_of_a_table_has_its_file() -> None:
    assert [field.name for field in fields(Table) if field.name != "plan"] != []
    assert {file.attribute for file in FILES} == {field.name for field in fields(Table)} - {"plan"}


def test_a_file_may_lack_the_byte_order_mark_and_have_windows_lines(folder: Path) -> None:
    path = folder / "tiny" / "units.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert load_table("tiny", folder, folder).units == tiny_table().units


def test_the_sign_off_column_may_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    write_csv(path, Unit, (unit("区甲局"),))
    change(path, ",signoff", "")
    change(path, ",,\n", ",\n")
    assert read_rows(path, Unit) == (unit("区甲局"),)


@pytest.mark.parametrize(("file", "old", "new", "message"), [
    ("targets", "metric_zh", "metric_cn", r"targets\.csv has no column 'metric_zh'"),
    ("targets", "signoff", "signed", r"targets\.csv has an unknown column 'signed'"),
    ("targets", "intensity,", "storage,", r"targets\.csv, row 3: id 'storage' stands in row 2 already"),
    ("targets", "2.5,", "a few,", r"targets\.csv, row 2, column 'value'"),
    ("obligations", "encouraged", "hoped", r"obligations\.csv, row 5, column 'modality'"),
    ("targets", ">=", "none", r"targets\.csv, row 3, column 'row'"),
])
def test_a_fault_is_told_with_file_row_and_column(folder: Path, file: str, old: str, new: str, message: str) -> None:
    path = folder / "tiny" / f"{file}.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace(old, new, 1), encoding="utf-8-sig", newline="")
    with pytest.raises(PolicyError, match=message):
        load_table("tiny", folder, folder)


def test_a_missing_file_is_told(folder: Path) -> None:
    (folder / "tiny" / "places.csv").unlink()
    with pytest.raises(PolicyError, match=r"places\.csv' cannot be read \(No such file"):
        load_table("tiny", folder, folder)


def test_an_unknown_plan_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="no tables for the plan 'elsewhere'"):
        load_table("elsewhere", tmp_path, tmp_path)


def test_another_encoding_is_told(folder: Path) -> None:
    path = folder / "tiny" / "units.csv"
    path.write_bytes(path.read_text(encoding="utf-8-sig").encode("gb18030"))
    with pytest.raises(PolicyError, match="is not UTF-8"):
        load_table("tiny", folder, folder)


def test_the_reverse_indexes() -> None:
    table = tiny_table()
    assert [task.id for task in table.tasks_by_unit["区乙委"]] == ["task-1", "task-2"]
    assert [task.id for task in table.tasks_by_unit["各街镇"]] == ["task-1"]
    assert table.task_by_clause["2"].id == "task-2"
    assert [row.id for row in table.targets_by_clause["一"]] == ["storage", "intensity"]
    assert [row.id for row in table.targets_by_metric["m"]] == ["storage", "intensity", "roof", "parks"]
    assert [row.id for row in table.statements_by_clause["2"]] == ["s5", "s6"]
    assert table.unit_by_name["区甲局"].aliases_zh == ("甲局",)
    assert (table.action_of("2"), table.action_of("一")) == ("二(一)", "一")


def test_rows_by_id() -> None:
    table = tiny_table()
    assert table.target_by_id["roof"].clause == "1"
    assert table.obligation_by_id["o-roof"].output == "green_area"
    assert table.quantity_by_id["roof_area"].unit == "平方米"
    assert table.action_by_id["二(一)"].title == "建筑行动"
    assert [row.id for row in table.obligations_by_clause["1"]] == ["o-roof", "o-owners"]


def test_the_checksum_changes_with_any_file(folder: Path) -> None:
    before = table_checksum("tiny", folder, folder)
    change(folder / "glossary.csv", "energy saving", "saving energy")
    assert table_checksum("tiny", folder, folder) != before
    assert folder / "tiny" / "targets.csv" in table_files("tiny", folder, folder)
