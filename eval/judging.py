"""What an answer says beyond the gold: numbers and years, responsible units, quotes, grounding. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from corpus.sources import Plan
from eval.answers import AnswerView, CalculationView
from eval.cases import Gold
from eval.reading import Piece, Quantity, contains, plain_text, read_gold_quantity, read_quantities, read_times
from eval.wording import NOT_AMONG

_SMALL = 100


def stray_numbers(
    pieces: tuple[Piece, ...], answer: AnswerView, gold: Gold, asked: str, plan: Plan
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Figures and years in the text that neither gold, question nor gold clauses have: (wrong, stray).

    Stray ones stand in a quote that the answer cites or in the terms of its calculations: true, but not asked for.
    The rest is wrong, results of calculations that the gold does not have included. Numbers written as words are not
    judged, nor counts of things up to the number of gold facts, clauses or units, nor the ids of cited clauses, nor
    today's year.
    """
    known = [*_gold_quantities(gold, plan), *read_quantities(asked)]
    quoted = [quantity for citation in answer.citations for quantity in read_quantities(citation.quote)]
    results = [quantity for step in answer.calculations for quantity in _results(step)]
    terms = [quantity for step in answer.calculations for quantity in read_quantities(step.expression)]
    quoted += [quantity for quantity in terms if not contains(results, quantity)]
    stated = [quantity for piece in pieces for quantity in piece.quantities if quantity.digits]
    counted = max(len(gold.facts), len(gold.clauses), len(gold.units or ()), len(answer.cited_clauses))
    wrong, stray = _sort_out(stated, known + _clause_numbers(answer), quoted, counted)
    known_times = read_times(asked) | _gold_times(gold, plan) | {str(date.today().year)}
    quoted_times = read_times("\n".join(citation.quote for citation in answer.citations))
    times = read_times(plain_text(answer.text)) - known_times
    wrong += sorted(times - quoted_times)
    stray += sorted(times & quoted_times)
    return tuple(dict.fromkeys(wrong)), tuple(dict.fromkeys(stray))


def _sort_out(
    stated: Iterable[Quantity], known: list[Quantity], quoted: list[Quantity], counted: int
) -> tuple[list[str], list[str]]:
    wrong: list[str] = []
    stray: list[str] = []
    for quantity in stated:
        if contains(known, quantity) or _is_count(quantity, counted):
            continue
        (stray if contains(quoted, quantity) else wrong).append(f"{quantity.value}{quantity.unit}")
    return wrong, stray


def _is_count(quantity: Quantity, counted: int) -> bool:
    whole = quantity.value == quantity.value.to_integral_value()
    return whole and quantity.unit in ("", *"个项条家类处") and 0 <= quantity.value <= min(counted, _SMALL)


def _clause_numbers(answer: AnswerView) -> list[Quantity]:
    """The ids of cited clauses: a bare number that equals one names the clause."""
    return [Quantity(value=Decimal(clause), unit="") for clause in answer.cited_clauses if clause.isdecimal()]


def _gold_quantities(gold: Gold, plan: Plan) -> list[Quantity]:
    """The figures of the gold's facts (their scopes hold intermediate results), spans and clauses."""
    facts = [read_gold_quantity(fact.value, fact.unit) for fact in gold.facts if fact.value is not None]
    words = [*(f"{fact.metric}\n{fact.scope}" for fact in gold.facts), *gold.spans, *_clause_texts(gold, plan)]
    return facts + [quantity for text in words for quantity in read_quantities(text)]


def _gold_times(gold: Gold, plan: Plan) -> frozenset[str]:
    words = [
        *(f"{fact.period}年\n{fact.period}\n{fact.scope}" for fact in gold.facts),
        *gold.spans,
        *_clause_texts(gold, plan),
    ]
    return read_times("\n".join(words))


def _clause_texts(gold: Gold, plan: Plan) -> list[str]:
    return [plan.clause_text(name) for group in gold.clauses for name in group if name in plan.by_id]


def _results(step: CalculationView) -> tuple[Quantity, ...]:
    """The result in its unit, and as a bare number."""
    return (*read_quantities(f"{step.value}{step.unit}"), *read_quantities(str(step.value)))


@lru_cache(maxsize=4)
def _known_units(plan_id: str, text: str, names: tuple[str, ...]) -> re.Pattern[str]:
    del plan_id, text
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)")


def printed_units(plan: Plan) -> tuple[str, ...]:
    """All names that the plan prints in its lists of responsible units, in order of first printing."""
    names = [name for clause in plan.clauses if clause.annotation for name in clause.annotation.units]
    return tuple(dict.fromkeys(names))


def name_units(text: str, plan: Plan, *, wanted: Iterable[str] = ()) -> frozenset[str]:
    """The printed unit names in a text by longest match.

    A name that is not wanted is passed over where its sentence says that the unit is not among them.
    """
    names = tuple(dict.fromkeys((*printed_units(plan), *wanted)))
    pattern = _known_units(plan.id, plan.info.sha256, names)
    found: set[str] = set()
    for sentence in re.split(r"[。！？!?\n]|\.\s", text):
        denied = bool(NOT_AMONG.search(sentence))
        found.update(name for name in pattern.findall(sentence) if name in wanted or not denied)
    return frozenset(found)


def quotes_exact(answer: AnswerView, plan: Plan) -> bool:
    """Whether every quote stands verbatim at its offsets and inside the clause that it names."""
    return all(
        citation.quote != ""
        and plan.text[max(0, citation.start) : citation.end] == citation.quote
        and citation.clause in plan.by_id
        and _inside(plan, citation.clause, citation.start, citation.end)
        for citation in answer.citations
    )


def _inside(plan: Plan, clause_id: str, start: int, end: int) -> bool:
    """Inside the clause or one of its sub-clauses (an action's quote may stand in its tasks)."""
    clause = plan.by_id[clause_id]
    if clause.start <= start and end <= clause.end:
        return True
    return any(child.parent == clause_id and _inside(plan, child.id, start, end) for child in plan.clauses)


def grounded(answer: AnswerView, pieces: tuple[Piece, ...], asked: str, plan: Plan) -> bool:
    """Whether every figure, year and unit of an `answered` text stands in a cited quote, in the question, or in a
    calculation (a count of what is cited is allowed), and something is cited at all.
    """
    if not answer.citations:
        return False
    quotes = "\n".join(citation.quote for citation in answer.citations)
    known = [*read_quantities(quotes), *read_quantities(asked), *_clause_numbers(answer)]
    for step in answer.calculations:
        known += [*read_quantities(step.expression), *_results(step)]
    figures_ok = all(
        contains(known, quantity) or _is_count(quantity, max(len(answer.citations), len(answer.cited_clauses)))
        for piece in pieces
        for quantity in piece.quantities
        if quantity.digits
    )
    times_ok = read_times(plain_text(answer.text)) <= read_times(quotes) | read_times(asked) | {str(date.today().year)}
    units_ok = name_units(plain_text(answer.text), plan) <= name_units(quotes, plan) | name_units(asked, plan)
    return figures_ok and times_ok and units_ok
