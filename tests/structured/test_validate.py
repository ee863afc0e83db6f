"""Every check: a faultless table gives nothing, each fault its finding; and the proof of the real tables."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.errors import PolicyError
from corpus.sources import PLANS_FOLDER
from structured.schema import Row
from structured.table import Table
from structured.validate import check, validate
from tests.builders import (
    TINY_TEXT,
    difference,
    exemption,
    place,
    plan,
    statement,
    term,
    tiny_table,
    unit,
    write_plan,
    write_tables,
)

Places = list[tuple[str, str, str, str]]
PLANS = sorted(folder.name for folder in PLANS_FOLDER.iterdir() if folder.is_dir())


def found(table: Table, text: str = TINY_TEXT) -> Places:
    return [(row.type, row.table, row.row, row.column) for row in validate(plan(text), table, signoffs=False)]


def changed(attribute: str, row_id: str, **cells: object) -> Table:
    rows: tuple[Row, ...] = getattr(tiny_table(), attribute)
    return tiny_table(**{attribute: [row.model_copy(update=cells) if row.id == row_id else row for row in rows]})


def without(attribute: str, row_id: str) -> Table:
    rows: tuple[Row, ...] = getattr(tiny_table(), attribute)
    return tiny_table(**{attribute: [row for row in rows if row.id != row_id]})


@pytest.mark.parametrize("plan_id", PLANS)
def test_the_tables_of_a_real_plan_are_proven(plan_id: str) -> None:
    assert check(plan_id, signoffs=False) == []


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_row_of_a_real_plan_is_signed_off(plan_id: str) -> None:
    assert check(plan_id) == []


def test_a_faultless_table_has_no_finding() -> None:
    assert found(tiny_table()) == []


@pytest.mark.parametrize(("attribute", "row", "cells", "finding"), [
    # quotes
    ("targets", "roof", {"quote": "不在文中50%"}, ("quote", "targets", "roof", "quote")),
    ("targets", "roof", {"clause": "2"}, ("quote", "targets", "roof", "quote")),
    ("obligations", "o-roof", {"clause": "99"}, ("reference", "obligations", "o-roof", "clause")),
    ("exemptions", "x", {"quote": "3.推进"}, ("quote", "exemptions", "x", "quote")),
    # numbers and units of measure
    ("targets", "storage", {"value": Decimal("2.6")}, ("number", "targets", "storage", "value")),
    ("targets", "storage", {"value": Decimal(25000)}, ("number", "targets", "storage", "value")),
    ("targets", "storage", {"unit": "千瓦", "unit_en": "kW"}, ("number", "targets", "storage", "value")),
    ("targets", "storage", {"unit_en": "kW"}, ("number", "targets", "storage", "unit_en")),
    ("targets", "parks", {"value_max": Decimal(3)}, ("number", "targets", "parks", "value")),
    ("targets", "intensity", {"value": Decimal(2025)}, ("number", "targets", "intensity", "value")),
    ("obligations", "o-roof", {"value": Decimal(30)}, ("number", "obligations", "o-roof", "value")),
    ("obligations", "o-roof", {"rate": Decimal(5)}, ("rate", "obligations", "o-roof", "rate")),
    # comparators
    ("targets", "roof", {"comparator": "<="}, ("comparator", "targets", "roof", "comparator")),
    ("targets", "intensity", {"comparator": "="}, ("comparator", "targets", "intensity", "comparator")),
    ("obligations", "o-roof", {"comparator": "="}, ("comparator", "obligations", "o-roof", "comparator")),
    # times and qualifier words
    ("targets", "storage", {"time_printed": "“十五五”期间"}, ("time", "targets", "storage", "time_printed")),
    ("targets", "storage", {"period": "十五五"}, ("time", "targets", "storage", "time_printed")),
    ("targets", "storage", {"time_printed": ""}, ("time", "targets", "storage", "time_printed")),
    ("targets", "intensity", {"baseline_zh": "2019年"}, ("time", "targets", "intensity", "baseline_zh")),
    ("obligations", "o-roof", {"from_printed": "2023年起"}, ("time", "obligations", "o-roof", "from_printed")),
    ("obligations", "o-parks", {"until_printed": "到2030年"}, ("time", "obligations", "o-parks", "until_printed")),
    ("targets", "roof", {"firmness": ("确保",)}, ("words", "targets", "roof", "firmness")),
    ("obligations", "o-burning", {"firmness": ("鼓励",)}, ("words", "obligations", "o-burning", "firmness")),
    # units, tasks, actions
    ("tasks", "task-1", {"units": ("区甲局", "区乙委")}, ("reference", "tasks", "task-1", "units")),
    ("tasks", "task-1", {"lead_units": ("区甲局",)}, ("reference", "tasks", "task-1", "lead_units")),
    ("tasks", "task-1", {"title": "推进"}, ("reference", "tasks", "task-1", "title")),
    ("tasks", "task-1", {"action": "二"}, ("reference", "tasks", "task-1", "action")),
    ("tasks", "task-1", {"action": "五"}, ("reference", "tasks", "task-1", "action")),
    ("tasks", "task-2", {"clause": "二"}, ("reference", "tasks", "task-2", "clause")),
    ("units", "区甲局", {"name": "区丙局"}, ("reference", "units", "区甲局", "name")),
    ("units", "区甲局", {"name": "区丙局"}, ("reference", "units", "", "name")),
    ("units", "区乙委", {"aliases_zh": ("甲局",)}, ("reference", "units", "区乙委", "aliases_zh")),
    ("units", "区乙委", {"aliases_en": ("bureau 区甲局",)}, ("reference", "units", "区乙委", "aliases_zh")),
    ("actions", "一", {"title": "目标"}, ("reference", "actions", "一", "title")),
    ("actions", "一", {"id": "四"}, ("reference", "actions", "四", "id")),
    # references
    ("obligations", "o-roof", {"subject_kinds": ("nobody",)}, ("reference", "obligations", "o-roof", "subject_kinds")),
    ("obligations", "o-roof", {"subject_kinds": ()}, ("reference", "obligations", "o-roof", "subject_kinds")),
    ("obligations", "o-roof", {"input": "wall_area"}, ("reference", "obligations", "o-roof", "input")),
    ("obligations", "o-roof", {"output": "wall_area"}, ("reference", "obligations", "o-roof", "output")),
    ("targets", "roof", {"id": "parks"}, ("reference", "targets", "parks", "id")),
    # statements and English
    ("statements", "s3", {"quote": "2022年起新建厂房"}, ("statement", "statements", "s4", "quote")),
    ("statements", "s2", {"en": "Energy intensity is to fall by 10%."}, ("english", "statements", "s2", "en")),
    ("statements", "s4", {"en": "Encourage 3 owners."}, ("english", "statements", "s4", "en")),
    ("targets", "intensity", {"baseline_en": "2019"}, ("english", "targets", "intensity", "metric_en")),
    ("targets", "roof", {"metric_en": "50 % of roofs"}, ("english", "targets", "roof", "metric_en")),
    ("obligations", "o-roof", {"what_en": "From 2022 on, a part"}, ("english", "obligations", "o-roof", "what_en")),
    ("obligations", "o-roof", {"what_zh": "绿化", "what_en": "green"}, ("english", "obligations", "o-roof", "what_en")),
])
def test_a_fault_is_found(attribute: str, row: str, cells: dict[str, object], finding: tuple[str, ...]) -> None:
    assert finding in found(changed(attribute, row, **cells))


def test_a_missing_task_unit_or_action_is_found() -> None:
    assert ("reference", "tasks", "", "clause") in found(without("tasks", "task-2"))
    assert ("reference", "units", "", "name") in found(without("units", "各街镇"))
    assert ("reference", "actions", "二", "id") in found(without("actions", "二"))


@pytest.mark.parametrize("row", ["s0", "s3", "s4", "s6"])
def test_a_missing_statement_leaves_text_uncovered(row: str) -> None:
    assert {kind for kind, *_ in found(without("statements", row))} == {"statement"}


def test_statements_stand_in_text_order() -> None:
    rows = tiny_table().statements
    swapped = tiny_table(statements=[*rows[:3], rows[4], rows[3], *rows[5:]])
    assert ("statement", "statements", "s4", "quote") in found(swapped)
    again = tiny_table(statements=[*rows, statement(id="s7", clause="2", quote="严禁露天焚烧。")])
    assert ("statement", "statements", "s7", "quote") in found(again)


@pytest.mark.parametrize("number", ["5G", "40米", "2035年"])
def test_every_digit_sequence_is_a_fact_or_exempt(number: str) -> None:
    text = TINY_TEXT.replace("严禁露天焚烧", f"严禁露天焚烧{number}")
    assert ("digits", "targets", "", "value") in found(tiny_table(), text)
    exempt = [*tiny_table().exemptions, exemption(id="x3", clause="2", quote=f"焚烧{number}")]
    assert "digits" not in [kind for kind, *_ in found(tiny_table(exemptions=exempt), text)]


def test_a_digit_is_covered_only_by_a_target_that_has_it() -> None:
    assert ("digits", "targets", "", "value") in found(without("targets", "storage"))
    assert ("digits", "targets", "", "value") in found(changed("targets", "intensity", baseline_zh=""))


def test_the_name_of_a_place_stands_in_its_quote() -> None:
    rows = [place(name="厂房", quote="新建厂房"), place(id="q", name="西园", quote="新建厂房")]
    assert found(tiny_table(places=rows)) == [("place-name", "places", "q", "name")]


@pytest.mark.parametrize(("cells", "faults"), [
    ({"links": "tiny:1"}, 0), ({"links": "tiny:二(一)"}, 0), ({"links": "other:99"}, 0), ({"links": ""}, 0),
    ({"links": "tiny:99"}, 1), ({"links": "1"}, 1), ({"links": "tiny:2"}, 1),
    ({"links": "tiny:2", "synonyms_zh": "露天焚烧"}, 0), ({"links": "tiny:2;tiny:1"}, 0),
])
def test_glossary_links(cells: dict[str, str], faults: int) -> None:
    places = found(tiny_table(terms=[term(**cells)]))
    assert places == [("reference", "glossary", "g", "links")] * faults


def test_names_of_a_unit_may_repeat_inside_its_row() -> None:
    rows = [unit("区甲局", aliases_zh="区甲局;甲局"), *tiny_table().units[1:]]
    assert found(tiny_table(units=rows)) == []


def test_check_works_with_folders_given_by_path(tmp_path: Path) -> None:
    tables = write_tables(tmp_path / "tables", tiny_table())
    folder = write_plan(tmp_path / "plan")
    assert check(folder, tables=tables, shared=tables, signoffs=False) == []
    assert {row.type for row in check(str(folder), tables=tables, shared=tables)} == {"signoff"}


def test_check_leaves_out_what_is_explained(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "plan")
    table = changed("targets", "roof", comparator="=")
    explained = (difference(row="roof"),)
    tables = write_tables(tmp_path / "bare", table)
    assert {row.row for row in check(folder, tables=tables, shared=tables, signoffs=False)} == {"roof"}
    tables = write_tables(tmp_path / "explained", table, explained)
    assert check(folder, tables=tables, shared=tables, signoffs=False) == []


def test_check_tells_a_missing_plan(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="There is no plan in"):
        check("nowhere", tables=tmp_path)
