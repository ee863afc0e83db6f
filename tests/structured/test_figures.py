"""Figures in questions and answers: what is read, and exact conversion."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from structured.figures import (
    compares,
    convert,
    dimension,
    fold_width,
    han_number,
    in_base,
    parse_figures,
    plain,
    round_up,
    same_unit,
    to_decimal,
)


def read(text: str) -> list[tuple[str, str]]:
    return [(str(plain(figure.value)), figure.unit) for figure in parse_figures(text)]


@pytest.mark.parametrize(("text", "figures"), [
    ("19.2万千瓦", [("19.2", "万千瓦")]),
    ("1500万平方米", [("1500", "万平方米")]),
    ("200 万 平方米", [("2000000", "平方米")]),
    ("３００个车位", [("300", "个")]),
    ("3,100 piles", [("3100", "")]),
    ("13.5％", [("13.5", "%")]),
    ("百分之九十六点五", [("96.5", "%")]),
    ("六成半", [("65", "%")]),
    ("两百五十个车位", [("250", "个")]),
    ("三万平米", [("30000", "平方米")]),
    ("5公里和600米", [("5", "公里"), ("600", "米")]),
    ("20k sqm", [("20000", "平方米")]),
    ("192 MW", [("192", "兆瓦")]),
    ("a half", [("50", "%")]),
    ("two hundred and fifty spaces", [("250", "")]),
    ("172 (10,000 m²)", [("172", "万平方米")]),
    ("19.2 (万千瓦)", [("19.2", "万千瓦")]),
    ("172（万平方米）", [("172", "万平方米")]),
    ("5000度", [("5000", "千瓦时")]),
    ("26度", [("26", "")]),
    ("3万度", [("3", "万千瓦时")]),
    ("3万度电", [("3", "万千瓦时")]),
    ("300 residents", [("300", "人")]),
    ("two thousand people", [("2000", "人")]),
    ("5 percentage points", [("5", "%")]),
    ("1 percentage point", [("1", "%")]),
])
def test_a_figure_is_read_with_its_unit(text: str, figures: list[tuple[str, str]]) -> None:
    assert read(text) == figures


@pytest.mark.parametrize("text", ["成立", "光伏", "平台", "mother", "tensor"])
def test_words_are_no_figures(text: str) -> None:
    assert read(text) == []


def test_the_offsets_point_into_the_text() -> None:
    text = "共３００个,占20%"
    assert [text[figure.start : figure.end] for figure in parse_figures(text)] == ["３００个", "20%"]


def test_a_unit_in_brackets_belongs_to_its_figure_and_a_remark_does_not() -> None:
    texts = ("约172（万平方米）的改造", "约172（见附表）的改造")
    assert [text[figure.start : figure.end] for text in texts for figure in parse_figures(text)] == ["172（万平方米）", "172"]


@pytest.mark.parametrize(("numeral", "value"), [
    ("十", 10), ("十五", 15), ("两百五", 250), ("两百零五", 205), ("一千二", 1200),
    ("三万五", 35000), ("一亿", 10**8), ("二十", 20),
])
def test_chinese_numerals(numeral: str, value: int) -> None:
    assert han_number(numeral) == value


def test_folding_keeps_the_length() -> None:
    assert fold_width("ＰＵＥ①㎡½") == "pue1㎡½"


@pytest.mark.parametrize(("value", "unit", "target", "converted"), [
    ("19.2", "万千瓦", "兆瓦", "192"), ("20", "万平方米", "公顷", "20"),
    ("1", "公里", "米", "1000"), ("3", "亩", "平方米", "2000"),
])
def test_conversion_is_exact(value: str, unit: str, target: str, converted: str) -> None:
    assert convert(Decimal(value), unit, target) == Decimal(converted)


def test_units_of_two_dimensions_do_not_convert() -> None:
    assert convert(Decimal(1), "米", "平方米") is None


def test_an_endless_decimal_is_rounded_to_six_places() -> None:
    assert to_decimal(Fraction(2000, 3)) == Decimal("666.666667")


def test_counters_are_interchangeable_and_measures_are_not() -> None:
    assert same_unit("个", "座")
    assert same_unit("个", "")
    assert not same_unit("米", "公里")


def test_a_counter_is_its_own_base() -> None:
    assert dimension("个") == ""
    assert in_base(Decimal("1.5"), "个") == Fraction(3, 2)


def test_half_a_charger_is_rounded_up() -> None:
    assert round_up(Decimal("36.01")) == 37
    assert round_up(Decimal("36.00")) == 36


def test_plain_has_no_exponent_and_no_trailing_zeros() -> None:
    assert [str(plain(Decimal(text))) for text in ("1500.00", "1E+3", "0.30")] == ["1500", "1000", "0.3"]


@pytest.mark.parametrize(("own", "comparator", "meets"), [
    (50, ">=", True), (49, ">=", False), (50, "<=", True), (50, "<", False), (50, ">", False),
    (50, "=", True), (60, "=", True),
    (49, "=", False),
])
def test_own_figures_against_a_limit_of_fifty(own: int, comparator: str, meets: bool) -> None:
    assert compares(Fraction(own), comparator, Fraction(50)) is meets
