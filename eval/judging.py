"""What an answer says beyond the gold: numbers and years, responsible units, quotes, grounding. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from corpus.sources import Plan
from eval.answers import AnswerView
from eval.arithmetic import supported_results
from eval.cases import Fact, Gold
from eval.reading import Piece, Quantity, contains, plain_text, read_gold_quantity, read_quantities, read_times
from eval.wording import NOT_AMONG

_SMALL = 100


def stray_numbers(
    pieces: tuple[Piece, ...], answer: AnswerView, golds: Sequence[Gold], asked: str, plan: Plan
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Figures and years in the text that neither gold, question nor gold clauses have: (wrong, stray).

    `golds` are those of the turns so far, this one last. Stray numbers stand in a quote that the answer cites, or are
    results of its calculations that hold: true, as far as can be told, but not asked for. The rest is wrong. Not
    judged are numbers written as words, counts of things up to the number of gold facts, clauses and units, of list
    items and of units named, ids of cited clauses, the terms of calculations that hold, and today's year.
    """
    gold = golds[-1]
    known = [*_gold_quantities(gold, plan), *read_quantities(asked), *_clause_numbers(answer)]
    known += [_read(fact) for before in golds[:-1] for fact in before.facts if fact.value is not None]
    quoted = [quantity for citation in answer.citations for quantity in read_quantities(citation.quote)]
    results = supported_results(answer.calculations, [*known, *quoted])
    known += _shown_terms(answer, pieces, results)
    stated = [quantity for piece in pieces for quantity in piece.quantities if quantity.digits]
    named = name_units(plain_text(answer.text), plan)
    items = sum(piece.item for piece in pieces)
    wanted = max(len(gold.facts), len(gold.clauses), len(gold.units or ()))
    counted = max(wanted, items, len(answer.cited_clauses), len(named), _entries(answer, plan))
    wrong, stray = _sort_out(stated, known, [*quoted, *results], counted)
    known_times = read_times(asked) | _gold_times(gold, plan) | {str(date.today().year)}
    quoted_times = read_times("\n".join(citation.quote for citation in answer.citations))
    times = read_times(plain_text(answer.text)) - known_times
    wrong += sorted(times - quoted_times)
    stray += sorted(times & quoted_times)
    return tuple(dict.fromkeys(wrong)), tuple(dict.fromkeys(stray))


def _shown_terms(answer: AnswerView, pieces: tuple[Piece, ...], results: tuple[Quantity, ...]) -> list[Quantity]:
    """The bare numbers of shown expressions whose result holds, the result after the equals sign included."""
    text = "\n".join(piece.text for piece in pieces)
    held = [step for step in answer.calculations if contains(results, Quantity(value=step.value, unit=""))]
    shown = [step for step in held if step.expression in text or step.expression.startswith("ceil")]
    terms = [quantity for step in shown for quantity in read_quantities(step.expression)]
    return [*terms, *(Quantity(value=step.value, unit="") for step in shown)]


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


def _entries(answer: AnswerView, plan: Plan) -> int:
    """How many entries the longest list of units in a cited clause has, repeated names included."""
    annotations = [plan.by_id[name].annotation for name in answer.cited_clauses if name in plan.by_id]
    return max((len(annotation.units) for annotation in annotations if annotation), default=0)


def _clause_numbers(answer: AnswerView) -> list[Quantity]:
    """The ids of cited clauses: a bare number that equals one names the clause."""
    return [Quantity(value=Decimal(clause), unit="") for clause in answer.cited_clauses if clause.isdecimal()]


def _gold_quantities(gold: Gold, plan: Plan) -> list[Quantity]:
    """The figures of the gold's facts (their scopes hold intermediate results), spans and clauses."""
    facts = [_read(fact) for fact in gold.facts if fact.value is not None]
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


def _read(fact: Fact) -> Quantity:
    assert fact.value is not None
    return read_gold_quantity(fact.value, fact.unit)


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
    """Whether every figure, year and unit of an `answered` text rests on something shown, and something is cited.

    It stands in a cited quote, in the questions so far, or is the result of a calculation that holds; a count may be as
    high as the list items, the citations, the clauses cited or the units named.
    """
    if not answer.citations:
        return False
    text, quotes = plain_text(answer.text), "\n".join(citation.quote for citation in answer.citations)
    known = [*read_quantities(quotes), *read_quantities(asked), *_clause_numbers(answer)]
    results = supported_results(answer.calculations, known)
    known += [*results, *_shown_terms(answer, pieces, results)]
    units = name_units(text, plan)
    items = sum(piece.item for piece in pieces)
    counted = max(len(answer.citations), len(answer.cited_clauses), len(units), items, _entries(answer, plan))
    stated = [quantity for piece in pieces for quantity in piece.quantities if quantity.digits]
    figures_ok = all(contains(known, quantity) or _is_count(quantity, counted) for quantity in stated)
    times_ok = read_times(text) <= read_times(quotes) | read_times(asked) | {str(date.today().year)}
    return figures_ok and times_ok and units <= name_units(quotes, plan) | name_units(asked, plan)
