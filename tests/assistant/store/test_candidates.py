"""Candidates are evaluation questions but for the field `feedback`, and hold nothing that a rating disputes."""

from __future__ import annotations

import json

import pytest

from assistant.chat import Assistant, Conversation
from assistant.presentation import to_json
from assistant.store.candidates import DISPUTED, EMPTY, candidates
from assistant.store.feedback import VERDICTS, Feedback
from assistant.turn import KINDS_OF_QUERIES
from eval.cases import Case
from eval.proofread import find_faults
from structured import queries

UNITS, FIGURE, ABSENT = "哪些部门负责充电桩建设?", "十四五新增光伏装机多少?", "充电桩补贴多少钱"


@pytest.fixture
def rate(assistant: Assistant):
    """Ask some questions one after the other, and rate the last answer."""

    def rate_last(*questions: str, verdict: str = "right", comment: str = "") -> Feedback:
        conversation = Conversation(assistant)
        answers = [to_json(conversation.take_turn(question)) for question in questions]
        return Feedback(
            plan=assistant.plan.id, plan_version=assistant.plan.info.version, verdict=verdict, comment=comment,  # pyright: ignore
            answer=json.loads(json.dumps(answers[-1])), earlier=questions[:-1],
        )

    return rate_last


def case(candidate: dict) -> Case:
    return Case.model_validate({name: value for name, value in candidate.items() if name != "feedback"})


@pytest.mark.parametrize(
    "question", [UNITS, FIGURE, ABSENT, "天气怎么样", "Who is responsible for charging piles?", "方案一共有多少项任务", "目标"]
)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_candidate_reads_as_an_evaluation_question(rate, verdict, question):
    found = candidates([rate(question, verdict=verdict)])
    assert case(found[0]).turns == (question,)


@pytest.mark.parametrize("question", [UNITS, FIGURE, "小区停车场要建多少充电桩?", ABSENT])
def test_a_right_answer_becomes_gold_that_needs_no_correction(rate, assistant, question):
    assert find_faults([case(candidates([rate(question)])[0])], assistant.plan) == []


def test_the_gold_of_a_right_answer_is_the_answer(rate):
    found = case(candidates([rate(FIGURE)])[0])
    fact = found.gold[0].facts[0]
    assert (found.kind, found.gold[0].act, fact.unit, fact.period) == ("figure", "answer", "万千瓦", "十四五")
    assert str(fact.value) in found.gold[0].spans[0]


def test_the_units_of_a_right_answer_are_gold(rate):
    rating = rate(UNITS)
    found = case(candidates([rating])[0])
    assert found.gold[0].units == tuple(rating.answer["rows"][0]["units"])


@pytest.mark.parametrize("verdict", [verdict for verdict in VERDICTS if DISPUTED[verdict]])
def test_what_is_disputed_stays_empty_and_is_named(rate, verdict):
    found = candidates([rate(FIGURE, verdict=verdict, comment="看第15条")])[0]
    assert set(found["feedback"]["settle"]) == set(DISPUTED[verdict])
    assert all(found["gold"][0][name] == EMPTY[name] for name in DISPUTED[verdict] if name != "act")
    assert found["feedback"]["ratings"][0]["comment"] == "看第15条"


def test_what_should_not_have_been_answered_is_not_in_the_plan(rate):
    found = candidates([rate(FIGURE, verdict="should_not_have_answered")])[0]
    assert (found["gold"][0]["act"], found["gold"][0]["facts"]) == ("not_in_plan", [])


def test_a_refusal_that_is_wrong_should_have_been_an_answer(rate):
    found = candidates([rate(ABSENT, verdict="incomplete")])[0]
    assert found["gold"][0]["act"] == "answer"
    assert "act" in found["feedback"]["settle"]


def test_ratings_of_one_question_become_one_candidate(rate):
    ratings = [rate(FIGURE), rate(UNITS), rate(FIGURE, verdict="wrong_number")]
    found = candidates(ratings)
    assert [candidate["turns"][-1] for candidate in found] == [FIGURE, UNITS]
    assert [rating["verdict"] for rating in found[0]["feedback"]["ratings"]] == ["right", "wrong_number"]
    assert found[0]["gold"][0]["facts"] == []


def test_a_follow_up_keeps_the_questions_before_it(rate):
    found = candidates([rate(UNITS, "那光伏呢?")])[0]
    assert (found["kind"], found["turns"]) == ("dialogue", [UNITS, "那光伏呢?"])
    assert [gold.act for gold in case(found).gold] == ["answer", "answer"]
    assert found["feedback"]["settle"] == ["earlier turns"]


def test_ids_are_those_of_the_export_before(rate):
    first, second = candidates([rate(FIGURE)]), candidates([rate(UNITS), rate(FIGURE)])
    assert first[0]["id"] == second[1]["id"] != second[0]["id"]


def test_every_query_has_its_kind():
    assert {query.__name__ for query in queries.Query.__args__} == set(KINDS_OF_QUERIES)
