"""The draft against the table: agreement gives nothing, every kind of difference its finding."""

from __future__ import annotations

import pytest

from structured.compare import compare
from structured.schema import Row
from structured.table import Table
from tests.builders import TINY_TEXT, plan, target, tiny_table

Found = list[tuple[str, str, str, str]]


def found(table: Table, text: str = TINY_TEXT) -> Found:
    return [(row.type, row.table, row.row, row.column) for row in compare(plan(text), table)]


def changed(attribute: str, row_id: str, **cells: object) -> Table:
    rows: tuple[Row, ...] = getattr(tiny_table(), attribute)
    return tiny_table(**{attribute: [row.model_copy(update=cells) if row.id == row_id else row for row in rows]})


def without(attribute: str, row_id: str) -> Table:
    rows: tuple[Row, ...] = getattr(tiny_table(), attribute)
    return tiny_table(**{attribute: [row for row in rows if row.id != row_id]})


def test_a_faultless_table_agrees_with_the_draft() -> None:
    assert found(tiny_table()) == []


@pytest.mark.parametrize(("row", "cells", "column"), [
    ("storage", {"comparator": ">="}, "comparator"),
    ("storage", {"period": "十五五"}, "period"),
    ("storage", {"firmness": ()}, "firmness"),
    ("intensity", {"deadline": 2030}, "deadline"),
    ("intensity", {"firmness": ("以上", "力争")}, "firmness"),
    ("roof", {"start": None}, "start"),
    ("parks", {"deadline": None}, "deadline"),
])
def test_a_target_that_says_something_else_than_the_text(row: str, cells: dict[str, object], column: str) -> None:
    assert ("targets", row, column) in [found[1:] for found in found(changed("targets", row, **cells))]


def test_a_drafted_figure_without_a_target() -> None:
    assert ("draft-figure", "targets", "1:50%", "value") in found(without("targets", "roof"))


def test_a_target_without_a_drafted_figure() -> None:
    assert ("draft-figure", "targets", "storage", "value") in found(changed("targets", "storage", unit="千瓦"))


def test_two_targets_of_one_figure() -> None:
    table = tiny_table()
    twice = tiny_table(targets=[*table.targets, table.targets[0].model_copy(update={"id": "again"})])
    assert found(twice) == [("draft-figure", "targets", "一:2.5万千瓦", "value")]


def test_a_range_has_both_ends() -> None:
    assert ("draft-figure", "targets", "2:1-2个", "value") in found(changed("targets", "parks", value_max=3))


def test_a_timed_part_without_a_target() -> None:
    text = TINY_TEXT.replace("创建1-2个循环园区", "创建1-2个循环园区,建成智慧园区")
    assert ("draft-time", "targets", "2:建成智慧园区", "time_printed") in found(tiny_table(), text)


def test_a_comparative_statement_needs_a_target() -> None:
    text = TINY_TEXT.replace("严禁露天焚烧", "严禁露天焚烧,提升回收利用率")
    row = target(id="rate", clause="2", quote="提升回收利用率")
    targets = [*tiny_table().targets, row]
    assert ("draft-comparative", "targets", "2:提升回收利用率", "quote") in found(tiny_table(), text)
    assert "draft-comparative" not in [kind for kind, *_ in found(tiny_table(targets=targets), text)]


def test_a_direction_has_the_qualifiers_of_its_quote() -> None:
    text = TINY_TEXT.replace("严禁露天焚烧", "不断提升回收利用率")
    row = target(id="rate", clause="2", quote="不断提升回收利用率", firmness="持续")
    assert ("draft-firmness", "targets", "rate", "firmness") in found(
        tiny_table(targets=[*tiny_table().targets, row]), text)


@pytest.mark.parametrize("units", [("区甲局", "区乙委"), ("区乙委", "区甲局", "区乙委"), ("区乙委",)])
def test_unit_lists_agree_in_order_and_number(units: tuple[str, ...]) -> None:
    assert found(changed("tasks", "task-2", units=units)) == [("draft-units", "tasks", "task-2", "units")]


def test_a_clause_with_units_needs_a_task_and_a_task_needs_units() -> None:
    assert found(without("tasks", "task-2")) == [("draft-units", "tasks", "2", "clause")]
    assert ("draft-units", "tasks", "task-2", "units") in found(changed("tasks", "task-2", clause="一"))


def test_a_part_without_an_obligation() -> None:
    assert found(without("obligations", "o-burning")) == [
        ("draft-obligation", "obligations", "2:严禁露天焚烧", "quote"),
    ]


def test_every_figure_is_said_by_an_obligation() -> None:
    assert found(without("obligations", "o-intensity")) == [("draft-obligation", "obligations", "一:10%", "what_zh")]
    assert ("draft-obligation", "obligations", "2:1-2个", "what_zh") in found(
        changed("obligations", "o-parks", what_zh="创建循环园区"))


def test_a_time_alone_does_not_make_an_obligation_planned() -> None:
    text = TINY_TEXT.replace("创建1-2个循环园区", "原则上创建1-2个循环园区")
    table = changed("obligations", "o-parks", quote="到2025年,原则上创建1-2个循环园区")
    assert ("draft-modality", "obligations", "o-parks", "modality") in found(table, text)


@pytest.mark.parametrize(("row", "modality"), [
    ("o-burning", "must"), ("o-owners", "planned"), ("o-roof", "planned"), ("o-parks", "must"),
])
def test_a_modality_that_the_words_do_not_give(row: str, modality: str) -> None:
    assert ("draft-modality", "obligations", row, "modality") in found(changed("obligations", row, modality=modality))


def test_a_strong_cue_needs_a_row_of_its_modality() -> None:
    text = TINY_TEXT.replace("鼓励业主开展节能改造", "推进试点,鼓励业主开展节能改造")
    table = changed("obligations", "o-owners", modality="planned", quote="推进试点,鼓励业主开展节能改造")
    assert ("draft-obligation", "obligations", "1:鼓励业主开展节能改造", "modality") in found(table, text)


@pytest.mark.parametrize(("row", "cells", "column"), [
    ("o-roof", {"from_printed": ""}, "from_printed"),
    ("o-parks", {"until_printed": ""}, "until_printed"),
    ("o-burning", {"until_printed": "到2025年"}, "until_printed"),
    ("o-roof", {"firmness": ()}, "firmness"),
    ("o-roof", {"firmness": ("不低于", "以上")}, "firmness"),
])
def test_an_obligation_that_says_something_else_than_the_text(row: str, cells: dict[str, object], column: str) -> None:
    assert ("obligations", row, column) in [found[1:] for found in found(changed("obligations", row, **cells))]


def test_rows_whose_quote_is_not_in_the_text_are_left_to_the_check_of_quotes() -> None:
    kinds = {kind for kind, *_ in found(changed("obligations", "o-burning", quote="不在文中"))}
    assert kinds == {"draft-obligation"}
