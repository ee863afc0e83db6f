"""Line-wrap artefacts go, everything else stays, and every character is traced to the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.canonical import canonicalise


def test_blanks_of_line_wraps_go() -> None:
    assert canonicalise("到 2025 年,责 任单位(GDP )下降 13.5%").text == "到2025年,责任单位(GDP)下降13.5%"


def test_a_blank_between_latin_words_stays() -> None:
    assert canonicalise("Green Power 工程").text == "Green Power工程"


def test_of_several_blanks_between_latin_words_one_stays() -> None:
    assert canonicalise("Green  Power").text == "Green Power"


def test_full_width_and_hard_blanks_go() -> None:
    assert canonicalise("甲\u3000乙\u00a0丙\t丁").text == "甲乙丙丁"


def test_line_breaks_of_the_file_stay() -> None:
    assert canonicalise("标题\n正文").text == "标题\n正文"


def test_a_dropped_blank_is_remembered_as_a_break() -> None:
    assert canonicalise("重点任务 全面推进").breaks == {4}


@given(st.text(alphabet="甲乙aB1。 \t\u3000\n\r", max_size=60))
def test_every_character_maps_to_its_source(source: str) -> None:
    canonical = canonicalise(source)
    assert "".join(source[offset] for offset in canonical.source_offsets) == canonical.text


@given(st.text(alphabet="甲乙aB1。 \u3000\n", max_size=60))
def test_only_blanks_are_dropped(source: str) -> None:
    kept = set(canonicalise(source).source_offsets)
    assert all(char in " \u3000" for offset, char in enumerate(source) if offset not in kept)


@given(st.text(alphabet="甲乙aB1。 \n", max_size=60))
def test_canonical_text_is_canonical_already(source: str) -> None:
    once = canonicalise(source).text
    assert canonicalise(once).text == once
