"""Rankings, kinds, and the stage that a failure is filed under."""

from __future__ import annotations

import pytest

from eval.answers import AnswerView, Trace
from eval.stages import Stage, blame, kind_is_right, rank_clauses
from tests.eval.builders import fact, make_answer, make_case, score

CASE = make_case(facts=[fact("70", "%", ">=")], clauses=[["1"]])
ROOF = ("1", "安装光伏的面积比例不低于70%")


def traced(answer: AnswerView, **fields: tuple[str, ...] | str) -> AnswerView:
    return answer.model_copy(update={"trace": Trace.model_validate(fields)})


def test_rank_clauses_counts_each_required_clause_once() -> None:
    gold = make_case(clauses=[["1", "一"], ["3"]]).gold[0]
    found = rank_clauses(gold, ("2", "一", "1", "3"))
    assert found is not None
    assert (found.recall_1, found.recall_3, found.recall_10, found.reciprocal_rank) == (0.0, 0.5, 1.0, 0.5)


def test_a_perfect_ranking_has_ndcg_1() -> None:
    found = rank_clauses(make_case(clauses=[["1"], ["3"]]).gold[0], ("3", "1"))
    assert found is not None
    assert found.ndcg_10 == 1


def test_a_refusal_has_no_ranking() -> None:
    assert rank_clauses(make_case(act="not_in_plan", clauses=[["1"]]).gold[0], ("1",)) is None


def test_kind_is_right_for_near_kinds_too() -> None:
    answer = traced(make_answer("-"), kinds=("check",))
    assert kind_is_right(make_case(kind="verify"), 0, answer) is True
    assert kind_is_right(make_case(kind="units"), 0, answer) is False


@pytest.mark.parametrize(
    ("answer", "stage"),
    [
        (traced(make_answer("不低于70%[1]", ROOF), clauses=("1",)), None),
        (traced(make_answer("-", status="not_in_plan"), refused="no figure"), "understanding"),
        (traced(make_answer("-", status="error"), clauses=("1",), dropped=("不低于70%",)), "grounding"),
        (traced(make_answer("12.3%[1]", ("2", "12.3%")), clauses=("2",), kinds=("figure",)), "retrieval"),
        (traced(make_answer("12.3%[1]", ("2", "12.3%")), clauses=("2",), kinds=("units",)), "understanding"),
        (traced(make_answer("屋顶光伏[1]", ("1", "屋顶光伏")), clauses=("1",), kinds=("figure",)), "composing"),
        (traced(make_answer("不低于70%[1]", ("2", "12.3%")), clauses=("1",), kinds=("figure",)), "citation"),
    ],
)
def test_blame(answer: AnswerView, stage: Stage | None) -> None:
    assert blame(CASE, score(CASE, answer), answer) == stage
