"""What stands in the answers, on the real plan."""

from __future__ import annotations

import re

import pytest

from assistant.chat import Assistant
from assistant.turn import Answer

CHARGING = ("区交通委", "区发展改革委", "区建管委", "区房管局", "区规划资源局")


def answer(assistant: Assistant, question: str) -> Answer:
    return assistant.take_turn(question).answer


def cited(found: Answer) -> set[str]:
    return {citation.source.clause for citation in found.citations}


def test_units_stand_in_printed_order_with_their_number(assistant: Assistant):
    found = answer(assistant, "哪些部门负责充电桩建设?")
    assert "、".join(CHARGING) in found.text
    assert "5个" in found.text
    assert cited(found) == {"15"}


def test_english_answers_give_units_as_english_name_and_printed_name(assistant: Assistant):
    found = answer(assistant, "which bureaus own EV charging?")
    names = [f"{assistant.table.unit_by_name[name].name_en} ({name})" for name in CHARGING]
    assert [name for name in names if name not in found.text] == []


def test_no_printed_name_stands_alone_in_an_english_answer(assistant: Assistant):
    for task in assistant.table.tasks:
        text = answer(assistant, f"Which units are responsible for clause {task.clause}?").text
        for name in task.units:
            assert f"{assistant.table.unit_by_name[name].name_en} ({name})" in text, task.clause


def test_every_task_is_answered_with_all_its_units(assistant: Assistant):
    wrong = [
        task.clause for task in assistant.table.tasks
        if not all(name in answer(assistant, f"{task.title}由哪些单位负责?").text for name in task.units)
    ]
    assert wrong == []


def test_the_clauses_of_a_unit_are_complete_and_cited(assistant: Assistant):
    wrong = []
    for unit in assistant.table.units:
        clauses = {task.clause for task in assistant.table.tasks_by_unit[unit.name]}
        if unit.kind == "bureau" and cited(answer(assistant, f"{unit.name}负责哪些任务?")) != clauses:
            wrong.append(unit.name)
    assert wrong == []


def test_a_target_keeps_what_qualifies_it(assistant: Assistant):
    text = answer(assistant, "十四五期间新增光伏装机容量的目标是多少?").text
    assert "力争" in text
    assert "19.2万千瓦" in text
    assert "十四五" in text


def test_an_english_target_gives_unit_and_equivalent(assistant: Assistant):
    text = answer(assistant, "How much new PV capacity is planned for the 14th Five-Year Plan period?").text
    assert "19.2万千瓦 (192 MW)" in text
    assert "strive" in text


def test_a_false_premise_is_corrected_with_what_the_plan_says(assistant: Assistant):
    found = answer(assistant, "2025年森林覆盖率要达到25%,对吗?")
    assert found.status == "answered"
    assert found.text.startswith("不是")
    assert "19.8%" in found.text


def test_all_responsible_units_are_listed(assistant: Assistant):
    found = answer(assistant, "列出全部责任单位")
    assert [unit.name for unit in assistant.table.units if unit.name not in found.text] == []
    assert f"共{len(assistant.table.units)}个" in found.text


def test_all_actions_are_named(assistant: Assistant):
    text = answer(assistant, "What are the ten actions called?").text
    assert [row.title_en for row in assistant.table.actions if row.id.startswith("二(") and row.title_en not in text] == []


def test_a_goal_of_five_years_is_spread_over_them(assistant: Assistant):
    text = answer(assistant, "既有公共建筑节能改造十四五平均每年要完成多少?").text
    assert "平均每年34.4万平方米" in text
    assert "方案未分解到年度" in text


def test_a_verdict_says_what_share_the_asker_has(assistant: Assistant):
    assert "50个符合（占12.5%：50个 ÷ 400个）" in answer(assistant, "我们有400个车位,建了50个充电桩,符合吗?").text


def test_a_computation_is_shown_in_the_open(assistant: Assistant):
    found = answer(assistant, "我有300个车位,要建多少充电桩?")
    assert "300个 × 12% = 36个" in found.text
    assert [(step.value, step.unit, step.clause) for step in found.calculations] == [(36, "个", "15")]


def test_parts_of_whole_things_round_up(assistant: Assistant):
    found = answer(assistant, "我有305个车位,要建多少充电桩?")
    assert "37个" in found.text
    assert found.calculations[-1].expression == "ceil(36.6)"


def test_a_count_cites_what_was_counted(assistant: Assistant):
    found = answer(assistant, "一共有多少条任务?")
    assert cited(found) == {task.clause for task in assistant.table.tasks}
    assert any(step.value == len(assistant.table.tasks) for step in found.calculations)


def test_a_refusal_says_what_is_missing_and_what_is_near(assistant: Assistant):
    found = answer(assistant, "充电桩由谁牵头?")
    assert found.status == "not_in_plan"
    assert "牵头单位" in found.text
    assert cited(found) == {"15"}


def test_a_question_with_several_readings_offers_them(assistant: Assistant):
    found = answer(assistant, "目标是多少?")
    assert found.status == "clarify"
    assert len(found.choices) >= 2
    assert [choice for choice in found.choices if choice not in found.text] == []


@pytest.mark.parametrize("question", ["明天天气怎么样", "What is the weather tomorrow?"])
def test_what_lies_outside_is_declined_by_naming_the_plan(assistant: Assistant, question: str):
    found = answer(assistant, question)
    info = assistant.plan.info
    assert found.status == "out_of_scope"
    assert (info.title if found.language == "zh" else info.title_en) in found.text


def test_every_list_item_carries_its_source(assistant: Assistant):
    for question in ("第15条讲什么", "区经委负责哪些任务?", "What does clause 8 say?", "数据中心的规定写在哪一条?"):
        items = [line for line in answer(assistant, question).text.splitlines() if line.startswith("- ")]
        assert items
        assert [line for line in items if not re.search(r"\[\d+\]$", line)] == []


def test_english_answers_speak_english(assistant: Assistant):
    for question in ("What does clause 15 say?", "What is the forest coverage target for 2025?"):
        text = re.sub(r"\([^()]*\)", "", answer(assistant, question).text)
        assert re.findall("[\u4e00-\u9fff]+", text) == []


def test_every_target_is_answered_without_a_dropped_sentence(assistant: Assistant):
    wrong = []
    for row in assistant.table.targets:
        for question in (f"{row.metric_zh}的目标是多少?", f"What is the target for {row.metric_en}?"):
            found = answer(assistant, question)
            if found.dropped or found.status == "error":
                wrong.append((row.id, question, found.dropped))
    assert wrong == []
