"""Follow-ups are made standalone: what they take from the turns before, and what they do not."""

from __future__ import annotations

import pytest

from assistant.chat import Assistant, Conversation
from assistant.turn import Turn
from structured import queries


def talk(assistant: Assistant, *questions: str) -> Turn:
    """The last turn of a conversation."""
    conversation = Conversation(assistant)
    for question in questions:
        conversation.take_turn(question)
    return conversation.turns[-1]


def cited(turn: Turn) -> list[str]:
    return list(dict.fromkeys(citation.source.clause for citation in turn.answer.citations))


def test_who_is_asked_of_the_clause_before(assistant: Assistant):
    turn = talk(assistant, "2025年森林覆盖率目标是多少?", "谁负责?")
    assert isinstance(turn.understanding.query, queries.UnitsOfTopic)
    assert cited(turn) == ["27"]


def test_where_is_asked_of_the_row_before(assistant: Assistant):
    turn = talk(assistant, "人均公园绿地面积要达到多少?", "写在第几条?")
    assert isinstance(turn.understanding.query, queries.LocateTopic)
    assert cited(turn) == ["26"]


def test_a_new_topic_is_asked_the_same_kind_of_question(assistant: Assistant):
    turn = talk(assistant, "哪些部门负责充电桩建设?", "那屋顶光伏呢?")
    assert isinstance(turn.understanding.query, queries.UnitsOfTopic)
    assert cited(turn) == ["1"]


def test_a_new_period_is_asked_of_the_same_figure(assistant: Assistant):
    turn = talk(assistant, "十四五要完成多少既有公共建筑节能改造?", "十五五呢?")
    assert "十五五" in turn.understanding.standalone
    assert "258万平方米" in turn.answer.text


def test_a_new_figure_runs_the_same_computation(assistant: Assistant):
    turn = talk(assistant, "我有300个车位,要建多少充电桩?", "500个呢?")
    assert "60" in turn.answer.text
    assert "36" not in turn.answer.text


def test_back_to_the_first_question(assistant: Assistant):
    turn = talk(assistant, "哪些部门负责充电桩建设?", "那屋顶光伏呢?", "回到第一个问题")
    assert cited(turn) == ["15"]


@pytest.mark.parametrize(("first", "wish", "language"), [
    ("2025年森林覆盖率目标是多少?", "用英文说", "en"),
    ("What is the forest coverage target for 2025?", "用中文说", "zh"),
    ("2025年森林覆盖率目标是多少?", "in English, please", "en"),
    ("2025年森林覆盖率目标是多少?", "same question in English", "en"),
])
def test_the_same_again_in_the_other_language(assistant: Assistant, first: str, wish: str, language: str):
    turn = talk(assistant, first, wish)
    assert turn.answer.language == language
    assert "19.8%" in turn.answer.text
    assert cited(turn) == ["27"]


def test_the_clause_that_was_read_is_asked_who_and_when(assistant: Assistant):
    who, when = talk(assistant, "第15条讲什么", "由谁负责?"), talk(assistant, "第15条讲什么", "什么时候完成?")
    assert isinstance(who.understanding.query, queries.UnitsOfTopic)
    assert isinstance(when.understanding.query, queries.FindTargets)
    assert cited(who) == cited(when) == ["15"]


def test_the_clause_of_a_figure_is_read_out(assistant: Assistant):
    turn = talk(assistant, "2025年森林覆盖率目标是多少?", "这一条讲什么?")
    assert turn.understanding.query == queries.ReadClause(clauses=("27",))


def test_the_targets_of_the_clause_that_was_read(assistant: Assistant):
    turn = talk(assistant, "What does clause 27 say?", "its targets")
    assert isinstance(turn.understanding.query, queries.FindTargets)
    assert cited(turn) == ["27"]
    assert "19.8%" in turn.answer.text


def test_both_periods_are_summed_up(assistant: Assistant):
    turn = talk(assistant, "十四五要完成多少既有公共建筑节能改造?", "十五五呢?", "两个五年加起来多少?")
    assert "430万平方米" in turn.answer.text


def test_a_new_computation_takes_nothing_from_the_one_before(assistant: Assistant):
    turn = talk(assistant, "我有300个车位,要建多少充电桩?", "新建厂房屋顶1000平方米要装多少光伏?")
    assert "1000平方米 × 50% = 500平方米" in turn.answer.text
    assert cited(turn) == ["1"]


def test_a_clause_by_number_needs_no_history(assistant: Assistant):
    turn = talk(assistant, "2025年森林覆盖率目标是多少?", "15条谁负责")
    assert cited(turn) == ["15"]


def test_a_refused_question_leaves_nothing_behind(assistant: Assistant):
    alone, after = talk(assistant, "哪些部门负责充电桩建设?"), talk(assistant, "明天天气怎么样", "哪些部门负责充电桩建设?")
    assert alone.answer.text == after.answer.text


def test_a_first_question_stands_alone_as_typed(assistant: Assistant):
    turn = talk(assistant, "谁负责充电桩?")
    assert turn.understanding.standalone == turn.understanding.question == "谁负责充电桩?"


def test_later_stages_see_a_standalone_question(assistant: Assistant):
    follow_up = talk(assistant, "2025年森林覆盖率目标是多少?", "谁负责?")
    alone = talk(assistant, follow_up.understanding.standalone)
    assert alone.answer.text == follow_up.answer.text


def test_the_clauses_of_a_unit_are_counted(assistant: Assistant):
    listed = talk(assistant, "what is the transport commission responsible for?")
    counted = talk(assistant, "what is the transport commission responsible for?", "how many clauses is that?")
    assert f"{len(cited(listed))} clauses" in counted.answer.text
    assert cited(counted) == cited(listed)


def test_the_tasks_of_a_unit_are_narrowed_to_a_topic(assistant: Assistant):
    turn = talk(assistant, "区建管委负责哪些任务?", "其中和光伏有关的呢?")
    assert isinstance(turn.understanding.query, queries.TasksOfUnits)
    assert turn.understanding.query.units
    assert 0 < len(cited(turn)) < len(cited(talk(assistant, "区建管委负责哪些任务?")))


def test_a_time_without_a_figure_is_named_beside_the_one_that_has_it(assistant: Assistant):
    turn = talk(assistant, "森林覆盖率2025是多少,2030年呢")
    assert isinstance(turn.understanding.query, queries.FindTargets)
    assert "19.8%" in turn.answer.text
    assert turn.understanding.query.unstated == ("2030",)


def test_one_of_two_has_no_yes_or_no(assistant: Assistant):
    answer = talk(assistant, "新建数据中心PUE要求是1.3还是1.4?").answer
    assert "1.3" in answer.text
    assert not answer.text.startswith(("是", "不是", "否"))


def test_a_question_about_another_place_is_asked_of_this_one(assistant: Assistant):
    turn = talk(assistant, "徐汇区的森林覆盖率2025年目标是多少", "写错了,是闵行的")
    assert cited(turn) == ["27"]


def test_a_bare_script_is_no_question_about_the_plan(assistant: Assistant):
    assert talk(assistant, "<script>steal()</script>").answer.status == "out_of_scope"
    assert talk(assistant, "???").answer.status == "clarify"


def test_a_new_term_is_not_answered_with_the_figure_of_the_last_one(assistant: Assistant):
    assert talk(assistant, "闵行区的碳达峰目标是哪一年实现", "那碳中和呢").answer.status == "not_in_plan"


def test_a_unit_is_sought_in_a_safeguard(assistant: Assistant):
    turn = talk(assistant, "Which body looks after greenhouse gas statistics?", "and is the finance bureau in there?")
    assert turn.answer.text.startswith("No")


@pytest.mark.parametrize("thanks", ["thanks", "thank you!", "谢谢", "好的,谢谢您"])
def test_thanks_do_not_repeat_the_answer_before(assistant: Assistant, thanks: str):
    assert talk(assistant, "哪些任务是区交通委牵头的?", thanks).answer.status == "out_of_scope"
