"""The mechanical part of the second reading: what in the gold cannot be right, whatever the question means.

Clauses exist; units are printed names; spans stand verbatim in a cited clause; a value that is no result stands in a
cited clause; forbidden values are no gold values; variants of a cluster have one gold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from corpus.sources import Plan
from eval.cases import COUNT, Case, Gold
from eval.facts import YEARS
from eval.judging import printed_units
from eval.reading import contains, read_gold_quantity, read_quantities

_RESULTS = ("compute", "compare", "count", "check", "dialogue")


def find_faults(cases: Iterable[Case], plan: Plan) -> list[str]:
    """List every fault as one line that names case and turn."""
    listed = list(cases)
    faults = [
        f"{case.id} turn {turn + 1}: {fault}"
        for case in listed
        for turn, gold in enumerate(case.gold)
        for fault in _faults(case, gold, plan)
    ]
    return faults + list(_cluster_faults(listed))


def _faults(case: Case, gold: Gold, plan: Plan) -> Iterator[str]:
    names = [name for group in gold.clauses for name in group]
    texts = [plan.clause_text(name) for name in names if name in plan.by_id]
    yield from (f"there is no clause {name!r}" for name in names if name not in plan.by_id)
    printed = set(printed_units(plan))
    yield from (f"{name!r} is no printed unit name" for name in gold.units or () if name not in printed)
    yield from (
        f"the span {span!r} stands in no cited clause" for span in gold.spans if not any(span in text for text in texts)
    )
    if gold.wants_answer and not (gold.facts or gold.units or gold.clauses):
        yield "an answer is wanted, but nothing that it must say or cite"
    yield from _value_faults(case, gold, texts)


def _value_faults(case: Case, gold: Gold, texts: list[str]) -> Iterator[str]:
    stated = [quantity for text in texts for quantity in read_quantities(text)]
    values = [fact for fact in gold.facts if fact.value is not None and fact.unit not in YEARS and fact.metric != COUNT]
    wanted = [read_gold_quantity(fact.value, fact.unit) for fact in values if fact.value is not None]
    if case.kind not in _RESULTS:
        for quantity in wanted:
            if not contains(stated, quantity):
                yield f"the value {quantity.value}{quantity.unit} stands in no cited clause"
    for words in gold.forbidden:
        said = read_quantities(words)
        if said and contains(wanted, said[0]):
            yield f"the forbidden {words!r} is a gold value"


def _cluster_faults(cases: Iterable[Case]) -> Iterator[str]:
    """Variants are compared by act, values, units and clauses; dialogues of one cluster may differ in their turns."""
    clusters: dict[str, dict[object, str]] = defaultdict(dict)
    for case in cases:
        if len(case.turns) > 1:
            continue
        gold = case.gold[0]
        values = frozenset((fact.value, fact.unit) for fact in gold.facts if fact.value is not None)
        key = (gold.act, values, frozenset(gold.units or ()), frozenset(gold.clauses))
        clusters[case.cluster].setdefault(key, case.id)
    for cluster, variants in clusters.items():
        if len(variants) > 1:
            yield f"cluster {cluster}: the variants {', '.join(variants.values())} have different gold"
