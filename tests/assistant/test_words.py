"""Words searched for in a text."""

from __future__ import annotations

from assistant.words import holds, marked, search_words, spans


def test_widths_case_and_traditional_characters_do_not_matter():
    assert search_words("ＰＵＥ 屋頂") == ("pue", "屋顶")
    assert holds(("数据中心PUE不高于1.3", "屋顶"), ("pue", "屋顶"))


def test_every_word_must_be_found():
    assert not holds(("屋顶",), ("屋顶", "光伏"))


def test_places_that_touch_are_one():
    assert spans("屋顶光伏，光伏", ("光伏", "屋顶")) == ((0, 4), (5, 7))


def test_hits_are_marked_and_everything_is_escaped():
    assert marked("a<b>光伏</b>", ("光伏",)) == "a&lt;b&gt;<mark>光伏</mark>&lt;/b&gt;"


def test_markup_is_nothing_to_search_for():
    assert search_words("<script>") == ()
    assert marked("a", ()) == "a"
