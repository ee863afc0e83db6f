"""Numbers in both languages."""

from __future__ import annotations

import pytest

from structured.english import english_amounts, missing_numbers, same_measure


@pytest.mark.parametrize(("chinese", "english"), [
    ("新增19.2万千瓦", "add 19.2 (10,000 kW)"),
    ("新增19.2万千瓦", "add 192,000 kW"),
    ("改造172万平方米", "retrofit 1.72 million m² (172 万平方米)"),
    ("其中20万平方米部分", "the 20 × 10,000 m² part"),
    ("站点600米覆盖率达到35%", "a 600-metre coverage rate of 35 %"),
    ("“十四五”期间,到2025年", "in the 14th Five-Year Plan period, by 2025"),
    ("创建1-2个园区", "create 1-2 parks"),
    ("达到两星级标准", "reach the two-star standard"),
    ("“一园一策”", "one park, one policy"),
    ("清洁生产一级水平", "the first level of cleaner production"),
    ("零碳园区,双核,先行先试", "zero-carbon parks, two cores, first trials"),
    ("推进一批项目", "advance a number of projects"),
    ("年均1%", "1% a year on average"),
    ("二手商品,立体绿化", "second-hand goods, three-dimensional greening"),
    ("人工智能、5G", "artificial intelligence, 5G"),
])
def test_the_same_numbers_in_both_languages(chinese: str, english: str) -> None:
    assert list(missing_numbers(chinese, english)) == []


@pytest.mark.parametrize(("chinese", "english", "message"), [
    ("达到5%", "reach 5 or 60 %", "60 (share, in its base unit) of the English does not stand in the Chinese"),
    ("达到50%", "reach the goal", "50 (share, in its base unit) of the Chinese does not stand in the English"),
    ("“十四五”期间", "in the 15th Five-Year Plan period", "period 十四五 of the Chinese does not stand in the English"),
    ("到2025年", "by 2030", "2025 of the Chinese does not stand in the English"),
    ("四大集群", "five clusters", "5 of the English does not stand in the Chinese"),
    ("600米", "600 km", "600 (length, in its base unit) of the Chinese does not stand in the English"),
    ("200万平方米", "200 m²", "2000000 (area, in its base unit) of the Chinese does not stand in the English"),
])
def test_a_number_on_one_side_only(chinese: str, english: str, message: str) -> None:
    assert message in list(missing_numbers(chinese, english))


def test_amounts_of_a_text_without_numbers() -> None:
    assert english_amounts("Advance green development.") == set()


@pytest.mark.parametrize(("unit", "unit_en", "same"), [
    ("万平方米", "10,000 m²", True), ("公顷", "hectares", True), ("%", "%", True), ("个", "parks", True),
    ("", "", True),
    ("万平方米", "m²", False), ("%", "parks", False), ("个", "km", False),
])
def test_units_of_measure_in_both_languages(unit: str, unit_en: str, same: bool) -> None:
    assert same_measure(unit, unit_en) is same
