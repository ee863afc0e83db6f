"""Years with their role, and five-year periods, in Chinese and English."""

from __future__ import annotations

import pytest

from structured.periods import parse_times, period_of_number, period_years


def read(text: str) -> list[tuple[int | None, str, str]]:
    return [(time.year, time.period, time.role) for time in parse_times(text)]


@pytest.mark.parametrize(("text", "times"), [
    ("到2025年", [(2025, "", "by")]),
    ("2025年底", [(2025, "", "by")]),
    ("2022年起", [(2022, "", "from")]),
    ("since 2022", [(2022, "", "from")]),
    ("2030年前", [(2030, "", "before")]),
    ("before 2030", [(2030, "", "before")]),
    ("by the end of 2025", [(2025, "", "by")]),
    ("2025年", [(2025, "", "")]),
    ("25年底", [(2025, "", "")]),
    ("二〇二五年", [(2025, "", "")]),
    ("“十四五”期间", [(None, "十四五", "")]),
    ("14五规划", [(None, "十四五", "")]),
    ("the 15th Five-Year Plan period", [(None, "十五五", "")]),
    ("fourteenth five-year plan", [(None, "十四五", "")]),
    ("the 14th FYP", [(None, "十四五", "")]),
])
def test_a_time_is_read_with_its_role(text: str, times: list[tuple[int | None, str, str]]) -> None:
    assert read(text) == times


@pytest.mark.parametrize("text", [
    "how much more in the 15th FYP than the 14th", "the 15th five-year plan period, and in the 14th?",
    "the 15th Five-Year Plan vs the 14th",
])
def test_a_short_form_beside_a_full_one_is_a_period(text: str) -> None:
    assert [time.period for time in parse_times(text)] == ["十五五", "十四五"]


def test_a_short_form_without_a_full_one_is_no_period() -> None:
    assert read("clause 3, the 14th") == []


@pytest.mark.parametrize("text", ["2000个车位", "2050平方米", "十五个", "12025", "20.25", "建筑面积3000"])
def test_figures_are_no_times(text: str) -> None:
    assert read(text) == []


def test_times_do_not_overlap_and_are_in_order() -> None:
    assert read("“十四五”期间到2025年") == [(None, "十四五", ""), (2025, "", "by")]


def test_the_years_of_a_period() -> None:
    assert period_years("十四五") == (2021, 2025)
    assert period_years("十五五") == (2026, 2030)
    assert period_years("年均") is None


def test_a_period_by_its_number() -> None:
    assert period_of_number(14) == "十四五"
    with pytest.raises(ValueError, match="no five-year plan 20"):
        period_of_number(20)
