"""What could be asked next: every suggestion is answered, follows from the rows, and repeats nothing."""

from dataclasses import replace

import pytest

from assistant.chat import Assistant
from assistant.turn import Answer
from assistant.web.opening import EXAMPLES
from assistant.web.suggestions import LONGEST_CHARACTERS, OFFERED, suggestions
from structured.schema import Target, Task
from tests import builders
from tests.assistant.web.canned import answer

QUESTIONS = tuple(example.question for example in EXAMPLES)


@pytest.fixture(scope="module")
def quick(assistant: Assistant) -> Assistant:
    return replace(assistant, search=None)


def offered(quick: Assistant, question: str, asked: tuple[str, ...] = ()) -> tuple[str, ...]:
    return suggestions(quick.take_turn(question).answer, quick.table, lambda text: quick.take_turn(text).answer, asked)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_example_leads_on_to_questions_that_are_answered(quick: Assistant, question: str):
    found = offered(quick, question)
    language = quick.take_turn(question).answer.language
    assert 1 <= len(found) <= OFFERED
    for suggestion in found:
        answered = quick.take_turn(suggestion).answer
        assert (answered.status, answered.language) == ("answered", language)
        assert len(suggestion) <= LONGEST_CHARACTERS[language]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_target_leads_to_the_same_target_in_another_period(quick: Assistant, language: str):
    rows = next(
        rows for rows in quick.table.targets_by_metric.values()
        if len(rows) == 2 and rows[0].value and rows[1].value and rows[0].deadline and rows[1].deadline
    )
    row, other = rows
    question = f"{row.deadline}年{row.metric_zh}" if language == "zh" else f"{row.metric_en} in {row.deadline}"
    first = offered(quick, question)[0]
    assert str(other.deadline) in first
    assert other.id in {found.id for found in quick.take_turn(first).answer.rows}


def test_responsible_units_lead_to_their_other_tasks(quick: Assistant):
    task = next(task for task in quick.table.tasks if len(task.units) > 2)
    found = offered(quick, f"“{task.title}”的责任单位有哪些？")
    assert any(task.units[0] in suggestion for suggestion in found)


def test_a_refusal_leads_to_what_its_nearest_clause_states(quick: Assistant):
    refused = answer("没有", status="not_in_plan", choices=("15",))
    found = suggestions(refused, quick.table, lambda text: quick.take_turn(text).answer)
    assert found
    assert all("15" in suggestion for suggestion in found)


def test_nothing_that_was_asked_is_suggested(quick: Assistant):
    first = offered(quick, QUESTIONS[0])
    assert not set(first) & set(offered(quick, QUESTIONS[0], first))


def test_what_was_asked_in_other_spacing_and_without_its_mark_is_not_suggested(quick: Assistant):
    assert "第15条讲什么？" not in offered(quick, "第 15 条讲什么")


@pytest.mark.parametrize("given", [
    answer("没有", status="not_in_plan", choices=("1",)), answer("x", status="error"), answer("?", status="clarify", choices=("甲",)),
])
def test_what_would_not_be_answered_is_not_suggested(given: Answer):
    refuse = answer("方案没有写。", status="not_in_plan")
    assert suggestions(given, builders.tiny_table(), lambda _: refuse) == ()


def test_an_answer_to_something_else_does_not_count():
    rows = builders.tiny_table()
    other: tuple[Task | Target, ...] = (rows.tasks[1],)
    given = answer("x", status="not_in_plan", choices=("1",))
    assert suggestions(given, rows, lambda _: replace(answer("x"), rows=other)) == ()
