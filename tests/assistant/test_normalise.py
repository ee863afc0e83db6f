"""Typed words -> the words that everything later works on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.normalise import detect_language, has_markup, normalise


@pytest.mark.parametrize(("typed", "expected"), [
    ("第１５条", "第15条"),
    ("充電樁由哪些部門負責", "充电桩由哪些部门负责"),
    ("EV  Charging\n", "ev charging"),
    ("充 电 桩", "充电桩"),
    ("ＰＵＥ　不高于１．３", "pue 不高于1.3"),
    ("责任单位∶区", "责任单位:区"),
])
def test_width_script_case_and_spaces_are_folded(typed: str, expected: str):
    assert normalise(typed) == expected


@pytest.mark.parametrize("typed", [
    "<b>充电桩</b>", "<script>alert('充')</script>充电桩", "充电桩&nbsp;", "充电桩&#128512;", "<!-- x -->充电桩",
])
def test_markup_goes(typed: str):
    assert normalise(typed) == "充电桩"


@pytest.mark.parametrize("typed", ["充\u200b电\u200b桩", "充电桩😀", "\ufeff充电桩", "充电桩\x00", "\u202e充电桩"])
def test_characters_that_say_nothing_go(typed: str):
    assert normalise(typed) == "充电桩"


@pytest.mark.parametrize("typed", ["PUE < 1.3 and > 1.1", "3 < 5"])
def test_comparisons_are_no_markup(typed: str):
    assert normalise(typed) == typed.lower()
    assert not has_markup(typed)


@given(st.text(st.sampled_from("充電桩 区A１9%?？、，。\n\u3000²½"), max_size=30))
def test_normalising_twice_changes_nothing_more(typed: str):
    once = normalise(typed)
    assert normalise(once) == once


@given(st.text(max_size=60))
def test_nothing_invisible_is_left(typed: str):
    text = normalise(typed)
    assert text == text.strip()
    assert all(char == " " or char.isprintable() for char in text)


@pytest.mark.parametrize(("text", "language"), [
    ("充电桩谁负责", "zh"),
    ("which bureaus own EV charging?", "en"),
    ("DRC 负责什么任务", "zh"),
    ("What is 区经委 responsible for in this plan?", "en"),
    ("PUE是多少", "zh"),
    ("15", "zh"),
    ("", "zh"),
])
def test_the_language_is_that_of_most_words(text: str, language: str):
    assert detect_language(text) == language
