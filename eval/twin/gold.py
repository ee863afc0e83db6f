"""The gold of a twin: the same questions about the changed plan.

A case is kept only where its new gold follows from the maps alone. Left out, and counted by reason, are: results that
the plan does not print (sums, requirements), statements about a unit's duties in words, and sets of units or clauses
for which no rule explains how they follow from the unit lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from eval.cases import COUNT, Case, Fact, Gold
from eval.facts import VERDICT, YEARS
from eval.reading import contains, read_gold_quantity, read_quantities
from eval.twin.plan import Twin
from eval.twin.words import change_words
from structured.figures import dimension
from structured.table import Table

_SHORT_YEARS = re.compile(r"(?:19|20)\d{2}\s*[-–/]\s*\d{2}(?!\d)")
_ABOUT_UNITS = ("clauses_of_unit", "join")
Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class TwinCases:
    """The kept cases in their old and new form, in one order, and how many were left out for which reason."""

    old: tuple[Case, ...]
    new: tuple[Case, ...]
    left_out: Counter[str]


class NotDerivableError(Exception):
    """The new gold does not follow from the maps; the message is the reason."""


def change_cases(cases: Iterable[Case], twin: Twin, table: Table) -> TwinCases:
    """The cases of the twin."""
    old: list[Case] = []
    new: list[Case] = []
    left_out: Counter[str] = Counter()
    for case in cases:
        try:
            new.append(_change_case(case, twin, table))
            old.append(case)
        except NotDerivableError as reason:
            left_out[str(reason)] += 1
    return TwinCases(old=tuple(old), new=tuple(new), left_out=left_out)


def _change_case(case: Case, twin: Twin, table: Table) -> Case:
    turns = tuple(_change_question(turn, case, twin) for turn in case.turns)
    gold = tuple(
        _change_gold(gold, "\n".join(case.turns[: turn + 1]), case.kind, twin, table)
        for turn, gold in enumerate(case.gold)
    )
    return case.model_copy(update={"turns": turns, "gold": gold})


def _change_question(turn: str, case: Case, twin: Twin) -> str:
    """A question's words. A number without a unit changes only where the gold has numbers without a unit of measure."""
    if _SHORT_YEARS.search(turn):
        raise NotDerivableError("a span of years written short")
    units = {fact.unit for gold in case.gold for fact in gold.facts if fact.value is not None and fact.metric != COUNT}
    bare = any(not dimension(unit) and unit not in YEARS for unit in units)
    numbers = [quantity.value for quantity in read_quantities(turn) if quantity.digits and not quantity.unit]
    if not bare and any(twin.figures.prints(number) for number in numbers):
        raise NotDerivableError("a number without its unit in the question")
    return change_words(turn, twin.figures, twin.times, bare=bare)


def _change_gold(gold: Gold, asked: str, kind: str, twin: Twin, table: Table) -> Gold:
    named = named_units(asked, table)
    units, clauses = gold.units, gold.clauses
    if gold.units is not None:
        units, clauses = _change_units(gold, named, twin)
    elif gold.wants_answer and (kind in _ABOUT_UNITS or (named and (kind == COUNT or not gold.facts))):
        clauses = _change_clauses(gold.clauses, named, twin)
    _check_membership(gold, named, twin)
    spans = tuple(_change_span(span, gold.clauses, twin) for span in gold.spans) if clauses == gold.clauses else ()
    counts = {len(gold.units or ()): len(units or ())}
    return Gold(
        act=gold.act,
        facts=tuple(_change_fact(fact, gold, counts, twin) for fact in gold.facts),
        units=units,
        clauses=clauses,
        forbidden=tuple(twin.words(words) for words in gold.forbidden if words not in (units or ())),
        spans=spans,
    )


def named_units(asked: str, table: Table) -> tuple[str, ...]:
    """The printed names of the units that a question names, by any name of the table."""
    lowered = asked.lower()
    found: list[str] = []
    for unit in table.units:
        names = (unit.name, unit.full_name, unit.name_en, *unit.aliases_zh, *unit.aliases_en)
        if any(name and name.lower() in lowered for name in names):
            found.append(unit.name)
    return tuple(found)


def _change_fact(fact: Fact, gold: Gold, counts: dict[int, int], twin: Twin) -> Fact:
    period = twin.words(fact.period) if not fact.period.isdecimal() else str(twin.times.year(int(fact.period)))
    changed = {"period": period, "metric": twin.words(fact.metric), "scope": twin.words(fact.scope)}
    if fact.value is None:
        _check_statement(fact, twin)
        return fact.model_copy(update=changed)
    if fact.metric == COUNT:
        value = Decimal(counts[int(fact.value)]) if gold.units and int(fact.value) in counts else fact.value
        return fact.model_copy(update={**changed, "value": value})
    return fact.model_copy(update={**changed, "value": _change_value(fact, gold, twin)})


def _change_value(fact: Fact, gold: Gold, twin: Twin) -> Decimal:
    assert fact.value is not None
    if fact.unit in YEARS:
        return Decimal(twin.times.year(int(fact.value)))
    quantity = read_gold_quantity(fact.value, fact.unit)
    texts = [twin.old.clause_text(name) for group in gold.clauses for name in group if name in twin.old.by_id]
    if not contains([quantity for text in texts for quantity in read_quantities(text)], quantity):
        raise NotDerivableError("a result that the plan does not print")
    return twin.figures.changed(quantity) * fact.value / quantity.value


def _check_statement(fact: Fact, twin: Twin) -> None:
    names = {name for clause in twin.donors for name in twin.units_of(clause, now=False)}
    if fact.metric != VERDICT and any(name in fact.metric for name in names) and fact.scope not in twin.old.text:
        raise NotDerivableError("a statement about a unit in words")


def _check_membership(gold: Gold, named: Sequence[str], twin: Twin) -> None:
    """Where a question asks whether a named unit is among the responsible ones, the answer must be the same."""
    if gold.units is None:
        return
    clauses = [name for group in gold.clauses for name in group if name in twin.old.by_id]
    old = {unit for clause in clauses for unit in twin.units_of(clause, now=False)}
    new = {unit for clause in clauses for unit in twin.units_of(clause, now=True)}
    if any((unit in old) != (unit in new) for unit in named):
        raise NotDerivableError("a named unit is responsible in one plan and not in the other")


def _change_units(gold: Gold, named: Sequence[str], twin: Twin) -> tuple[tuple[str, ...], Groups]:
    """The new unit set and the clauses that show it: union, intersection or difference of lists, or a ranking."""
    assert gold.units is not None
    names = [group[0] for group in gold.clauses]
    old = [set(twin.units_of(name, now=False)) for name in names]
    new = [set(twin.units_of(name, now=True)) for name in names]
    wanted = set(gold.units)
    if len(wanted) == 1 and (explained := _explain(set(names), tuple(wanted), twin)) is not None:
        return gold.units, explained
    for before, after in zip(_set_rules(old), _set_rules(new), strict=True):
        if before == wanted and after:
            return tuple(sorted(after, key=twin.new.text.find)), gold.clauses
    if not names and set(named) >= wanted:
        return gold.units, gold.clauses
    raise NotDerivableError("a set of units that no rule explains")


def _set_rules(lists: Sequence[set[str]]) -> list[set[str]]:
    if not lists:
        return []
    differences = [one - other for one in lists for other in lists if one is not other]
    return [set[str]().union(*lists), lists[0].intersection(*lists), *differences]


def _change_clauses(groups: Groups, named: Sequence[str], twin: Twin) -> Groups:
    """The new clauses of a question about named units."""
    wanted = {group[0] for group in groups}
    for size in (len(named), 1, 2):
        for units in combinations(named, min(size, len(named))):
            explained = _explain(wanted, units, twin)
            if explained is not None:
                return explained
    raise NotDerivableError("a set of clauses that no rule explains")


def _explain(wanted: set[str], units: Sequence[str], twin: Twin) -> Groups | None:
    """The new clauses, if the old ones are those of a part that name all these units, or some and not the others."""
    for without in range(len(units)):
        for absent in combinations(units, without):
            present = [unit for unit in units if unit not in absent]
            for part in _parts(twin):
                if _naming(part, present, absent, twin, now=False) == wanted:
                    found = _naming(part, present, absent, twin, now=True)
                    return tuple((clause,) for clause in part if clause in found)
    return None


def _parts(twin: Twin) -> Iterator[list[str]]:
    """All clauses with a unit list; those whose ids are plain numbers; those below each heading."""
    clauses = [clause for clause in twin.old.clauses if clause.annotation]
    yield [clause.id for clause in clauses]
    yield [clause.id for clause in clauses if clause.id.isdecimal()]
    for parent in dict.fromkeys(clause.parent for clause in clauses):
        yield [clause.id for clause in clauses if clause.parent == parent]


def _naming(part: Sequence[str], present: Sequence[str], absent: Sequence[str], twin: Twin, *, now: bool) -> set[str]:
    lists = {clause: set(twin.units_of(clause, now=now)) for clause in part}
    return {clause for clause, units in lists.items() if units.issuperset(present) and not units & set(absent)}


def _change_span(span: str, groups: Groups, twin: Twin) -> str:
    for group in groups:
        for clause in group:
            if twin.old.locate(clause, span) is not None:
                return twin.quote(clause, span)
    return twin.words(span)
