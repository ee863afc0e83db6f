"""Answer -> Markdown and the contract's answer object."""

from __future__ import annotations

import json

import pytest

from assistant.chat import Assistant
from assistant.explain import to_explanation
from assistant.presentation import row_object, table_object, to_json, to_markdown
from assistant.turn import Answer
from tests.builders import obligation, place, target, task, unit

FIELDS = {"question", "language", "status", "text", "citations", "rows", "calculations", "query", "seconds"}


def test_markdown_is_the_text_and_a_line_for_each_citation(assistant: Assistant):
    answer = assistant.take_turn("2025年森林覆盖率目标是多少?").answer
    text, blank, line = to_markdown(answer).split("\n")
    assert (text, blank) == (answer.text, "")
    assert line == "[1] 二(八)27 系统实施林地建设: “到2025年,森林覆盖率达到19.8%”"


def test_markdown_without_citations_is_the_text():
    answer = Answer(question="?", language="zh", status="out_of_scope", text="不在范围内。")
    assert to_markdown(answer) == "不在范围内。"


@pytest.mark.parametrize("question", [
    "哪些部门负责充电桩建设?", "我有300个车位,要建多少充电桩?", "明天天气怎么样", "", "充电桩由谁牵头?", "目标是多少?",
    "What does clause 15 say?", "哪个单位负责的任务最多?", "第14条和第15条共同的责任单位有哪些?",
])
def test_every_answer_object_has_every_field_and_is_plain_json(assistant: Assistant, question: str):
    found = to_json(assistant.take_turn(question))
    assert set(found) == FIELDS
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    assert found["text"]
    assert set(found["seconds"]) == {"understand", "retrieve", "compose", "ground", "total"}


def test_a_calculation_in_the_answer_object(assistant: Assistant):
    found = to_json(assistant.take_turn("我有300个车位,要建多少充电桩?"))
    assert found["calculations"] == [{"expression": "300个 × 12%", "value": 36, "unit": "个", "clause": "15"}]


def test_the_query_in_the_answer_object_is_named(assistant: Assistant):
    assert to_json(assistant.take_turn("15条谁负责"))["query"] == {
        **to_json(assistant.take_turn("15条谁负责"))["query"], "type": "UnitsOfTopic", "clauses": ["15"]}
    assert to_json(assistant.take_turn("明天天气怎么样"))["query"]["type"] == "Refusal"


def test_values_are_numbers_and_lists_are_lists():
    found = table_object(target(value="19.8", unit="%", firmness="力争;确保"))
    assert (found["value"], found["firmness"]) == (19.8, ["力争", "确保"])
    assert table_object(target(value="50"))["value"] == 50
    assert table_object(target())["value"] is None


def test_sign_offs_stay_in_the_files():
    assert "signoff" not in table_object(unit("区甲局", signoff="x"))


@pytest.mark.parametrize(("row", "kind"), [(task(), "task"), (obligation(), "obligation")])
def test_a_row_says_which_table_it_is_from(row, kind: str):
    assert row_object(row)["kind"] == kind


def test_a_column_named_kind_gives_way():
    assert row_object(target(kind="count"))["target_kind"] == "count"
    assert row_object(place(kind="park")) == {**row_object(place(kind="park")), "kind": "place", "place_kind": "park"}


def test_an_explanation_shows_every_stage(assistant: Assistant):
    shown = to_explanation(assistant.take_turn("区经委负责哪些任务?"))
    for label in ("Question:", "Language:", "Mentions:", "Kind:", "Query:", "Rows:", "Passages:", "Seconds:", "Status:"):
        assert f"\n{label}" in f"\n{shown}"
    assert "区经委 = unit 区经委" in shown
