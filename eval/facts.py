"""Whether a fact of the gold is stated by an answer, and how well: typed, never by substring of numbers.

A fact with a value is stated where its value stands in its unit of measure (equal after exact conversion). It is
stated fully (1.0) if its comparator's direction and its period stand in the same sentence or list item, in the line
that introduces it, or in a quote that it cites; without them it is 0.5; without the value it is 0. A fact without a
value is a statement: it is stated (1.0) where its printed words stand in the answer, in the heading of a cited
clause, or overlap a citation; a title of an action also where the answer or a cited heading names its number. A
statement that is not printed is a verdict on the asker's case; it is stated where the answer has the same polarity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.clauses import Clause
from corpus.sources import Plan
from eval.answers import AnswerView
from eval.cases import Fact, Gold
from eval.reading import Piece, Quantity, plain_text, read_gold_quantity, read_times
from eval.wording import AFFIRMATION, COMPARATOR_WORDS, DENIAL, NEGATING_CHARACTERS, PLAIN_YES

VERDICT = "结论"
"""The metric of a fact that is the verdict on the asker's own case; its scope says yes or no and is printed nowhere."""
YEARS = ("年", "year")
"""The units of a fact whose value is a date; it is looked for among the times, not among the figures."""
_SHORT = 4
_LEAST_SHARE = 0.6
_PERIOD_NAME = re.compile(r"(?:19|20)\d{2}|十[一二三四五六七八九]五")
_PARTS = re.compile(r"[;；]")
_CLAUSE_OF_SENTENCE = re.compile(r"[^。;；,，]+")


@dataclass(frozen=True, kw_only=True)
class FactScore:
    """How well one fact is stated: 1, 0.5 or 0, and what was missing ("" for nothing)."""

    fact: Fact
    score: float
    missing: str = ""


def score_fact(fact: Fact, gold: Gold, pieces: tuple[Piece, ...], answer: AnswerView, plan: Plan) -> FactScore:
    """The score of one fact against the pieces of an answer."""
    if fact.value is None:
        return _score_statement(fact, gold, answer, plan)
    if fact.unit in YEARS:
        stated = any(str(fact.value) in piece.times for piece in pieces)
        return FactScore(fact=fact, score=float(stated), missing="" if stated else "year")
    wanted = read_gold_quantity(fact.value, fact.unit)
    best = FactScore(fact=fact, score=0.0, missing="value")
    for piece in pieces:
        if not any(quantity.equals(wanted) for quantity in piece.quantities):
            continue
        missing = _missing_qualifiers(fact, wanted, piece)
        if not missing:
            return FactScore(fact=fact, score=1.0)
        best = FactScore(fact=fact, score=0.5, missing=missing)
    return best


def _missing_qualifiers(fact: Fact, wanted: Quantity, piece: Piece) -> str:
    if not _has_comparator(fact, wanted, piece):
        return "comparator"
    periods = set(_PERIOD_NAME.findall(fact.period))
    return "" if periods <= read_times(piece.support) else "period"


def _has_comparator(fact: Fact, wanted: Quantity, piece: Piece) -> bool:
    words = COMPARATOR_WORDS.get(fact.comparator)
    if words is None or words.search(piece.support):
        return True
    ends = {low for low, _ in piece.bounds} if fact.comparator in (">=", ">") else {high for _, high in piece.bounds}
    return wanted.value in ends


def _score_statement(fact: Fact, gold: Gold, answer: AnswerView, plan: Plan) -> FactScore:
    parts = [part.strip() for part in _PARTS.split(fact.scope) if part.strip()]
    missing = [part for part in parts if not _states(part, fact.metric, gold, answer, plan)]
    score = 1.0 if not missing else 0.5 if len(missing) < len(parts) else 0.0
    return FactScore(fact=fact, score=score, missing=";".join(missing))


def _states(words: str, metric: str, gold: Gold, answer: AnswerView, plan: Plan) -> bool:
    shown = (plain_text(answer.text), *(citation.heading for citation in answer.citations))
    if metric == VERDICT:
        return polarity(words) in polarities(answer.text)
    spans = locate_words(words, metric, gold, plan)
    needed = (words, metric) if spans and words not in plan.text[slice(*spans[0])] else (words,)
    if any(all(squeeze(part) in squeeze(text) for part in needed) for text in shown):
        return True
    if not spans:
        return polarity(words) in polarities(answer.text)
    if any(_overlaps(span, answer, plan) for span in spans):
        return True
    heading = _heading_at(spans, plan)
    return bool(heading) and any(heading in text for text in shown)


def locate_words(words: str, metric: str, gold: Gold, plan: Plan) -> tuple[tuple[int, int], ...]:
    """Where the plan prints these words, as half-open spans; empty if it does not.

    Verbatim in a gold clause or else anywhere; failing that, and for words of up to four characters that stand in
    several places, the stretch of a gold clause that shares most character pairs with metric and words (at least 60
    %).
    """
    clauses = [plan.by_id[name] for group in gold.clauses for name in group if name in plan.by_id]
    exact = [(match.start(), match.end()) for match in re.finditer(re.escape(words), plan.text)]
    inside = [span for span in exact if any(clause.start <= span[0] < clause.end for clause in clauses)]
    if len(words) > _SHORT and exact:
        return tuple(inside or exact)
    if len(inside) == 1:
        return tuple(inside)
    wanted = _pairs(words) if len(words) > _SHORT else _pairs(metric) | _pairs(words)
    return _best_stretch(wanted, clauses, plan)


def _best_stretch(wanted: set[str], clauses: Iterable[Clause], plan: Plan) -> tuple[tuple[int, int], ...]:
    stretches = [
        match.span()
        for clause in clauses
        for match in _CLAUSE_OF_SENTENCE.finditer(plan.text, clause.start, clause.end)
    ]
    shares = {span: len(wanted & _pairs(plan.text[slice(*span)])) / max(1, len(wanted)) for span in stretches}
    best = max(shares, key=lambda span: shares[span], default=None)
    return (best,) if best and shares[best] >= _LEAST_SHARE else ()


def polarity(words: str) -> str:
    """`no` if the words deny something, else `yes`."""
    return "no" if DENIAL.search(words) or NEGATING_CHARACTERS.search(words) else "yes"


def polarities(text: str) -> frozenset[str]:
    """What the sentences of a text say: `no` where one denies, `yes` where one affirms; often neither."""
    found: set[str] = set()
    for sentence in re.split(r"[。！？!?\n]|;|；|\.\s", plain_text(text)):
        if DENIAL.search(sentence):
            found.add("no")
        elif AFFIRMATION.search(sentence.strip()):
            found.add("yes")
    return frozenset(found)


def denies(text: str) -> bool:
    """Whether one of the first two sentences denies something."""
    opening = [part for part in re.split(r"[。！？!?\n]|\.\s", plain_text(text)) if part.strip()][:2]
    return any(DENIAL.search(sentence) for sentence in opening)


def affirms(text: str) -> bool:
    """Whether the text opens with a plain yes."""
    return bool(PLAIN_YES.search(plain_text(text).strip()))


def squeeze(text: str) -> str:
    """Lower case without blanks, for comparing words."""
    return re.sub(r"\s+", "", text).lower()


def _overlaps(span: tuple[int, int], answer: AnswerView, plan: Plan) -> bool:
    """Whether a citation covers at least half of the span, at the place it claims and that holds its quote."""
    need = max(1, (span[1] - span[0]) // 2)
    return any(
        min(span[1], citation.end) - max(span[0], citation.start) >= need
        for citation in answer.citations
        if plan.text[max(0, citation.start) : citation.end] == citation.quote
    )


def _heading_at(spans: tuple[tuple[int, int], ...], plan: Plan) -> str:
    for clause in plan.clauses:
        for start, end in spans:
            if clause.kind in ("section", "action") and clause.start <= start and end <= clause.body_start:
                return clause.id
    return ""


def _pairs(words: str) -> set[str]:
    kept = re.sub(r"[\s,，。、:：“”\"()（）]", "", words)
    return {kept[at : at + 2] for at in range(len(kept) - 1)}
