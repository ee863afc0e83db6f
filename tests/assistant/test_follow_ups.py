"""Follow-ups made standalone on the tiny plan, with a question model that says what the test says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.turn import Answer, Draft, Evidence, Refusal, Turn, Understanding
from assistant.understanding.dialogue import Standalone, make_standalone
from assistant.understanding.link import Gazetteer
from assistant.understanding.normalise import detect_language, normalise
from structured import queries
from tests.assistant.readings import Heads, SaidModel
from tests.builders import quantity, target, tiny_table

TABLE = tiny_table(
    targets=[
        *tiny_table().targets, target(id="172", metric="area", metric_zh="改造面积", value="172", unit="平方米", period="十四五"),
        target(id="258", metric="area", metric_zh="改造面积", value="258", unit="平方米", period="十五五"),
    ],
    quantities=[*tiny_table().quantities, quantity("车位", unit="个")],
)
GAZETTEER = Gazetteer(TABLE, {})
READ = queries.ReadClause(clauses=("2",))
COMPUTED = queries.ComputeRequirement(ids=("o-roof",), figures=())


def turn(question: str, query: queries.Query | None = None, refusal: Refusal | None = None) -> Turn:
    """A turn that ended in this query and its rows, or early."""
    language = detect_language(question)
    understood = Understanding(
        question=question, standalone=question, language=language, mentions=tuple(GAZETTEER.link(normalise(question))), kinds=(),
        candidates=(), query=query, refusal=refusal,
    )
    rows = queries.run(query, TABLE) if query else ()
    return Turn(
        understanding=understood, evidence=Evidence(rows=rows), draft=Draft(status="answered", sentences=()),
        answer=Answer(question=question, language=language, status="answered", text=""),
    )


def standalone(question: str, *history: Turn, heads: Heads | None = None) -> Standalone:
    return make_standalone(question, history, GAZETTEER, SaidModel(heads or {}))


def text(question: str, *history: Turn) -> list[str]:
    """The words of the standalone question."""
    return standalone(question, *history).text.rstrip("?").split()


def figure(*ids: str) -> Turn:
    return turn("目标是多少?", queries.FindTargets(ids=ids))


@pytest.mark.parametrize(("question", "asked"), [
    ("由谁负责?", ["第2条", "由谁负责"]),
    ("它由谁负责", ["第2条", "由谁负责"]),
    ("什么时候完成?", ["第2条", "什么时候完成"]),
    ("有几个责任单位", ["第2条", "有几个责任单位"]),
    ("部门呢", ["第2条的责任单位:", "部门呢"]),
    ("Who is responsible for it?", ["clause", "2", "who", "is", "responsible", "for"]),
    ("its targets", ["clause", "2", "targets"]),
    ("它的目标", ["第2条", "的目标"]),
])
def test_an_aspect_is_asked_of_the_clause_that_was_read(question: str, asked: list[str]):
    assert text(question, turn("第2条讲什么", READ)) == asked


@pytest.mark.parametrize("question", ["这一条讲什么", "该条款的内容"])
def test_the_clause_of_a_figure_is_read(question: str):
    assert text(question, figure("parks"))[0] == "第2条"


def test_the_clause_that_a_refusal_came_near_to_is_asked_after():
    near = Refusal(status="not_in_plan", reason="amount", nearest=("2",))
    assert text("由谁负责", turn("要多少钱", refusal=near)) == ["第2条", "由谁负责"]


@pytest.mark.parametrize("question", ["屋顶绿化由谁负责", "2030年的目标", "300平方米要多少"])
def test_a_topic_a_time_or_a_figure_of_its_own_is_not_about_the_clause(question: str):
    assert "第2条" not in standalone(question, turn("第2条讲什么", READ), heads={"clause": {"1": 0.9}}).text


def test_many_clauses_have_no_clause_of_their_own_to_read():
    many = turn("区甲局负责哪些任务", queries.TasksOfUnits(units=("区甲局",)))
    assert "第1条" not in standalone("这一条讲什么", many).text


@pytest.mark.parametrize(("question", "asked"), [
    ("后者由谁负责", ["第2条", "由谁负责"]),
    ("前者由谁负责", ["第1条", "由谁负责"]),
    ("第二个写在哪", ["第2条", "写在哪"]),
    ("who is responsible for the latter", ["clause", "2", "who", "is", "responsible", "for"]),
    ("the former: when", ["metric", ":", "when"]),
])
def test_the_former_and_the_latter_are_the_rows_that_were_shown(question: str, asked: list[str]):
    assert text(question, figure("roof", "parks")) == asked


def test_the_latter_of_two_turns_is_the_last_one():
    assert text("后者由谁负责", figure("roof"), figure("parks")) == ["第2条", "由谁负责"]


def test_the_last_of_three_is_the_third_and_the_second_the_second():
    shown = figure("roof", "172", "parks")
    assert text("最后一个由谁负责", shown)[0] == "第2条"
    assert text("第二个是多少", shown)[0] == "十四五改造面积"


def test_one_row_has_no_latter():
    assert text("后者呢", figure("parks"))[0] != "第2条"


def test_both_periods_are_named_to_be_summed_up():
    assert text("两个五年加起来多少", figure("172"), figure("258")) == ["十四五改造面积和十五五改造面积", "两个五年加起来多少"]


@pytest.mark.parametrize("question", ["both periods combined", "十四五和十五五合计多少", "这两个加起来"])
def test_a_sum_is_that_of_both_periods_however_it_is_asked(question: str):
    found = standalone(question, figure("172"), figure("258")).text
    assert "十四五" in found
    assert "十五五" in found


def test_another_figure_runs_the_same_computation():
    base = turn("我有300个车位,要建多少?", COMPUTED)
    assert text("500个呢", base) == ["我有500个车位,要建多少"]


def test_another_quantity_of_ones_own_is_a_new_computation():
    question = "roof_area 1000平方米要绿化多少"
    assert standalone(question, turn("我有300个车位,要建多少?", COMPUTED), heads={"clause": {"1": 0.9}}).text == question


@pytest.mark.parametrize("wish", ["same question in English", "Same question, in English please", "用英文再说一遍", "in English"])
def test_the_same_question_in_english(wish: str):
    assert standalone(wish, turn("第2条讲什么", READ)) == Standalone(text="第2条讲什么", language="en")


def test_the_same_question_again_keeps_its_language():
    assert standalone("same question please", turn("第2条讲什么", READ)) == Standalone(text="第2条讲什么", language="zh")


@pytest.mark.parametrize("answered", ["十五五", "the one for the later of the two five-year periods please"])
def test_a_short_answer_to_what_was_asked_back_completes_the_question(answered: str):
    unclear = turn("改造面积是多少", refusal=Refusal(status="clarify", reason="ambiguous", readings=("十四五", "十五五")))
    assert standalone(answered, unclear).text.endswith("改造面积是多少")


def test_what_lies_outside_the_plan_takes_nothing_from_the_turns_before():
    outside = {"kind": {"out_of_scope": 0.9}}
    assert standalone("它由谁负责", turn("第2条讲什么", READ), heads=outside).text == "它由谁负责"


def test_a_short_question_without_a_topic_leans_on_the_turn_before():
    assert text("多久评一次", turn("第2条讲什么", READ)) == ["第2条讲什么", "多久评一次"]


def test_a_share_is_applied_to_a_case_that_is_only_stated():
    share = target(id="share", metric_zh="绿化比例", value="50", unit="%")
    table = tiny_table(targets=[share], quantities=[*tiny_table().quantities, quantity("车位", unit="个")])
    base = turn("比例多少", queries.FindTargets(ids=()))
    base = replace(base, evidence=Evidence(rows=(share,)))
    found = make_standalone("我们有500个车位", [base], Gazetteer(table, {}), SaidModel({}))
    assert found.kind == "compute"
    assert "绿化比例" in found.text
    assert found.text.endswith("需要多少?")


@pytest.mark.parametrize("question", ["差多少", "加起来"])
def test_a_bare_difference_is_that_of_the_last_figures(question: str):
    found = standalone(question, figure("172"), figure("258")).text
    assert "十四五" in found
    assert "十五五" in found


def test_a_figure_is_asked_in_another_unit_of_measure():
    found = standalone("合多少公顷", figure("172"))
    assert found.kind == "figure"
    assert "改造面积" in found.text


def test_a_listed_heading_is_named_by_its_place():
    listed = turn("二有哪些行动", queries.ReadClause(clauses=("二",), detail="tasks"))
    assert text("倒数第一个讲什么", listed)[0].startswith("二(")
