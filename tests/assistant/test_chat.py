"""The spine: one question, one way through, whatever the question is."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.chat import Assistant, Conversation
from assistant.turn import Turn

STATUSES = {"answered", "not_in_plan", "out_of_scope", "clarify"}
WORDS = st.sampled_from(
    [
        "充电桩",
        "光伏",
        "森林覆盖率",
        "区经委",
        "数据中心",
        "第15条",
        "第九十十项",
        "行动四",
        "保障措施",
        "谁负责",
        "多少",
        "哪些",
        "对吗",
        "呢",
        "那",
        "这两个",
        "2025年",
        "十四五",
        "300个",
        "12%",
        "万",
        "PUE 1.5",
        "我们公司",
        "用英文说",
        "who",
        "how many",
        "total of",
        "compare",
        "clause 27",
        "and",
        "DRC",
        "EV chargers",
        "<b>",
        "😀",
        "\x00",
        "²",
        "(",
        "三(九)",
        "1,2,3",
    ]
)


def check_promises(turn: Turn, assistant: Assistant) -> None:
    """What holds for every answer."""
    answer = turn.answer
    assert answer.text.strip()
    assert (turn.understanding.query is None) != (turn.understanding.refusal is None)
    assert bool(answer.citations) or answer.status != "answered"
    for citation in answer.citations:
        source = citation.source
        assert assistant.plan.text[source.start : source.end] == source.quote
        assert f"[{citation.mark}]" in answer.text


def test_a_turn_carries_every_stage_and_its_seconds(assistant: Assistant):
    turn = assistant.take_turn("哪些部门负责充电桩建设?")
    assert turn.understanding.query is not None
    assert [row.clause for row in turn.evidence.rows] == ["15"]
    assert turn.draft.sentences
    assert turn.seconds["total"] == pytest.approx(sum(turn.seconds.values()) - turn.seconds["total"])


def test_the_same_question_gives_the_same_answer(assistant: Assistant):
    first, second = (assistant.take_turn("数据中心的规定写在哪一条?").answer for _ in range(2))
    assert first == second


def test_the_answer_repeats_the_question_as_typed(assistant: Assistant):
    assert assistant.take_turn(" 充電樁誰負責? ").answer.question == " 充電樁誰負責? "


def test_conversations_have_memories_of_their_own(assistant: Assistant):
    forest, charging = Conversation(assistant), Conversation(assistant)
    forest.take_turn("2025年森林覆盖率目标是多少?")
    charging.take_turn("十四五要新增多少充电桩?")
    cited = [{c.source.clause for c in one.take_turn("谁负责?").answer.citations} for one in (forest, charging)]
    assert cited == [{"27"}, {"15"}]


def test_a_new_conversation_remembers_nothing(assistant: Assistant):
    Conversation(assistant).take_turn("2025年森林覆盖率目标是多少?")
    fresh = Conversation(assistant)
    assert fresh.turns == ()
    assert "27" not in {c.source.clause for c in fresh.take_turn("谁负责?").answer.citations}


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "\u200b", "<p></p>", "😀"])
def test_a_question_without_words_is_asked_back(assistant: Assistant, question: str):
    turn = assistant.take_turn(question)
    assert turn.answer.status == "clarify"
    check_promises(turn, assistant)


@pytest.mark.parametrize("question", ["充" * 10_000, "who owns charging? " * 530, "<script>" * 1_250, "第1条" * 3_333, "12," * 3_333])
def test_ten_thousand_characters_are_answered_like_any_question(assistant: Assistant, question: str):
    turn = assistant.take_turn(question)
    assert turn.answer.status in STATUSES
    check_promises(turn, assistant)


@pytest.mark.parametrize("question", [
    "<script>alert(1)</script>充电桩由哪些部门负责?", "<img src=x onerror=alert(1)>充电桩由哪些部门负责?", "**充电桩**由哪些部门负责? [x](http://e.com)",
])
def test_markup_of_a_question_is_not_repeated(assistant: Assistant, question: str):
    turn = assistant.take_turn(question)
    assert turn.answer.status == "answered"
    assert not re.search(r"[<>]|alert|http", turn.answer.text)


@pytest.mark.parametrize(("question", "language"), [
    ("哪些部门负责充电桩建设?", "zh"), ("充電樁由哪些部門負責?", "zh"), ("which bureaus own EV charging?", "en"), ("DRC负责什么?", "zh"),
])
def test_the_answer_is_in_the_language_of_the_question(assistant: Assistant, question: str, language: str):
    answer = assistant.take_turn(question).answer
    assert answer.language == language
    assert bool(re.match("[\u201c\u4e00-\u9fff]", answer.text.lstrip("“- "))) == (language == "zh")


def test_traditional_characters_are_answered_in_simplified_ones(assistant: Assistant):
    text = assistant.take_turn("充電樁由哪些部門負責?").answer.text
    assert text == assistant.take_turn("充电桩由哪些部门负责?").answer.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=6).map("".join), min_size=1, max_size=3))
def test_no_conversation_breaks(assistant: Assistant, questions: list[str]):
    conversation = Conversation(assistant)
    for question in questions:
        check_promises(conversation.take_turn(question), assistant)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(min_value=1, max_value=5000))
def test_a_requirement_is_computed_exactly_for_any_number(assistant: Assistant, spaces: int):
    answer = assistant.take_turn(f"我有{spaces}个车位,要建多少充电桩?").answer
    exact = Decimal(spaces) * 12 / 100
    assert answer.calculations[0].value == exact
    assert answer.calculations[-1].value == exact.to_integral_value("ROUND_CEILING")
