"""The score of one turn: facts, units, citations, numbers, quotes, grounding and the verdict.

Every measure is exact; where one does not apply it is None, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.sources import Plan
from eval.answers import NO_ANSWER, AnswerView
from eval.cases import Case, Gold, Split
from eval.facts import affirms, denies
from eval.judging import grounded, quotes_exact
from eval.reading import contains, read_gold_quantity, read_quantities
from eval.verdict import WORTH, TurnReading, Verdict, judge

_LISTS = ("list", "clauses_of_unit", "join", "obligations")


@dataclass(frozen=True, kw_only=True)
class TurnScore:
    """Everything measured at one turn. `turn` counts from 0; `faults` names what was found, grave ones first.

    `fact_scores` are 1, 0.5 or 0, one a gold fact; None marks a measure that does not apply. `figures_stated` counts
    the figures of the text that are not the question's, `figures_wanted` those of them that are gold.
    """

    case: str
    cluster: str
    split: Split
    lang: str
    kind: str
    turn: int
    question: str
    gold_act: str
    status: str
    verdict: Verdict
    faults: tuple[str, ...]
    fact_scores: tuple[float, ...]
    figures_stated: int
    figures_wanted: int
    wrong_numbers: tuple[str, ...]
    stray_numbers: tuple[str, ...]
    units_exact: bool | None
    citation_recall: float | None
    citation_precision: float | None
    quotes_exact: bool | None
    grounded: bool | None
    complete: float | None
    corrected: bool | None
    length: int
    seconds: float | None
    text: str = field(repr=False, default="")

    @property
    def right(self) -> bool:
        """Whether the turn counts as right in accuracy: perfect or acceptable."""
        return self.verdict in ("perfect", "acceptable")

    @property
    def worth(self) -> float:
        """The turn's share of truthfulness (CRAG): 1, 0.5, 0 or -1."""
        return WORTH[self.verdict]

    @property
    def over_refused(self) -> bool | None:
        """Refused although the plan answers; None where it does not."""
        return self.verdict == "missing" if self.gold_act in ("answer", "correct") else None

    @property
    def over_answered(self) -> bool | None:
        """Answered although the plan does not; None where it does."""
        return None if self.gold_act in ("answer", "correct") else self.status == "answered"


def score_case(case: Case, answers: tuple[AnswerView, ...], plan: Plan) -> tuple[TurnScore, ...]:
    """The scores of all turns of a case; a turn without an answer counts as missing."""
    padded = answers + (NO_ANSWER,) * (len(case.turns) - len(answers))
    return tuple(score_turn(case, turn, padded[turn], plan) for turn in range(len(case.turns)))


def score_turn(case: Case, turn: int, answer: AnswerView, plan: Plan) -> TurnScore:
    """The score of one turn."""
    reading = TurnReading(case=case, turn=turn, answer=answer, plan=plan)
    gold = reading.gold
    verdict, faults = judge(reading)
    wrong, stray = reading.numbers
    recall, precision = citation_scores(gold, answer)
    stated, wanted = _count_figures(reading)
    answered = answer.status == "answered"
    return TurnScore(
        case=case.id,
        cluster=case.cluster,
        split=case.split,
        lang=case.lang,
        kind=case.kind,
        turn=turn,
        question=case.turns[turn],
        gold_act=gold.act,
        status=answer.status,
        verdict=verdict,
        faults=tuple(fault.words for fault in faults),
        fact_scores=tuple(fact.score for fact in reading.facts) if gold.wants_answer else (),
        figures_stated=stated,
        figures_wanted=wanted,
        wrong_numbers=wrong,
        stray_numbers=stray,
        units_exact=_units_exact(reading),
        citation_recall=recall,
        citation_precision=precision,
        quotes_exact=quotes_exact(answer, plan) if answer.citations else None,
        grounded=grounded(answer, reading.pieces, reading.asked, plan) if answered else None,
        complete=_completeness(reading),
        corrected=_corrected(reading),
        length=len(answer.text),
        seconds=answer.seconds.get("total"),
        text=answer.text,
    )


def citation_scores(gold: Gold, answer: AnswerView) -> tuple[float | None, float | None]:
    """Citation recall and precision by clause: each required clause counts once, any alternative will do.

    Recall is None where nothing must be cited, precision where nothing was cited or the gold is a refusal.
    """
    if not gold.wants_answer:
        return None, None
    cited = answer.cited_clauses if answer.status == "answered" else ()
    met = sum(any(name in cited for name in group) for group in gold.clauses)
    allowed = {name for group in gold.clauses for name in group}
    recall = met / len(gold.clauses) if gold.clauses else None
    precision = sum(name in allowed for name in cited) / len(cited) if cited else None
    return recall, precision


def _units_exact(reading: TurnReading) -> bool | None:
    gold = reading.gold
    if gold.units is None or not gold.wants_answer:
        return None
    return reading.answered and reading.units == frozenset(gold.units)


def _corrected(reading: TurnReading) -> bool | None:
    """Whether a false premise was named as false and the facts were stated; None where no premise is false."""
    if reading.gold.act != "correct":
        return None
    text = reading.answer.text
    return reading.answered and denies(text) and not affirms(text) and all(fact.score > 0 for fact in reading.facts)


def _completeness(reading: TurnReading) -> float | None:
    """The share of a list's items (facts, else clauses) that the answer has; None for other kinds."""
    if reading.case.kind not in _LISTS or not reading.gold.wants_answer:
        return None
    if not reading.answered:
        return 0.0
    if reading.gold.facts:
        return sum(fact.score > 0 for fact in reading.facts) / len(reading.facts)
    return citation_scores(reading.gold, reading.answer)[0]


def _count_figures(reading: TurnReading) -> tuple[int, int]:
    """How many figures in digits the text states beside the question's, and how many of them the gold wants."""
    if not reading.gold.wants_answer or not reading.answered:
        return 0, 0
    wanted = [read_gold_quantity(fact.value, fact.unit) for fact in reading.gold.facts if fact.value is not None]
    if not wanted:
        return 0, 0
    asked = read_quantities(reading.asked)
    digits = [quantity for piece in reading.pieces for quantity in piece.quantities if quantity.digits]
    stated = [quantity for quantity in digits if contains(wanted, quantity) or not contains(asked, quantity)]
    return len(stated), sum(contains(wanted, quantity) for quantity in stated)
