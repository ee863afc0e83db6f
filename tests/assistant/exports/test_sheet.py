"""Workbooks are read back: filters, frozen header, numbers as numbers, text as text, nothing cut."""

import io
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assistant.exports.document import targets_document
from assistant.exports.parts import Column, Document, printable
from assistant.exports.sheet import CELL_UNITS, render
from tests.assistant.exports.documents import DAY, HOSTILE, document, grid, hostile, real, text


def opened(given: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(given)))


def first(given: Document) -> Worksheet:
    sheet = opened(given).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def values(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_each_grid_has_a_sheet_and_the_last_one_says_what_the_file_is():
    book = opened(document(grid(("甲",), name="一"), grid(("乙",), name="二"), grid(("丙",), place="page")))
    assert book.sheetnames == ["一", "二", "说明"]
    assert list(book["说明"].values) == [("项目", "内容"), ("标题", "标题"), ("方案", "甲方案"), ("版本", "1.2")]


def test_two_grids_of_one_name_get_two_sheets():
    assert opened(document(grid(("甲",)), grid(("乙",)))).sheetnames[:2] == ["表", "表 (2)"]


def test_the_header_is_frozen_and_every_row_can_be_filtered():
    sheet = first(document(grid(("甲", "乙"), ("丙", "丁"))))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"


def test_numbers_are_numbers():
    columns = (Column(name="值", width=9, number=True),)
    sheet = first(document(grid((Decimal("19.2"),), (Decimal(3100),), (None,), columns=columns)))
    assert [cell.value for cell in sheet["A"]] == ["值", 19.2, 3100, None]
    assert [cell.data_type for cell in sheet["A"]][1:3] == ["n", "n"]


@pytest.mark.parametrize("number", ["1E+400", "NaN", "Infinity", "1234567890123456789", "0.12345678901234567"])
def test_a_number_that_a_cell_cannot_hold_exactly_is_shown_as_text(number: str):
    columns = (Column(name="值", width=9, number=True),)
    assert first(document(grid((Decimal(number),), columns=columns)))["A2"].value == f"{Decimal(number):f}"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@A1", "=HYPERLINK(\"http://e.com\")", " =1", "http://e.com", "007", "1e5", "{=1}"])
def test_text_stays_text_whatever_it_begins_with(words: str):
    cell = first(document(grid((words,))))["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (words, "s", None)
    assert cell.quotePrefix == (words.strip()[0] in "=+-@")


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_people_type_breaks_the_file(words: str):
    assert first(hostile(words))["B2"].value == (printable(words) or None)


@pytest.mark.parametrize("long", ["字" * 80000, "𠮷" * 40000, "=" + "a" * 70000])
def test_a_text_that_is_too_long_for_a_cell_goes_on_in_further_rows(long: str):
    columns = (Column(name="名", width=9), Column(name="值", width=9, number=True), Column(name="文", width=60))
    rows = values(first(document(grid(("甲", Decimal(5), long), columns=columns))))[1:]
    texts = [str(row[2]) for row in rows]
    assert len(rows) > 1
    assert all(units(part) <= CELL_UNITS for part in texts)
    assert "".join([texts[0], *(part.split("） ", 1)[1] for part in texts[1:])]) == long
    assert [row[0] for row in rows] == ["甲"] * len(rows)
    assert [row[1] for row in rows] == [5] + [None] * (len(rows) - 1)


def test_long_lists_of_data_lose_no_row_and_no_digit():
    plan, table = real()
    sheet = first(targets_document(table.targets, plan, table, day=DAY))
    assert sheet.max_row == len(table.targets) + 1
    assert [row[4] for row in values(sheet)[1:]] == [None if row.value is None else float(row.value) for row in table.targets]
    assert sheet.freeze_panes == "C2"


def test_wrapped_rows_are_high_enough_to_be_read_and_not_higher_than_allowed():
    sheet = first(document(grid(("短",), ("字" * 30,), ("字" * 30000,))))
    heights = [sheet.row_dimensions[row].height for row in (2, 3, 4)]
    assert heights[0] < heights[1] < heights[2] <= 409
    assert sheet["A3"].alignment.wrap_text


def test_sheets_are_printed_lying_on_a4_with_plan_version_and_date():
    sheet = first(document(grid(("甲",)), plan_title="甲&乙"))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == ("landscape", 9, "$1:$1")
    assert sheet.oddHeader.left.text == "甲&&乙 · 版本 1.2"
    assert sheet.oddHeader.right.text == "2026-03-04"


def test_a_document_without_a_grid_says_what_it_has_to_say():
    assert ("没有内容" in {row[1] for row in values(first(document(text("没有内容"))))})


def test_the_same_document_gives_the_same_bytes():
    assert render(document(grid(("甲",)))) == render(document(grid(("甲",))))
