"""The annotated mentions."""

from __future__ import annotations

from eval.answers import Trace
from eval.cases import load_cases, question_files
from eval.mentions import KINDS, load_mentions, score_mentions
from eval.summary import make_record
from tests.eval.builders import make_answer, make_case, score


def test_annotations_belong_to_development_questions() -> None:
    cases = {case.id: case for case in load_cases(question_files(), "dev")}
    annotated = load_mentions()
    assert len(annotated) >= 100
    assert [case for case in annotated if case not in cases or len(cases[case].turns) > 1] == []
    assert {kind for mentions in annotated.values() for kind, _ in mentions} <= set(KINDS)


def test_f1_counts_missed_and_false_mentions() -> None:
    case = make_case()
    trace = Trace(mentions=(("unit", "甲局"), ("year", "2025"), ("term", "x")))
    answer = make_answer("-").model_copy(update={"trace": trace})
    record = make_record(case, answer, score(case, answer))
    found = score_mentions([record], {"x1": frozenset({("unit", "甲局"), ("clause", "3")})})
    assert found is not None
    assert (found.turns, found.precision, found.recall, found.f1) == (1, 0.5, 0.5, 0.5)


def test_without_annotation_there_is_no_score() -> None:
    assert score_mentions([], {}) is None
