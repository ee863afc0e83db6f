"""The numbering grammar: what is a clause and what is a number in prose, ids, headings, lists of units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.canonical import canonicalise
from corpus.clauses import Clause, UnitAnnotation
from corpus.errors import PolicyError
from corpus.parse import find_annotation, han_to_int, parse_clauses, split_units
from corpus.sources import load_plan
from tests.builders import TINY_TEXT, TINY_TITLE

PIECES = [
    "一、", "二、", "三、", "(一)", "(二)", "（三）", "1.", "2.", "3．", "4、", "(1)", "①", "②", "第一章", "第二条",
    "目标", "推进建设", "2022年起", "1-2个", "13.5%", "(责任单位:甲局、乙委)", "。", ";", ",", "\n", " ", "“十四五”",
    "来源:", TINY_TITLE,
]
texts_of_pieces = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def parsed(text: str) -> tuple[Clause, ...]:
    return parse_clauses(canonicalise(text), title=TINY_TITLE)


def ids(text: str) -> list[str]:
    return [clause.id for clause in parsed(text)]


def parsed_or_nothing(text: str) -> tuple[Clause, ...]:
    try:
        return parsed(text)
    except PolicyError:
        return ()


@given(texts_of_pieces)
def test_clauses_tile_the_text(text: str) -> None:
    clauses = parsed_or_nothing(text)
    bounds = [0, *(clause.end for clause in clauses)]
    assert [clause.start for clause in clauses] == bounds[:-1]
    assert not clauses or bounds[-1] == len(canonicalise(text).text)


@given(texts_of_pieces)
def test_a_body_lies_inside_its_clause(text: str) -> None:
    assert all(clause.start <= clause.body_start <= clause.end for clause in parsed_or_nothing(text))


@given(texts_of_pieces)
def test_a_parent_stands_before_its_clauses(text: str) -> None:
    seen: set[str | None] = {None}
    for clause in parsed_or_nothing(text):
        assert clause.parent in seen
        seen.add(clause.id)


@given(texts_of_pieces)
def test_a_list_of_units_lies_inside_its_clause(text: str) -> None:
    found = [(clause, clause.annotation) for clause in parsed_or_nothing(text) if clause.annotation]
    assert all(clause.start <= units.start < units.end <= clause.end for clause, units in found)


@given(st.integers(1, 999))
def test_chinese_numerals_have_their_value(number: int) -> None:
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    han = f"{digits[hundreds]}百" if hundreds else ""
    han += f"{digits[tens]}十" if tens else "零" if hundreds and ones else ""
    assert han_to_int(han + (digits[ones] if ones else "")) == number


@pytest.mark.parametrize(("numeral", "value"), [("十", 10), ("十二", 12), ("二十", 20), ("③", 3), ("35", 35)])
def test_numerals_of_clause_numbers(numeral: str, value: int) -> None:
    assert han_to_int(numeral) == value


def test_what_is_no_numeral_is_refused() -> None:
    with pytest.raises(ValueError, match="no numeral"):
        han_to_int("甲")


def test_ids_follow_the_levels() -> None:
    assert ids(TINY_TEXT) == ["标题", "前言", "一", "二", "二(一)", "1", "2"]


def test_brackets_start_again_under_the_next_section() -> None:
    text = "一、任务。\n(一)甲事。\n(二)乙事。\n二、保障。\n(一)丙事。\n"
    assert ids(text) == ["一", "一(一)", "一(二)", "二", "二(一)"]


def test_arabic_numbers_that_start_again_carry_their_section() -> None:
    text = "一、任务。\n1.甲事。\n2.乙事。\n二、保障。\n1.丙事。\n"
    assert ids(text) == ["一", "一.1", "一.2", "二", "二.1"]


def test_full_width_numbers_are_numbers() -> None:
    assert ids("一、任务。\n（一）甲事。\n1．乙事。\n") == ["一", "一(一)", "1"]


def test_articles_of_a_regulation() -> None:
    assert ids("第一条 甲事。\n第二条 乙事。\n") == ["一", "二"]


@pytest.mark.parametrize("prose", ["1-2个园区", "13.5%以上", "2.5万千瓦", "2022年起", "5.推进", "(三)中心", "3、4号线"])
def test_a_number_in_prose_opens_no_clause(prose: str) -> None:
    assert ids(f"一、目标。建设。{prose}。\n二、任务。做事。\n") == ["一", "二"]


def test_a_number_in_sequence_inside_a_sentence_opens_no_clause() -> None:
    assert ids("一、目标。见上文二、三部分。\n二、任务。做事。\n") == ["一", "二"]


def test_a_decimal_at_the_start_of_a_sentence_opens_no_clause() -> None:
    assert ids("一、目标。\n1.建设。2.5万千瓦。\n2.节能。\n") == ["一", "1", "2"]


def test_a_heading_ends_at_the_full_stop() -> None:
    clause = parsed("一、任务。\n1.推进建筑节能。鼓励改造。\n")[1]
    assert (clause.heading, clause.number) == ("推进建筑节能", "1")


def test_a_heading_without_full_stop_ends_at_the_blank_of_the_source() -> None:
    text = "一、主要目标 “十四五”期间,能耗下降。\n二、任务。做事。\n"
    clause = parsed(text)[0]
    assert (clause.heading, canonicalise(text).text[clause.body_start : clause.end]) == (
        "主要目标", "“十四五”期间,能耗下降。\n",
    )


def test_a_sentence_without_heading_is_all_body() -> None:
    assert [clause.heading for clause in parsed("第一条 本办法适用于全区,不含农村。\n")] == [""]


def test_a_preamble_may_name_the_plan() -> None:
    clauses = parsed(f"{TINY_TITLE}\n为落实部署,特制定{TINY_TITLE}。\n一、目标。\n")
    assert [(clause.id, clause.start) for clause in clauses[:2]] == [("标题", 0), ("前言", len(TINY_TITLE) + 1)]


def test_a_source_line_closes_the_plan() -> None:
    assert ids("一、目标。做事。\n资料来源:某区网站\n") == ["一", "来源"]


def test_text_without_numbers_is_refused() -> None:
    with pytest.raises(PolicyError, match="No numbered clause"):
        parsed("这是一段没有编号的文字。")


@pytest.mark.parametrize("text", [
    "(责任单位:甲局、乙委)", "（责任单位：甲局、乙委）", "【责任部门:甲局,乙委】", "(责任单位∶甲局、乙委)",
    "[责任单位:甲局；乙委]", "(甲局、乙委按职责分工负责)",
])
def test_units_are_found_in_every_printing(text: str) -> None:
    found = find_annotation("做事。" + text, 0, len(text) + 3)
    assert found == UnitAnnotation(start=3, end=3 + len(text), lead=(), units=("甲局", "乙委"))


def test_lead_units_are_told_apart() -> None:
    found = find_annotation("(牵头单位:甲局;配合单位:乙委、丙镇)", 0, 99)
    assert found is not None
    assert (found.lead, found.units) == (("甲局",), ("甲局", "乙委", "丙镇"))


def test_a_unit_named_twice_stays_twice() -> None:
    found = find_annotation("(责任单位:乙委、甲局、乙委)", 0, 99)
    assert found is not None
    assert found.units == ("乙委", "甲局", "乙委")


def test_a_name_with_brackets_is_whole() -> None:
    found = find_annotation("(责任单位:甲委(乙办)、丙公司(东、西),各镇)", 0, 99)
    assert found is not None
    assert found.units == ("甲委(乙办)", "丙公司(东、西)", "各镇")


def test_the_last_list_of_units_counts() -> None:
    text = "(责任单位:甲局)改造。(责任单位:乙委)"
    found = find_annotation(text, 0, len(text))
    assert found is not None
    assert found.units == ("乙委",)


def test_text_without_units_has_no_list() -> None:
    assert find_annotation("各单位要负责(详见附件)。", 0, 12) is None


def test_a_closing_et_cetera_is_no_name() -> None:
    assert split_units("甲局、乙委等") == ["甲局", "乙委"]


def test_the_real_plan_has_every_agreed_clause() -> None:
    agreed = ["标题", "前言", "一", "二", *(f"二({han})" for han in "一二三四五六七八九十"), *map(str, range(1, 36))]
    agreed += ["三", *(f"三({han})" for han in "一二三四五"), "来源"]
    assert sorted(clause.id for clause in load_plan("minhang-carbon-peak").clauses) == sorted(agreed)


def test_every_task_and_safeguard_of_the_real_plan_names_its_units() -> None:
    clauses = load_plan("minhang-carbon-peak").clauses
    assert [clause.id for clause in clauses if clause.kind == "task" and not clause.annotation] == []


@given(texts_of_pieces)
def test_ids_are_unique(text: str) -> None:
    found = [clause.id for clause in parsed_or_nothing(text)]
    assert len(set(found)) == len(found)
