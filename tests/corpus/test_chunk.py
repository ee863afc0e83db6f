"""Passages: clauses and sentences with their place in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.chunk import make_passages, search_text, sentence_spans
from corpus.sources import load_plan
from tests.builders import plan


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


def test_a_clause_comes_before_its_sentences() -> None:
    assert [passage.text for passage in make_passages(plan()) if passage.clause == "1"] == [
        "1.推进建筑节能。2022年起新建厂房屋顶绿化的面积比例不低于50%。鼓励业主开展节能改造。(责任单位:区甲局、区乙委,各街镇)",
        "2022年起新建厂房屋顶绿化的面积比例不低于50%。",
        "鼓励业主开展节能改造。",
        "(责任单位:区甲局、区乙委,各街镇)",
    ]


def test_a_heading_without_body_makes_no_passage() -> None:
    assert {passage.clause for passage in make_passages(plan())} == {"前言", "一", "1", "2"}


def test_a_clause_of_one_sentence_is_one_passage() -> None:
    found = [passage.text for passage in make_passages(plan()) if passage.clause == "前言"]
    assert found == ["为落实上级部署,制定本方案。"]


def test_title_and_source_line_make_no_passage() -> None:
    assert {"标题", "来源"}.isdisjoint(passage.clause for passage in make_passages(load_plan("minhang-carbon-peak")))


def test_a_passage_carries_its_place() -> None:
    passage = make_passages(plan())[-1]
    assert (passage.plan, passage.clause, passage.heading) == ("tiny", "2", "二(一)2 推进循环利用")


def test_passages_stand_verbatim_in_the_real_plan() -> None:
    real = load_plan("minhang-carbon-peak")
    assert all(real.text[passage.start : passage.end] == passage.text for passage in make_passages(real))


def test_the_passages_hold_every_word_of_the_real_plan() -> None:
    real = load_plan("minhang-carbon-peak")
    held = {offset for passage in make_passages(real) for offset in range(passage.start, passage.end)}
    told = [clause for clause in real.clauses if clause.kind not in ("title", "source", "action") and clause.id != "三"]
    assert [offset for clause in told for offset in range(clause.start, clause.end)
            if offset not in held and real.text[offset].isalnum()] == []


@pytest.mark.parametrize("text", ["甲。乙。", "甲;乙。", "甲；乙。", "甲\n乙。", "甲!乙?", "甲？乙！"])
def test_sentences_end_at_full_stop_semicolon_and_line_break(text: str) -> None:
    assert len(sentences(text)) == 2


@pytest.mark.parametrize("text", [
    "实施“甲;乙”工程。", "根据《甲。乙》做事。", "建设(甲;乙)中心。", "实施\"甲;乙\"工程。", "按“甲(乙。丙)丁”做事。",
])
def test_nothing_is_cut_inside_quotation_marks_or_brackets(text: str) -> None:
    assert sentences(text) == [text]


def test_a_mark_that_is_never_closed_holds_nothing_together() -> None:
    assert sentences("实施“甲工程。推进乙。") == ["实施“甲工程。", "推进乙。"]


def test_a_mark_that_is_closed_on_another_line_holds_nothing_together() -> None:
    assert sentences("一是“甲。\n二是乙”。") == ["一是“甲。", "二是乙”。"]


def test_a_quoted_sentence_ends_with_its_mark() -> None:
    assert sentences("提出“做好甲。”推进乙。") == ["提出“做好甲。”", "推进乙。"]


def test_a_quoted_sentence_may_stand_inside_another() -> None:
    assert sentences("落实“做好甲。”的要求。") == ["落实“做好甲。”的要求。"]


def test_decimals_and_latin_dots_do_not_end_a_sentence() -> None:
    assert sentences("PUE不高于1.3,推广No.2设备。") == ["PUE不高于1.3,推广No.2设备。"]


def test_the_list_of_units_is_a_sentence_even_inside_one() -> None:
    found = plan("一、任务。做甲事(责任单位:甲局;乙委)。做乙事。\n")
    assert [passage.text for passage in make_passages(found)][1:] == ["做甲事", "(责任单位:甲局;乙委)", "做乙事。"]


@given(st.text(alphabet="甲1。;“”()《》\"\n ", max_size=40))
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    spans = sentence_spans(text, 0, len(text))
    bounds = [bound for span in spans for bound in span]
    assert bounds == sorted(bounds)
    assert "".join(filter(str.isalnum, "".join(sentences(text)))) == "".join(filter(str.isalnum, text))


def test_a_sentence_is_searched_with_the_headings_above_it() -> None:
    found = plan()
    sentence = next(passage for passage in make_passages(found) if passage.text.startswith("鼓励"))
    assert search_text(found, sentence) == "建筑行动\n推进建筑节能\n鼓励业主开展节能改造。"


def test_a_clause_is_searched_without_its_units() -> None:
    found = plan()
    clause = next(passage for passage in make_passages(found) if passage.text.startswith("1."))
    assert "区甲局" not in search_text(found, clause)
    assert "鼓励业主" in search_text(found, clause)


def test_the_list_of_units_is_searched_as_it_stands() -> None:
    found = plan()
    units = next(passage for passage in make_passages(found) if passage.text.startswith("(责任单位"))
    assert search_text(found, units).endswith("(责任单位:区甲局、区乙委,各街镇)")
