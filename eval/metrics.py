"""The score of one turn: typed facts, units, citations, numbers, quotes and the verdict that follows from them.

1. What the gold asks for is looked up in the answer (facts, units, clauses).
2. What the answer says beyond that is judged (numbers, years, units, forbidden values, quotes).
3. The verdict follows from the faults found: a grave fault makes the turn incorrect, a slight one acceptable.

Every measure is exact; none is applied where it does not apply (None, never 0).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from corpus.sources import Plan
from eval.answers import NO_ANSWER, AnswerView
from eval.cases import Case, Fact, Gold, Split
from eval.facts import FactScore, affirms, denies, score_fact
from eval.judging import grounded, name_units, quotes_exact, stray_numbers
from eval.reading import Piece, contains, plain_text, read_gold_quantity, read_pieces, read_quantities, read_times

Verdict = Literal["perfect", "acceptable", "missing", "incorrect"]
WORTH: dict[Verdict, float] = {"perfect": 1.0, "acceptable": 0.5, "missing": 0.0, "incorrect": -1.0}
_SETS_OF_CLAUSES = ("clauses_of_unit", "join", "list")


@dataclass(frozen=True, kw_only=True)
class TurnScore:
    """Everything measured at one turn. `right` is perfect or acceptable; `faults` names what was found, grave ones first.

    `fact_scores` are 1, 0.5 or 0, one a gold fact; None marks a measure that does not apply. `turn` counts from 0.
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
        """Whether the turn counts as right in accuracy."""
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


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """One turn with its gold and the answer read into pieces. `asked` are the questions so far, this one last."""

    case: Case
    turn: int
    answer: AnswerView
    plan: Plan

    @property
    def gold(self) -> Gold:
        return self.case.gold[self.turn]

    @property
    def asked(self) -> str:
        return "\n".join(self.case.turns[: self.turn + 1])

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return read_pieces(self.answer)

    @cached_property
    def facts(self) -> tuple[FactScore, ...]:
        return tuple(score_fact(fact, self.gold, self.pieces, self.answer, self.plan) for fact in self.gold.facts)

    @cached_property
    def numbers(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return stray_numbers(self.pieces, self.answer, self.gold, self.asked, self.plan)

    @cached_property
    def units(self) -> frozenset[str]:
        """The units named, or by one sentence or item alone where that is the set a comparison of clauses asks for."""
        wanted = self.gold.units or ()
        named = name_units(plain_text(self.answer.text), self.plan, wanted=wanted)
        if len(self.gold.clauses) > 1 and named <= self._units_of_clauses:
            results = (name_units(plain_text(piece.text), self.plan, wanted=wanted) for piece in self.pieces)
            named = next((result for result in results if result == set(wanted)), named)
        return named

    @property
    def _units_of_clauses(self) -> frozenset[str]:
        clauses = [self.plan.by_id[name] for group in self.gold.clauses for name in group if name in self.plan.by_id]
        return frozenset(name for clause in clauses if clause.annotation for name in clause.annotation.units)


def score_case(case: Case, answers: tuple[AnswerView, ...], plan: Plan) -> tuple[TurnScore, ...]:
    """The scores of all turns of a case; a turn without an answer counts as missing."""
    padded = answers + (NO_ANSWER,) * (len(case.turns) - len(answers))
    return tuple(score_turn(case, turn, padded[turn], plan) for turn in range(len(case.turns)))


def score_turn(case: Case, turn: int, answer: AnswerView, plan: Plan) -> TurnScore:
    """The score of one turn."""
    reading = _Reading(case=case, turn=turn, answer=answer, plan=plan)
    gold = reading.gold
    grave, slight, verdict = _judge(reading)
    answered = answer.status == "answered"
    wrong, stray = reading.numbers
    recall, precision = citation_scores(gold, answer)
    stated, wanted = _figures(reading)
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
        faults=(*grave, *slight),
        fact_scores=tuple(fact.score for fact in reading.facts) if gold.wants_answer else (),
        figures_stated=stated,
        figures_wanted=wanted,
        wrong_numbers=wrong,
        stray_numbers=stray,
        units_exact=None
        if gold.units is None or not gold.wants_answer
        else answered and reading.units == set(gold.units),
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


def _judge(reading: _Reading) -> tuple[list[str], list[str], Verdict]:
    """Grave faults, slight faults and the verdict."""
    gold, answer = reading.gold, reading.answer
    if not gold.wants_answer:
        return _judge_refusal(reading)
    if answer.status != "answered" or not answer.text.strip():
        return [f"refused: {answer.status}"], [], "missing"
    grave, slight = _fact_faults(reading)
    _add_unit_and_number_faults(reading, grave, slight)
    _add_citation_faults(reading, grave, slight)
    _add_premise_faults(reading, grave, slight)
    return grave, slight, "incorrect" if grave else "acceptable" if slight else "perfect"


def _judge_refusal(reading: _Reading) -> tuple[list[str], list[str], Verdict]:
    gold, answer = reading.gold, reading.answer
    if answer.status == "answered":
        return [f"answered, should be {gold.act}"], [], "incorrect"
    if answer.status != gold.act or not answer.text.strip():
        return [f"{answer.status}, should be {gold.act}"], [], "missing"
    wrong, _ = reading.numbers
    if wrong and gold.act == "not_in_plan":
        return ["numbers without support: " + ", ".join(wrong)], [], "incorrect"
    return [], [], "perfect"


def _fact_faults(reading: _Reading) -> tuple[list[str], list[str]]:
    grave = [f"fact missing: {_name(fact.fact)} ({fact.missing})" for fact in reading.facts if fact.score == 0]
    slight = [f"fact without {fact.missing}: {_name(fact.fact)}" for fact in reading.facts if fact.score == 0.5]
    return grave, slight


def _name(fact: Fact) -> str:
    value = "" if fact.value is None else f" {fact.comparator}{fact.value}{fact.unit}"
    return f"{fact.metric}{value}" + (f" [{fact.scope}]" if fact.value is None else "")


def _add_unit_and_number_faults(reading: _Reading, grave: list[str], slight: list[str]) -> None:
    gold = reading.gold
    if gold.units is not None and reading.units != set(gold.units):
        missing, extra = set(gold.units) - reading.units, reading.units - set(gold.units)
        grave.append(f"units: missing {'、'.join(sorted(missing)) or '-'}, extra {'、'.join(sorted(extra)) or '-'}")
    forbidden = [words for words in gold.forbidden if _says_forbidden(words, reading)]
    if forbidden:
        grave.append("forbidden: " + ", ".join(forbidden))
    wrong, stray = reading.numbers
    if wrong:
        grave.append("wrong numbers: " + ", ".join(wrong))
    if stray:
        wanted = sum(fact.value is not None for fact in gold.facts)
        (grave if len(stray) > max(2, wanted) else slight).append("numbers not asked for: " + ", ".join(stray))


def _says_forbidden(words: str, reading: _Reading) -> bool:
    """Whether the text states a forbidden value (typed) or words, unless the question said them first."""
    values = read_quantities(words)
    text = plain_text(reading.answer.text)
    if not values:
        times = read_times(words)
        if times:
            return bool(times & read_times(text)) and not times & read_times(reading.asked)
        return words in text and words not in reading.asked
    wanted = [read_gold_quantity(fact.value, fact.unit) for fact in reading.gold.facts if fact.value is not None]
    stated = [quantity for piece in reading.pieces for quantity in piece.quantities]
    value = values[0]
    if value.unit:
        asked = read_quantities(reading.asked)
        return contains(stated, value) and not contains(asked, value) and not contains(wanted, value)
    excused = {quantity.value for quantity in (*wanted, *read_quantities(reading.asked))}
    return value.value not in excused and any(quantity.value == value.value for quantity in stated)


def _add_citation_faults(reading: _Reading, grave: list[str], slight: list[str]) -> None:
    gold, answer = reading.gold, reading.answer
    if answer.citations and not quotes_exact(answer, reading.plan):
        grave.append("a quote is not verbatim")
    clauses_are_the_answer = not gold.facts and gold.units is None
    cited = set(answer.cited_clauses)
    missing = ["/".join(group) for group in gold.clauses if not cited & set(group)]
    if missing:
        none_met = len(missing) == len(gold.clauses)
        (grave if clauses_are_the_answer or none_met else slight).append("not cited: " + ", ".join(missing))
    extra = sorted(cited - {name for group in gold.clauses for name in group})
    a_set = reading.case.kind in _SETS_OF_CLAUSES or (reading.case.kind == "dialogue" and len(gold.clauses) > 1)
    if extra and clauses_are_the_answer:
        (grave if a_set else slight).append("cited beyond need: " + ", ".join(extra))
    elif len(extra) > max(2, len(gold.clauses)):
        slight.append("cited beyond need: " + ", ".join(extra))


def _add_premise_faults(reading: _Reading, grave: list[str], slight: list[str]) -> None:
    text = reading.answer.text
    if reading.gold.act == "correct":
        if affirms(text):
            grave.append("a false premise is affirmed")
        elif not denies(text):
            slight.append("the false premise is not named")
    elif reading.case.kind == "verify" and denies(text) and not affirms(text):
        grave.append("a true premise is denied")


def _corrected(reading: _Reading) -> bool | None:
    """Whether a false premise was named as false and the facts were stated; None where no premise is false."""
    if reading.gold.act != "correct":
        return None
    text = reading.answer.text
    answered = reading.answer.status == "answered"
    return answered and denies(text) and not affirms(text) and all(fact.score > 0 for fact in reading.facts)


def _completeness(reading: _Reading) -> float | None:
    """The share of a list's items (facts with a value, else clauses) that the answer has; None for other kinds."""
    if reading.case.kind not in ("list", "clauses_of_unit", "join", "obligations") or not reading.gold.wants_answer:
        return None
    if reading.answer.status != "answered":
        return 0.0
    if reading.gold.facts:
        return sum(fact.score > 0 for fact in reading.facts) / len(reading.facts)
    return citation_scores(reading.gold, reading.answer)[0]


def _figures(reading: _Reading) -> tuple[int, int]:
    """How many figures in digits the text states, and how many of them are wanted (gold facts): fact precision."""
    if not reading.gold.wants_answer or reading.answer.status != "answered":
        return 0, 0
    wanted = [read_gold_quantity(fact.value, fact.unit) for fact in reading.gold.facts if fact.value is not None]
    if not wanted:
        return 0, 0
    asked = read_quantities(reading.asked)
    stated = [
        quantity
        for piece in reading.pieces
        for quantity in piece.quantities
        if quantity.digits and not (contains(asked, quantity) and not contains(wanted, quantity))
    ]
    return len(stated), sum(contains(wanted, quantity) for quantity in stated)
