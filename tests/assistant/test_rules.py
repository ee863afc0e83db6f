"""The parsing rules one by one, on the tiny plan: what each makes of a question, and what it leaves to the next."""

from __future__ import annotations

import pytest

from assistant.understanding import cues, parse, whole
from assistant.understanding.parse import Outcome, Rule
from structured import queries
from structured.schema import Aspect
from structured.table import Table
from tests.assistant.readings import reading
from tests.builders import action, task, tiny_table, unit

LEAD = Aspect.model_validate({"id": "lead_unit", "zh": "牵头单位", "en": "lead unit", "cues_zh": "牵头", "cues_en": "in the lead"})


def two_actions(**rows: list[Aspect]) -> Table:
    """Clause 1 and 2 in one action, 3 in another, which 区乙委 alone is in charge of."""
    tiny = tiny_table()
    return tiny_table(
        actions=[*tiny.actions, action("二(二)", "交通行动")],
        tasks=[*tiny.tasks, task(id="task-3", clause="3", title="推进绿色出行", action="二(二)", units="区乙委")], **rows,
    )


@pytest.mark.parametrize(("question", "query"), [
    ("列出全部责任单位", queries.FindUnits()),
    ("List all responsible units of the plan", queries.FindUnits()),
    ("一共有多少个责任单位", queries.CountRows(of="units")),
    ("列出全部量化目标", queries.FindTargets(listing=True, numeric=True)),
    ("一共有多少个目标", queries.CountRows(of="targets", numeric=True)),
    ("这个方案主要讲什么", queries.ReadClause(clauses=("一", "二"), detail="tasks")),
    ("Summarise the plan", queries.ReadClause(clauses=("一", "二"), detail="tasks")),
])
def test_a_question_for_the_whole_plan_is_an_overview(question: str, query: queries.Query):
    assert parse.parse_overview(reading(question)) == query


@pytest.mark.parametrize("question", ["列出2025年的目标", "列出第1条的目标", "列出全部储能目标", "区甲局有哪些目标", "目标是多少"])
def test_a_question_that_names_something_is_no_overview(question: str):
    assert parse.parse_overview(reading(question)) is None


@pytest.mark.parametrize("question", ["重点任务有哪些", "列出重点任务的名称", "What are the names of 重点任务"])
def test_the_names_in_a_section_are_its_headings(question: str):
    assert parse.parse_headings(reading(question)) == queries.ReadClause(clauses=("二",), detail="tasks")


@pytest.mark.parametrize("question", ["重点任务的责任单位有哪些", "重点任务有哪些目标", "建筑行动有哪些", "重点任务重要吗"])
def test_what_asks_for_more_than_names_is_no_question_for_headings(question: str):
    assert parse.parse_headings(reading(question)) is None


@pytest.mark.parametrize(("question", "supposed"), [
    ("第2条属于哪个行动", ()),
    ("Which action does clause 2 belong to?", ()),
    ("第2条属于建筑行动吗", ("二(一)",)),
])
def test_the_action_of_a_clause(question: str, supposed: tuple[str, ...]):
    assert parse.parse_action_of_clause(reading(question)) == queries.ActionOfClause(clauses=("2",), supposed=supposed)


def test_the_action_of_a_topic_is_that_of_its_clause_if_that_is_certain():
    def asked(chance: float) -> Outcome | None:
        return parse.parse_action_of_clause(reading("出行属于哪个行动", clause={"2": chance, "1": 1 - chance}))

    assert asked(0.9) == queries.ActionOfClause(clauses=("2",))
    assert asked(0.5) == queries.ActionOfClause(clauses=("2",))
    assert parse.parse_action_of_clause(reading("出行属于哪个行动", clause={"2": 0.2})) is None


@pytest.mark.parametrize("question", ["第2条讲什么", "区甲局属于哪个行动", "建筑行动有哪些任务"])
def test_other_questions_ask_for_no_action(question: str):
    assert parse.parse_action_of_clause(reading(question, clause={"1": 0.9})) is None


def test_the_premise_that_a_unit_leads_is_asked_of_its_clause():
    query = parse.parse_lead(reading("区甲局牵头第1条,对吗", tiny_table(aspects=[LEAD])))
    assert query == queries.UnitsOfTopic(clauses=("1",), asked=("区甲局",), lead=True)


@pytest.mark.parametrize("question", ["第1条由谁牵头", "区甲局负责第1条,对吗", "区甲局牵头哪些任务", "区甲局牵头,对吗"])
def test_without_unit_premise_or_clause_nobody_is_supposed_to_lead(question: str):
    assert parse.parse_lead(reading(question, tiny_table(aspects=[LEAD]))) is None


def test_a_unit_in_every_task_is_denied_by_the_clauses_that_lack_it():
    query = parse.parse_everywhere_unit(reading("区甲局是不是每条任务都负责", two_actions()))
    assert query == queries.UnitsOfTopic(clauses=("3",), asked=("区甲局",))


def test_a_unit_that_lacks_nowhere_is_answered_with_all_its_clauses():
    query = parse.parse_everywhere_unit(reading("区乙委是不是每条任务都负责", two_actions()))
    assert query == queries.TasksOfUnits(units=("区乙委",), every=True)


@pytest.mark.parametrize("question", ["区甲局负责每条任务", "区甲局负责任务吗", "区甲局和区乙委每条任务都负责吗", "每条任务都有责任单位吗"])
def test_every_task_needs_one_unit_and_a_question(question: str):
    assert parse.parse_everywhere_unit(reading(question)) is None


@pytest.mark.parametrize(("question", "kinds", "clauses"), [
    ("责任单位里有哪些公司", ("company",), ()),
    ("Which units are companies?", ("company",), ()),
    ("管委会类的责任单位有哪些", ("park_body",), ()),
    ("第2条的责任单位里有公司和管委会吗", ("company", "park_body"), ("2",)),
    ("责任单位里哪些是公司而不是管委会", ("company",), ()),
])
def test_units_of_a_kind(question: str, kinds: tuple[str, ...], clauses: tuple[str, ...]):
    assert whole.parse_unit_kinds(reading(question)) == queries.FindUnits(kinds=kinds, clauses=clauses)


@pytest.mark.parametrize("question", ["我们公司找哪个单位", "哪些公司要改造", "哪些委办局负责", "区甲局和哪些公司是责任单位"])
def test_other_companies_are_no_kind_of_unit(question: str):
    assert whole.parse_unit_kinds(reading(question)) is None


def test_the_tasks_of_a_unit_outside_an_action():
    query = whole.parse_unit_tasks(reading("除了建筑行动以外,区乙委还负责哪些任务", two_actions()))
    assert query == queries.TasksOfUnits(units=("区乙委",), outside=("二(一)",))


@pytest.mark.parametrize(("question", "query"), [
    ("2024年之后的目标有哪些", queries.FindTargets(after=2024, listing=True)),
    ("which targets end after 2024", queries.FindTargets(after=2024, listing=True)),
    ("到2025年的目标有哪些", queries.FindTargets(deadline=2025, listing=True)),
    ("建筑行动里百分比类的目标有哪些", queries.FindTargets(actions=("二(一)",), dimension="share", numeric=True, listing=True)),
])
def test_a_list_is_limited_by_time_and_dimension(question: str, query: queries.Query):
    assert whole.parse_list(reading(question, kind={"list": 0.9})) == query


def test_when_a_clause_is_due_is_told_by_its_dated_targets():
    assert parse.parse_reference(reading("第2条什么时候完成")) == queries.FindTargets(ids=("parks",))


@pytest.mark.parametrize(("first", "second"), [
    (parse.parse_overview, parse.parse_figure), (parse.parse_action_of_clause, parse.parse_reference),
    (parse.parse_everywhere_unit, parse.parse_asked_units),
])
def test_the_special_rule_is_asked_before_the_general_one(first: Rule, second: Rule):
    assert parse.RULES.index(first) < parse.RULES.index(second)


@pytest.mark.parametrize("name", ["区丁公司", "丁公司"])
def test_the_name_of_a_company_is_a_unit_and_no_kind(name: str):
    table = tiny_table(units=[*tiny_table().units, unit("区丁公司", kind="company", aliases_zh="丁公司")])
    assert whole.parse_unit_kinds(reading(f"{name}是哪些任务的责任单位", table)) is None


@pytest.mark.parametrize("text", ["1e30个车位", "1/2个车位", "公共停车库-5个车位", "负五个车位", "minus 3 spaces"])
def test_numbers_that_are_no_plain_positive_ones_are_seen(text: str):
    assert cues.ODD_FIGURE.search(text)


@pytest.mark.parametrize("text", ["250个车位", "1-2个园区", "2025-12-31", "19.2万千瓦", "2021–2025"])
def test_plain_numbers_ranges_and_dates_are_not_odd(text: str):
    assert cues.ODD_FIGURE.search(text) is None
