"""The verdict on one turn: the faults of an answer, grave or slight, and what follows from them.

1. Where the gold wants an answer: a refusal or an empty text is `missing`.
2. Otherwise every check yields faults; a grave one makes the turn `incorrect`, a slight one `acceptable`, none
`perfect`.
3. Where the gold wants a refusal: its status is `perfect`, an answer `incorrect`, another refusal `missing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from corpus.sources import Plan
from eval.answers import AnswerView
from eval.cases import Case, Fact, Gold
from eval.facts import FactScore, affirms, denies, score_fact
from eval.judging import name_units, quotes_exact, stray_numbers
from eval.reading import Piece, contains, plain_text, read_gold_quantity, read_pieces, read_quantities, read_times

Verdict = Literal["perfect", "acceptable", "missing", "incorrect"]
WORTH: dict[Verdict, float] = {"perfect": 1.0, "acceptable": 0.5, "missing": 0.0, "incorrect": -1.0}
_SETS_OF_CLAUSES = ("clauses_of_unit", "join", "list")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong with an answer, in words."""

    words: str
    grave: bool


@dataclass(frozen=True, kw_only=True)
class TurnReading:
    """One turn with its gold, and the answer read into pieces. `turn` counts from 0."""

    case: Case
    turn: int
    answer: AnswerView
    plan: Plan

    @property
    def gold(self) -> Gold:
        """The gold of this turn."""
        return self.case.gold[self.turn]

    @property
    def answered(self) -> bool:
        """Whether the answer claims to answer and says something."""
        return self.answer.status == "answered" and bool(self.answer.text.strip())

    @property
    def asked(self) -> str:
        """The questions so far, this one last."""
        return "\n".join(self.case.turns[: self.turn + 1])

    @cached_property
    def text(self) -> str:
        """The answer's text without Markdown emphasis."""
        return plain_text(self.answer.text)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The sentences and list items of the answer."""
        return read_pieces(self.answer)

    @cached_property
    def facts(self) -> tuple[FactScore, ...]:
        """The score of every gold fact."""
        return tuple(score_fact(fact, self.gold, self.pieces, self.answer, self.plan) for fact in self.gold.facts)

    @cached_property
    def numbers(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Numbers beyond the gold: (wrong, stray)."""
        golds = self.case.gold[: self.turn + 1]
        return stray_numbers(self.pieces, self.answer, golds, self.asked, self.plan)

    @cached_property
    def units(self) -> frozenset[str]:
        """The units named, or by one sentence or item alone where that is the set a comparison of clauses asks for."""
        wanted = self.gold.units or ()
        named = name_units(self.text, self.plan, wanted=wanted)
        if len(self.gold.clauses) > 1 and named <= self._units_of_clauses:
            results = (name_units(piece.text, self.plan, wanted=wanted) for piece in self.pieces)
            named = next((result for result in results if result == frozenset(wanted)), named)
        return named

    @property
    def _units_of_clauses(self) -> frozenset[str]:
        names = [name for group in self.gold.clauses for name in group if name in self.plan.by_id]
        annotations = [self.plan.by_id[name].annotation for name in names]
        return frozenset(unit for annotation in annotations if annotation for unit in annotation.units)


def judge(reading: TurnReading) -> tuple[Verdict, tuple[Fault, ...]]:
    """The verdict and the faults behind it, grave ones first."""
    if not reading.gold.wants_answer:
        return _judge_refusal(reading)
    if not reading.answered:
        return "missing", (Fault(words=f"refused: {reading.answer.status}", grave=True),)
    found = [fault for check in CHECKS for fault in check(reading)]
    grave = [fault for fault in found if fault.grave]
    slight = [fault for fault in found if not fault.grave]
    return "incorrect" if grave else "acceptable" if slight else "perfect", (*grave, *slight)


def _judge_refusal(reading: TurnReading) -> tuple[Verdict, tuple[Fault, ...]]:
    act, status = reading.gold.act, reading.answer.status
    if status == "answered":
        return "incorrect", (Fault(words=f"answered, should be {act}", grave=True),)
    if status != act or not reading.answer.text.strip():
        return "missing", (Fault(words=f"{status}, should be {act}", grave=True),)
    wrong, _ = reading.numbers
    if wrong and act == "not_in_plan":
        return "incorrect", (Fault(words="wrong numbers: " + ", ".join(wrong), grave=True),)
    return "perfect", ()


def check_facts(reading: TurnReading) -> Iterator[Fault]:
    """A missing fact is grave; one without its comparator or period, or a statement told in part, is slight."""
    for fact in reading.facts:
        if fact.score == 0:
            yield Fault(words=f"fact missing: {_name(fact.fact)} ({fact.missing})", grave=True)
        elif fact.score < 1:
            yield Fault(words=f"fact without {fact.missing}: {_name(fact.fact)}", grave=False)


def check_units(reading: TurnReading) -> Iterator[Fault]:
    """Where units are asked for, any other set is grave."""
    wanted = reading.gold.units
    if wanted is not None and reading.units != frozenset(wanted):
        missing, extra = set(wanted) - reading.units, reading.units - set(wanted)
        words = f"units: missing {'、'.join(sorted(missing)) or '-'}, extra {'、'.join(sorted(extra)) or '-'}"
        yield Fault(words=words, grave=True)


def check_numbers(reading: TurnReading) -> Iterator[Fault]:
    """A wrong number is grave; true ones that nobody asked for are slight, and grave if they outnumber the facts."""
    wrong, stray = reading.numbers
    if wrong:
        yield Fault(words="wrong numbers: " + ", ".join(wrong), grave=True)
    if stray:
        wanted = sum(fact.value is not None for fact in reading.gold.facts)
        yield Fault(words="numbers not asked for: " + ", ".join(stray), grave=len(stray) > max(2, wanted))


def check_forbidden(reading: TurnReading) -> Iterator[Fault]:
    """A forbidden value or word is grave, unless the question said it first."""
    said = [words for words in reading.gold.forbidden if _says(words, reading)]
    if said:
        yield Fault(words="forbidden: " + ", ".join(said), grave=True)


def check_citations(reading: TurnReading) -> Iterator[Fault]:
    """Citations by clause, with their alternatives.

    A quote that is not verbatim is grave. A missing clause is grave where clauses are the answer or none is met, else
    slight. A clause too many is grave in a set of clauses, slight elsewhere if clauses are the answer or there are
    many.
    """
    gold, cited = reading.gold, set(reading.answer.cited_clauses)
    if reading.answer.citations and not quotes_exact(reading.answer, reading.plan):
        yield Fault(words="a quote is not verbatim", grave=True)
    clauses_are_the_answer = not gold.facts and gold.units is None
    missing = ["/".join(group) for group in gold.clauses if not cited & set(group)]
    if missing:
        none_met = len(missing) == len(gold.clauses)
        yield Fault(words="not cited: " + ", ".join(missing), grave=clauses_are_the_answer or none_met)
    extra = sorted(cited - {name for group in gold.clauses for name in group})
    kind = reading.case.kind
    a_set = kind in _SETS_OF_CLAUSES or (kind == "dialogue" and len(gold.clauses) > 1)
    if extra and (clauses_are_the_answer or len(extra) > max(2, len(gold.clauses))):
        yield Fault(words="cited beyond need: " + ", ".join(extra), grave=clauses_are_the_answer and a_set)


def check_premise(reading: TurnReading) -> Iterator[Fault]:
    """A false premise must not be affirmed (grave) and should be named (slight).

    A true one must not be denied (grave).
    """
    text = reading.answer.text
    if reading.gold.act == "correct":
        if affirms(text):
            yield Fault(words="a false premise is affirmed", grave=True)
        elif not denies(text):
            yield Fault(words="the false premise is not named", grave=False)
    elif reading.case.kind == "verify" and denies(text) and not affirms(text):
        yield Fault(words="a true premise is denied", grave=True)


CHECKS: tuple[Callable[[TurnReading], Iterator[Fault]], ...] = (
    check_facts, check_units, check_forbidden, check_numbers, check_citations, check_premise,
)  # fmt: skip


def _name(fact: Fact) -> str:
    if fact.value is None:
        return f"{fact.metric} [{fact.scope}]"
    return f"{fact.metric} {fact.comparator}{fact.value}{fact.unit}"


def _says(words: str, reading: TurnReading) -> bool:
    """Whether the text states a forbidden value (typed), year or word that neither question nor gold facts have."""
    values = read_quantities(words)
    if not values:
        times = read_times(words)
        if times:
            return bool(times & read_times(reading.text)) and not times & read_times(reading.asked)
        return words in reading.text and words not in reading.asked
    value = values[0]
    excused = [read_gold_quantity(fact.value, fact.unit) for fact in reading.gold.facts if fact.value is not None]
    excused += read_quantities(reading.asked)
    stated = [quantity for piece in reading.pieces for quantity in piece.quantities]
    if value.unit:
        return contains(stated, value) and not contains(excused, value)
    return any(quantity.value == value.value for quantity in stated) and all(
        quantity.value != value.value for quantity in excused
    )
