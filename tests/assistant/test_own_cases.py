"""The asker's own figures, several figures at once and figures held against each other, on the real plan."""

from __future__ import annotations

import pytest

from assistant.chat import Assistant, Conversation
from assistant.turn import Answer
from structured import queries


def answer(assistant: Assistant, question: str) -> Answer:
    return Conversation(assistant).take_turn(question).answer


def computed(found: Answer) -> dict[str, str]:
    """What was worked out, by its expression, with its unit."""
    return {step.expression: f"{step.value.normalize():f}{step.unit}" for step in found.calculations}


@pytest.mark.parametrize(("question", "share", "verdict"), [
    ("新建公共停车场配建200个车位,装了30个充电的,够不够?", "15%", "符合"),
    ("Our new school has a roof of 4000 m2 and we planned 1800 m2 of PV. Enough?", "45%", "does not meet"),
    ("改造后的老机房总用电13.5吉瓦时,IT用电10吉瓦时,达标吗", "1.35", "符合"),
])
def test_two_own_figures_are_judged_as_their_share(assistant: Assistant, question: str, share: str, verdict: str):
    found = answer(assistant, question)
    assert share in found.text
    assert verdict in found.text


def test_what_is_missing_of_a_share_is_told(assistant: Assistant):
    found = computed(answer(assistant, "区属公交200辆,节能和新能源的有150辆,离目标还差多少辆?"))
    assert found["200辆 × 90%"] == "180辆"
    assert found["180辆 - 150辆"] == "30辆"


def test_what_remains_of_the_total_is_told(assistant: Assistant):
    found = computed(answer(assistant, "我厂大宗工业固废一年1万吨,按目标要利用多少吨,最多剩多少吨?"))
    assert found["1万吨 - 0.98万吨"] == "0.02万吨"


def test_an_own_amount_is_a_share_of_a_goal_in_one_unit_of_measure(assistant: Assistant):
    found = computed(answer(assistant, "We installed 12 MW of PV in 2021-2025. What share of the district's PV goal is that?"))
    assert found["12 MW ÷ 192 MW"] == "6.25%"


def test_a_figure_in_the_unit_that_is_asked(assistant: Assistant):
    assert "即5.5平方公里" in answer(assistant, "2025年新增各类绿地多少平方公里").text


def test_both_times_of_a_metric_are_told(assistant: Assistant):
    text = answer(assistant, "城镇新建建筑可再生能源替代率2025年和2030年各是多少").text
    assert "10%" in text
    assert "15%" in text


def test_two_figures_in_one_breath(assistant: Assistant):
    text = answer(assistant, "森林覆盖率2025年要到多少?绿道要建多少公里?").text
    assert "19.8%" in text
    assert "200公里" in text


@pytest.mark.parametrize(("question", "lead"), [
    ("新建和改造的数据中心PUE要求一样吗", "不是"), ("Is the PUE limit the same for new and retrofitted data centres?", "No"),
])
def test_whether_two_figures_are_the_same(assistant: Assistant, question: str, lead: str):
    found = answer(assistant, question)
    assert found.text.startswith((lead, f"- {lead}"))
    assert "1.3" in found.text
    assert "1.4" in found.text


@pytest.mark.parametrize(("question", "yes"), [
    ("改造后的数据中心PUE必须不高于1.4,是吗", False),
    ("GDP能耗2025年比2015年下降13.5%以上,对吧", False),
    ("1500万平方米厂房要做碳排放实时监测,对吗", False),
    ("单位GDP能耗到2025年下降13.5%左右,是吧", False),
    ("到2025年森林覆盖率19.8%,对吧", True),
])
def test_year_firmness_direction_and_subject_are_verified(assistant: Assistant, question: str, *, yes: bool):
    assert answer(assistant, question).text.startswith("是的" if yes else "不是")


def test_the_other_units_are_told_without_the_one_that_is_named(assistant: Assistant):
    text = answer(assistant, "森林覆盖率除了绿化市容局以外还有哪些部门负责").text
    assert "区规划资源局" in text
    assert "区绿化市容局" not in text


def test_tasks_with_so_many_units_are_counted(assistant: Assistant):
    turn = Conversation(assistant).take_turn("正好有5个责任单位的任务有几条")
    query = turn.understanding.query
    assert isinstance(query, queries.CountRows)
    assert query.size == 5
    assert all(len(row.units) == 5 for row in turn.evidence.rows if hasattr(row, "units"))


def test_a_subject_with_its_quantity_is_a_case_of_ones_own(assistant: Assistant):
    assert computed(answer(assistant, "屋顶6000平方米的工厂"))["6000平方米 × 50%"] == "3000平方米"


def test_one_figure_is_a_share_of_the_sum(assistant: Assistant):
    found = computed(answer(assistant, "十四五新增专用桩和公共桩合计多少?其中公共的占百分之几"))
    assert found["700个 ÷ 3800个"] == "18.4%"


@pytest.mark.parametrize("question", ["就绿容局一家负责吗?", "Is it only the Greenery Bureau?"])
def test_a_unit_without_a_topic_is_asked_back(assistant: Assistant, question: str):
    assert answer(assistant, question).status == "clarify"


def test_firmness_is_asked_for_in_english(assistant: Assistant):
    turn = Conversation(assistant).take_turn("Which targets are aspirational?")
    assert isinstance(turn.understanding.query, queries.FindTargets)
    assert turn.understanding.query.firmness == ("力争",)


def test_the_name_of_a_period_confirms_no_figure(assistant: Assistant):
    found = answer(assistant, "Is it true that 15% of new homes must be ultra-low energy in the 15th FYP?")
    assert found.text.startswith(("No", "- No"))


def test_a_counted_amount_is_a_share_of_a_goal(assistant: Assistant):
    found = computed(answer(assistant, "清洁生产审核要做多少家?我们集团占4家,是百分之几"))
    assert found["4家 ÷ 50家"] == "8%"


@pytest.mark.parametrize("question", ["what is the weather", "Will it snow tomorrow?", "今天股票怎么样"])
def test_what_names_nothing_of_the_field_is_outside(assistant: Assistant, question: str):
    assert answer(assistant, question).status == "out_of_scope"


def test_what_a_refusal_shows_of_another_year_is_the_goal_with_its_figure(assistant: Assistant):
    found = answer(assistant, "2030年公交站台500米覆盖率是多少")
    assert found.status == "not_in_plan"
    assert "92%" in found.text


def test_a_share_is_asked_of_a_target_and_not_of_units(assistant: Assistant):
    text = answer(assistant, "what share of bays in a new public car park needs chargers, and who is in charge").text
    assert "12%" in text
    assert "区交通委" in text
