"""The wording of single kinds of answers, from rows alone, on a small plan; grounded, so that nothing of it is dropped."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.answers.compose import compose
from assistant.answers.context import Context
from assistant.grounding import ground
from assistant.turn import Answer, Evidence, Language, Understanding
from structured import queries
from structured.table import Table
from tests.builders import TINY_TEXT, plan, quantity, target, task, tiny_table, unit

PLAN = plan(TINY_TEXT + """“十四五”期间改造172万平方米,其中节能的20万平方米。“十五五”期间改造258万平方米。
三、保障
(一)加强统筹。分工落实。(责任单位:区甲局)
""")
AREA = {"clause": "2", "metric": "area", "metric_en": "area", "unit": "万平方米", "unit_en": "10,000 m²"}
FOURTEENTH = target(id="14", value="172", period="十四五", quote="“十四五”期间改造172万平方米", time_printed="“十四五”期间", **AREA)
FIFTEENTH = target(id="15", value="258", period="十五五", quote="“十五五”期间改造258万平方米", time_printed="“十五五”期间", **AREA)
SAVING = target(id="saving", value="20", period="十四五", quote="其中节能的20万平方米", time_printed="“十四五”期间", **AREA)
TABLE = tiny_table(targets=[*tiny_table().targets, FOURTEENTH, FIFTEENTH, SAVING])


def answer(query: queries.Query, language: Language = "zh", table: Table = TABLE, question: str = "?") -> Answer:
    understood = Understanding(
        question=question, standalone=question, language=language, mentions=(), kinds=(), candidates=(), query=query, refusal=None,
    )
    context = Context(plan=PLAN, table=table, language=language, today=date(2024, 1, 1), question=question)
    draft = compose(understood, Evidence(rows=queries.run(query, table)), context)
    found = ground(draft, PLAN, table, question, language)
    assert found.dropped == ()
    return found


def computed(found: Answer) -> list[tuple[str, Decimal, str]]:
    return [(step.expression, step.value, step.unit) for step in found.calculations]


def test_a_goal_of_a_period_is_spread_over_its_years_as_arithmetic():
    found = answer(queries.CompareTargets(ids=("14",), how="yearly"))
    assert "平均每年34.4万平方米（172万平方米 ÷ 5；方案未分解到年度）" in found.text
    assert ("172万平方米 ÷ 5", Decimal("34.4"), "万平方米") in computed(found)


def test_the_years_average_has_its_equivalent_in_english():
    text = answer(queries.CompareTargets(ids=("14",), how="yearly"), "en").text
    assert "On average 34.4万平方米 (344,000 m²) a year (172万平方米 ÷ 5; the plan sets no yearly goals)" in text


@pytest.mark.parametrize("ids", [("14", "15"), ("15", "14")])
def test_growth_is_a_share_of_the_earlier_goal_in_whatever_order(ids: tuple[str, ...]):
    text = answer(queries.CompareTargets(ids=ids, relative=True)).text
    assert "相差86万平方米（258 - 172）" in text
    assert "增加50%（(258 - 172) ÷ 172）" in text


def test_a_later_goal_that_is_smaller_is_a_decrease():
    later = SAVING.model_copy(update={"period": "十五五"})
    text = answer(queries.CompareTargets(ids=("14", "saving"), relative=True), table=tiny_table(targets=[FOURTEENTH, later])).text
    assert "减少88.4%（(20 - 172) ÷ 172）" in text


def test_growth_is_told_only_where_it_is_asked_for():
    assert "增加" not in answer(queries.CompareTargets(ids=("14", "15"))).text


def test_a_share_of_the_whole_shows_both_figures_with_their_unit():
    found = answer(queries.CompareTargets(ids=("14", "saving"), how="share"))
    assert "占比约11.6%（20万平方米 ÷ 172万平方米）" in found.text
    assert ("20万平方米 ÷ 172万平方米", Decimal("11.6"), "%") in computed(found)


def test_both_periods_are_summed_up():
    assert "合计430万平方米（172 + 258）" in answer(queries.CompareTargets(ids=("14", "15"), how="sum")).text


OWN = (
    queries.OwnFigure(quantity="roof_area", value=Decimal(1500), unit="平方米"),
    queries.OwnFigure(quantity="green_area", value=Decimal(500), unit="平方米"),
)


@pytest.mark.parametrize(("language", "share"), [
    ("zh", "500平方米不符合（占约33.33%：500平方米 ÷ 1500平方米）"),
    ("en", "500 m² does not meet the requirement (about 33.33%: 500 m² ÷ 1500 m²)"),
])
def test_a_verdict_says_what_share_the_own_figure_is(language: Language, share: str):
    found = answer(queries.ComputeRequirement(ids=("o-roof",), figures=OWN), language, question="1500平方米的屋顶,绿化500平方米,够吗")
    assert share in found.text


def test_a_share_without_remainder_is_not_about():
    figures = (OWN[0], queries.OwnFigure(quantity="green_area", value=Decimal(900), unit="平方米"))
    text = answer(queries.ComputeRequirement(ids=("o-roof",), figures=figures), question="1500平方米的屋顶,绿化900平方米,够吗").text
    assert "900平方米符合（占60%：900平方米 ÷ 1500平方米）" in text


def test_no_own_result_no_share():
    text = answer(queries.ComputeRequirement(ids=("o-roof",), figures=OWN[:1]), question="1500平方米的屋顶要绿化多少").text
    assert "占" not in text
    assert "750平方米" in text


def test_a_verdict_without_a_share_of_its_own_stands_where_the_rate_is_no_percentage():
    row = TABLE.obligation_by_id["o-roof"].model_copy(update={"unit": ""})
    table = tiny_table(obligations=[row], quantities=[quantity("roof_area"), quantity("green_area")])
    text = answer(queries.ComputeRequirement(ids=("o-roof",), figures=OWN), table=table, question="1500平方米,500平方米").text
    assert text.startswith("500平方米不符合。")


def test_units_of_a_kind_are_listed_with_their_clauses():
    text = answer(queries.FindUnits(kinds=("group",))).text
    assert text.splitlines()[0].startswith("共1个：")
    assert "- 各街镇：1 [" in text


def test_units_of_a_kind_that_the_plan_does_not_name():
    found = answer(queries.FindUnits(kinds=("company",)))
    assert (found.status, found.text) == ("not_in_plan", "方案没有列出这类责任单位。")


def test_only_the_clauses_asked_about_count():
    assert "区乙委：2 [" in answer(queries.FindUnits(kinds=("bureau",), clauses=("2",))).text


@pytest.mark.parametrize(("count", "lines"), [(12, 13), (13, 1)])
def test_many_units_are_named_in_one_sentence(count: int, lines: int):
    names = [f"区{char}局" for char in "东南西北中春夏秋冬日月星辰"[:count]]
    text = TINY_TEXT.replace("区甲局、区乙委,各街镇", "、".join(names))
    table = tiny_table(units=[unit(name) for name in names], tasks=[task(units=";".join(names), quote=f"(责任单位:{'、'.join(names)})")])
    context = Context(plan=plan(text), table=table, language="zh", today=date(2024, 1, 1), question="?")
    understood = Understanding(question="?", standalone="?", language="zh", mentions=(), kinds=(), candidates=(),
                               query=queries.FindUnits(), refusal=None)
    draft = compose(understood, Evidence(rows=table.tasks), context)
    assert len(draft.sentences) == lines
    assert [name for name in names if not any(name in sentence.text for sentence in draft.sentences)] == []


def test_the_headings_of_a_section_are_its_actions():
    text = answer(queries.ReadClause(clauses=("二",), detail="tasks")).text
    assert text.splitlines()[0].startswith("二“重点任务”共1项：")
    assert "- 二(一) 建筑行动 [" in text


def test_the_headings_of_a_section_without_actions_are_its_clauses():
    table = tiny_table(tasks=[*TABLE.tasks, task(id="g", clause="三(一)", title="加强统筹", action="三", quote="(责任单位:区甲局)")])
    assert "- 三(一) 加强统筹 [" in answer(queries.ReadClause(clauses=("三",), detail="tasks"), table=table).text


def test_the_overview_of_a_section_without_tasks_is_its_figures():
    text = answer(queries.ReadClause(clauses=("一", "二"), detail="tasks")).text
    assert "一“主要目标”：" in text
    assert "新增储能容量2.5万千瓦" in text
    assert "二“重点任务”共1项" in text


@pytest.mark.parametrize(("supposed", "start"), [
    ((), "第2条“推进循环利用”属于二(一)“建筑行动”。"),
    (("二(一)",), "是的，第2条“推进循环利用”属于二(一)“建筑行动”。"),
    (("二(二)",), "不是，第2条“推进循环利用”属于二(一)“建筑行动”。"),
])
def test_the_action_of_a_clause_confirms_or_corrects(supposed: tuple[str, ...], start: str):
    assert answer(queries.ActionOfClause(clauses=("2",), supposed=supposed)).text.startswith(start)


@pytest.mark.parametrize("query", [
    queries.UnitsOfTopic(clauses=("1",), asked=("区甲局",), lead=True),
    queries.UnitsOfTopic(clauses=("1",), asked=("区甲局",), others=True),
    queries.UnitsOfTopic(clauses=("1",), asked=("区甲局",), alone=True),
])
def test_who_leads_who_else_and_who_alone_get_the_whole_list(query: queries.UnitsOfTopic):
    assert "共3个：区甲局、区乙委、各街镇" in answer(query).text


def test_a_plain_yes_gets_no_list():
    text = answer(queries.UnitsOfTopic(clauses=("1",), asked=("区甲局",))).text
    assert text.startswith("是的，区甲局是“推进建筑节能”的责任单位。")
    assert "共3个" not in text


def test_nobody_leads_in_a_plan_that_names_responsible_units_only():
    text = answer(queries.UnitsOfTopic(clauses=("1",), asked=("区甲局",), lead=True), "en").text
    assert text.startswith("The plan names no lead unit, only responsible units.")


@pytest.mark.parametrize(("values", "verdict"), [((50, 10), "是的。"), ((50, 20), "不是。"), ((50,), "不是。")])
def test_a_statement_about_several_scopes_holds_if_all_rows_agree(values: tuple[int, ...], verdict: str):
    stated = tuple((Decimal(value), "%") for value in values)
    found = answer(queries.VerifyStatement(targets=("roof", "intensity"), values=stated, every=True), question="50%、20%?")
    assert found.text.startswith(f"- {verdict}")
