"""Shown arithmetic is done again."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from eval.answers import CalculationView
from eval.arithmetic import evaluate, supported_results
from eval.reading import read_quantities


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("130 × 12%", Fraction(78, 5)),
        ("ceil(15.6)", Fraction(16)),
        ("172 + 258 = 430", Fraction(430)),
        ("(3 + 4) ÷ 2", Fraction(7, 2)),
        ("30万平方米 × 50%", Fraction(15)),
        ("400个 × 12%", Fraction(48)),
    ],
)
def test_evaluate(expression: str, value: Fraction) -> None:
    assert evaluate(expression) == value


@pytest.mark.parametrize("expression", ["count", "5 ÷ 0", "__import__('os')", "2 ** 9", ""])
def test_evaluate_refuses_everything_else(expression: str) -> None:
    assert evaluate(expression) is None


def results(known: str, *steps: tuple[str, str, str]) -> list[str]:
    views = [
        CalculationView(expression=expression, value=Decimal(value), unit=unit) for expression, value, unit in steps
    ]
    return [f"{quantity.value}{quantity.unit}" for quantity in supported_results(views, read_quantities(known))]


def test_a_chain_of_steps_is_supported() -> None:
    steps = (("130 × 12%", "15.6", "个"), ("ceil(15.6)", "16", "个"), ("16 × 30%", "4.8", "个"))
    assert results("130个车位,12%,30%", *steps) == ["15.6个", "15.6", "16个", "16", "4.8个", "4.8"]


def test_a_wrong_result_is_not_supported() -> None:
    assert results("130个车位,12%", ("130 × 12%", "16.6", "个")) == []


def test_a_term_from_nowhere_is_not_supported() -> None:
    assert results("130个车位", ("130 × 12%", "15.6", "个")) == []


def test_a_conversion_is_supported() -> None:
    assert results("19.2万千瓦", ("19.2万千瓦", "192", "MW")) == ["192兆瓦", "192"]


def test_a_declared_count_is_not_supported() -> None:
    assert results("", ("count", "8", "")) == []


def test_the_whole_of_a_complement_needs_no_source() -> None:
    assert results("13.5%,200吨", ("200吨 × (1 - 13.5%)", "173", "吨")) == ["173吨", "173"]


def test_the_years_of_a_five_year_period_are_counted() -> None:
    assert results("", ("2021-2025", "5", "年")) != []
    assert results("", ("2021-2025", "4", "年")) == []
    assert results("", ("2020-2024", "5", "年")) == []


def test_a_share_is_rounded_to_its_decimals_and_never_to_a_whole() -> None:
    assert results("20万、172万", ("20万 ÷ 172万", "11.6", "%")) == ["11.6%", "11.6"]
    assert results("20万、172万", ("20万 ÷ 172万", "12", "%")) == []
