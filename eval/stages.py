"""What each stage is worth, and the stage that a failure is filed under.

Retrieval is measured on the clauses that a system ranked (`Trace.clauses`, best first) against the gold's clauses;
the kind of question against the gold's kind; mentions against `mentions.jsonl`. A wrong turn is filed under the first
stage that could have prevented it:

1. understanding: refused, answered or asked back wrongly before anything was looked up, or took the question for
another kind;
2. retrieval: a gold clause is not among the evidence;
3. grounding: a sentence was dropped that the answer lacks, or a quote is not verbatim;
4. composing: the evidence was there, but a fact, unit or number of the text is wrong;
5. citation: text right, citations wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import Literal

from eval.answers import AnswerView
from eval.cases import Case, Gold
from eval.metrics import TurnScore

Stage = Literal["understanding", "retrieval", "composing", "grounding", "citation"]
STAGES: tuple[Stage, ...] = ("understanding", "retrieval", "composing", "grounding", "citation")
_SAME_KIND: dict[str, tuple[str, ...]] = {
    "join": ("clauses_of_unit", "compare", "units", "count", "list"),
    "list": ("clauses_of_unit", "figure", "explain"),
    "count": ("list", "compare"),
    "verify": ("check",),
    "check": ("verify",),
    "compare": ("compute", "figure"),
    "compute": ("compare",),
    "explain": ("locate", "clause"),
}


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """How well the gold clauses stand in a ranking: recall at 1, 3, 10, reciprocal rank of the first, nDCG at 10."""

    recall_1: float
    recall_3: float
    recall_10: float
    reciprocal_rank: float
    ndcg_10: float


def rank_clauses(gold: Gold, ranked: tuple[str, ...]) -> Ranking | None:
    """The ranking's quality for one turn, each required clause counted once; None where no clause is required."""
    if not gold.wants_answer or not gold.clauses:
        return None
    places = [_place(group, ranked) for group in gold.clauses]
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(len(places), 10) + 1))
    gain = sum(1 / log2(place + 1) for place in places if place is not None and place <= 10)
    first = min((place for place in places if place is not None), default=None)
    return Ranking(
        recall_1=_recall(places, 1),
        recall_3=_recall(places, 3),
        recall_10=_recall(places, 10),
        reciprocal_rank=1 / first if first else 0.0,
        ndcg_10=gain / ideal,
    )


def kind_is_right(case: Case, turn: int, answer: AnswerView) -> bool | None:
    """Whether the question was taken for its kind; None for dialogues and where the system does not tell."""
    if answer.trace is None or not answer.trace.kinds or case.kind == "dialogue":
        return None
    gold = case.gold[turn]
    wanted = case.kind if gold.wants_answer else gold.act
    taken = answer.trace.kinds[0]
    return taken == wanted or taken in _SAME_KIND.get(wanted, ())


def blame(case: Case, score: TurnScore, answer: AnswerView) -> Stage | None:
    """The stage that a wrong turn is filed under; None for a right one."""
    if score.right:
        return None
    gold, trace = case.gold[score.turn], answer.trace
    ranked = set(trace.clauses) if trace else set(answer.cited_clauses)
    lost = [group for group in gold.clauses if not ranked & set(group)]
    if (score.status == "answered") != gold.wants_answer:
        if trace and not trace.refused and gold.wants_answer:
            return "grounding" if trace.dropped else "retrieval"
        return "understanding"
    if not gold.wants_answer:
        return "understanding"
    if lost:
        return "understanding" if kind_is_right(case, score.turn, answer) is False else "retrieval"
    if score.quotes_exact is False or (trace and trace.dropped):
        return "grounding"
    text_faults = [fault for fault in score.faults if not fault.startswith(("not cited", "cited beyond"))]
    return "composing" if text_faults else "citation"


def _place(group: tuple[str, ...], ranked: tuple[str, ...]) -> int | None:
    return next((place for place, clause in enumerate(ranked, start=1) if clause in group), None)


def _recall(places: list[int | None], k: int) -> float:
    return (
        sum(place is not None and place <= k for place in places) / min(len(places), k)
        if k > 1
        else (float(any(place == 1 for place in places)))
    )
