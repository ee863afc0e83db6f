"""Nothing is shown that is not in a quote, in the question, or computed in the open."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.chat import Assistant
from assistant.grounding import ground
from assistant.turn import Answer, Calculation, Draft, Language, Sentence, Status
from corpus.sources import SourceRef
from tests.builders import plan, tiny_table, unit

PLAN = plan()
FOREIGN_UNIT = "区丙局"
TABLE = tiny_table(units=[*tiny_table().units, unit(FOREIGN_UNIT, name_en="Bureau of Elsewhere")])
QUOTE = "到2025年,单位能耗比2020年下降10%以上"
UNITS = "(责任单位:区甲局、区乙委,各街镇)"


def source(clause: str = "一", quote: str = QUOTE) -> SourceRef:
    found = PLAN.locate(clause, quote)
    assert found is not None
    return found


def grounded(
    *sentences: Sentence, question: str = "能耗?", status: Status = "answered", language: Language = "zh"
) -> Answer:
    return ground(Draft(status=status, sentences=sentences), PLAN, TABLE, question, language)


def says(text: str, *support: SourceRef, question: str = "能耗?", calculations: tuple[Calculation, ...] = ()) -> bool:
    """Whether a sentence is kept beside one that holds."""
    held = Sentence(text="单位能耗下降10%以上", support=(source(),))
    answer = grounded(held, Sentence(text=text, support=support, calculations=calculations), question=question)
    return text in answer.text


def test_a_sentence_that_its_quote_bears_is_kept_and_cited():
    answer = grounded(Sentence(text="2025年比2020年下降10%以上", support=(source(),)))
    assert (answer.status, answer.text, answer.dropped) == ("answered", "2025年比2020年下降10%以上 [1]", ())
    (citation,) = answer.citations
    assert PLAN.text[citation.source.start : citation.source.end] == citation.source.quote


@given(st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False))
def test_a_foreign_number_is_refused(value: Decimal):
    assume(value not in {Decimal(number) for number in (1, 10, 2020, 2025)})
    assert not says(f"下降{value}%以上", source())


@given(st.integers(min_value=1900, max_value=2100))
def test_a_foreign_year_is_refused(year: int):
    assert says(f"到{year}年下降", source()) == (year in (2020, 2025))


@given(st.sampled_from([row.name for row in TABLE.units]), st.sampled_from(["由{}负责", "{}、其他", "Led by {}."]))
def test_a_unit_is_kept_exactly_if_it_is_printed(name: str, wording: str):
    assert says(wording.format(name), source("1", UNITS)) == (name in UNITS)


def test_a_foreign_unit_is_refused_in_english_too():
    assert not says("Bureau of Elsewhere", source("1", UNITS))
    assert says("Bureau of Elsewhere", source("1", UNITS), question="Does the Bureau of Elsewhere take part?")


@pytest.mark.parametrize("text", ["共1,000个", "共１２个", "约7.5", "第99条", "1到3"])
def test_every_spelling_of_a_foreign_number_is_refused(text: str):
    assert not says(text, source())


def test_part_of_a_number_is_not_the_number():
    assert not says("下降1%以上", source())
    assert not says("到202年", source())


def test_numbers_of_the_question_may_be_repeated():
    assert says("您的能耗下降了7.5%", source(), question="我下降了7.5%,够吗?")


def test_a_calculation_carries_its_operands_and_its_result():
    step = Calculation(expression="300 × 10%", value=Decimal(30), unit="个", clause="一")
    assert says("30个(300 × 10%)", source(), calculations=(step,))
    assert not says("31个(300 × 10%)", source(), calculations=(step,))


def test_the_number_of_a_cited_clause_may_be_named_but_is_no_percentage():
    assert says("见第2条", source("2", "严禁露天焚烧"))
    assert not says("下降2%", source("2", "严禁露天焚烧"))


def test_readings_that_are_offered_may_hold_figures():
    asked = Sentence(text="您指的是哪一个?节能率15%及以上的面积、节能率")
    draft = Draft(status="clarify", sentences=(asked,), choices=("节能率15%及以上的面积", "节能率"))
    assert ground(draft, PLAN, TABLE, "多少?", "zh").text == asked.text


def test_an_answer_needs_a_source():
    answer = grounded(Sentence(text="一切都好。"))
    assert answer.status == "error"
    assert answer.dropped == (("一切都好。", "no source"),)


@pytest.mark.parametrize("wrong", [{"start": 0}, {"quote": "到2025年,单位能耗比2020年下降20%以上"}])
def test_a_quote_must_stand_at_its_place(wrong: dict[str, object]):
    forged = SourceRef(**{**vars(source()), **wrong})
    assert grounded(Sentence(text="下降", support=(forged,))).citations == ()


def test_a_failed_answer_says_so_under_an_id_that_the_log_has(caplog: pytest.LogCaptureFixture):
    answer = grounded(Sentence(text="下降99%", support=(source(),)))
    (trouble,) = re.findall(r"[0-9a-f]{8}", answer.text)
    assert answer.status == "error"
    assert trouble in caplog.text
    assert "99" not in answer.text


@pytest.mark.parametrize(("language", "begin"), [("zh", "方案没有写明"), ("en", "The plan does not state")])
def test_an_answer_without_a_word_says_that_the_plan_is_silent(language: Language, begin: str):
    answer = grounded(status="not_in_plan", language=language)
    assert answer.text.startswith(begin)


def test_marks_are_numbered_by_first_use_one_for_each_quote():
    burning = source("2", "严禁露天焚烧")
    answer = grounded(
        Sentence(text="禁止焚烧", support=(burning, burning)), Sentence(text="节能", support=(source(), burning), item=True)
    )
    assert answer.text == "禁止焚烧 [1]\n- 节能 [2][1]"
    assert [citation.mark for citation in answer.citations] == [1, 2]


def test_foreign_numbers_in_real_answers_are_refused(assistant: Assistant):
    turn = assistant.take_turn("哪些部门负责充电桩建设?")
    sentences = tuple(
        Sentence(text=re.sub(r"\d+", lambda found: str(int(found[0]) + 7), one.text), support=one.support)
        for one in turn.draft.sentences
    )
    forged = Draft(status="answered", sentences=sentences)
    assert ground(forged, assistant.plan, assistant.table, turn.understanding.standalone, "zh").status == "error"
