"""The baselines, on the real plan with an encoder that knows nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.sources import load_plan
from eval.ablation import VARIANTS
from eval.baselines import AlwaysRefuse, Oracle, RetrievalOnly
from eval.extraction import Extractor, Span
from eval.stock import clause_texts, find_span
from eval.systems import GROUPS, LABELS, MAKERS
from tests.eval.builders import make_case

PLAN = load_plan("minhang-carbon-peak")


class Blind:
    """All texts look the same."""

    fingerprint = "blind"
    dim = 2

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        return np.tile(np.array([1.0, 0.0], dtype=np.float32), (len(texts), 1))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(PLAN, Blind())


def clause_span(name: str) -> Span:
    clause = PLAN.by_id[name]
    return Span(start=clause.start, end=clause.end)


def test_every_name_has_a_maker_and_a_label() -> None:
    assert set(MAKERS) == set(LABELS)
    assert {name for names in GROUPS.values() for name in names} | set(VARIANTS) <= set(MAKERS)


def test_always_refuse_answers_every_turn() -> None:
    assert [answer["status"] for answer in AlwaysRefuse().answer_dialogue(["a", "b"])] == ["not_in_plan"] * 2


def test_the_answering_sentence_is_quoted(extractor: Extractor) -> None:
    answer = extractor.answer("森林覆盖率到2025年多少", [clause_span("27")], time.perf_counter())
    (citation,) = answer["citations"]  # type: ignore[misc]
    assert citation["clause"] == "27"
    assert "森林覆盖率达到19.8%" in citation["quote"]
    assert PLAN.text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_sentence_outside_the_spans_is_never_shown(extractor: Extractor) -> None:
    best = extractor.best("森林覆盖率", [clause_span("15")])
    assert best is not None
    assert best.clause == "15"
    assert extractor.best("森林覆盖率", []) is None


def test_retrieval_only_tells_the_clauses_it_found(extractor: Extractor) -> None:
    system = RetrievalOnly("x", lambda _: [clause_span("27"), clause_span("15")], extractor)
    (answer,) = system.answer_dialogue(["森林"])
    assert answer["trace"] == {"clauses": ("27", "15")}


def test_the_oracle_gets_the_right_clauses(extractor: Extractor) -> None:
    case = make_case(turns=("还有呢?", "森林覆盖率?"), clauses=[["27"], ["15", "14"]])
    refusal, answer = Oracle([case], extractor).answer_dialogue(case.turns)
    assert refusal["status"] == "clarify"
    assert [citation["clause"] for citation in answer["citations"]] == ["27", "15"]  # type: ignore[union-attr]


def test_the_peer_gets_every_clause_that_says_something() -> None:
    texts = clause_texts(PLAN)
    assert len(texts) >= 42
    assert all(find_span(PLAN, text) is not None for text in texts)
    assert find_span(PLAN, "no such text") is None
