"""Draft -> Answer: every sentence is held against its sources; what is not grounded is not shown. Pure.

1. A sentence is kept if every figure and every responsible unit in it stands in one of its quotes, in the question, in one
   of its calculations, or is the number of a clause it cites (which no measured figure may borrow). It must rest on a
   source if it claims to answer.
2. Kept sources become citations, numbered in order of first use, one mark for each distinct quote.
3. An answer that keeps no sourced sentence is not `answered`; one that keeps no sentence at all says so in a fixed one.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256

from assistant.turn import Answer, Calculation, Citation, Draft, Language, Sentence, Status
from corpus.sources import Plan, SourceRef
from structured.figures import fold_width, parse_figures
from structured.table import Table

_POWER = re.compile("[²³]|(?<=m)[23](?![0-9])")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|per cent|percent)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_CLAUSE_DIGITS = re.compile(r"\d+")
# Quotes whose numbers are remembered, and tables whose names are.
_QUOTES = 4096
_TABLES = 8
_NOTHING_KEPT: dict[Language, tuple[str, str]] = {
    "zh": ("方案没有写明这方面的内容。", "这个问题没有得到回答:找到的内容没有通过原文核对(编号 {id})。请换一种问法。"),
    "en": ("The plan does not state this.",
           "This question was not answered: what was found did not pass the check against the plan's text ({id}). Please rephrase it."),
}

logger = logging.getLogger(__name__)


def ground(draft: Draft, plan: Plan, table: Table, question: str, language: Language) -> Answer:
    """The answer made of the sentences that hold."""
    kept: list[tuple[Sentence, tuple[SourceRef, ...]]] = []
    dropped: list[tuple[str, str]] = []
    # The readings that a question is asked back with are names of the table's own.
    given = (question, *(draft.choices if draft.status == "clarify" else ()))
    given_values = frozenset(value for text in given for value in _numbers(text))
    for sentence in draft.sentences:
        reason = (
            _misplaced(sentence, draft, plan)
            or _strange_number(sentence, draft, given_values)
            or _strange_unit(sentence, given, table)
        )
        if reason:
            dropped.append((sentence.text, reason))
        else:
            kept.append((sentence, tuple(dict.fromkeys(sentence.support))))
    kept = _counts_that_hold(_without_repeats(kept), dropped)
    citations = _cite(kept, plan)
    status = draft.status
    if status == "answered" and not citations:
        status = "error" if dropped else "not_in_plan"
    return Answer(
        question=question, language=language, status=status, text=_text(kept, citations) or _excuse(status, question, dropped, language),
        citations=tuple(citations.values()), rows=draft.rows,
        calculations=tuple(dict.fromkeys(c for sentence, _ in kept for c in sentence.calculations)),
        choices=draft.choices, dropped=tuple(dropped),
    )


_Kept = list[tuple[Sentence, tuple[SourceRef, ...]]]


def _without_repeats(kept: _Kept) -> _Kept:
    """Two rows that rest on one quote may read the same; the sentence is shown once."""
    shown: dict[str, tuple[Sentence, tuple[SourceRef, ...]]] = {}
    for sentence, sources in kept:
        shown.setdefault(sentence.text, (sentence, sources))
    return list(shown.values())


def _counts_that_hold(kept: _Kept, dropped: list[tuple[str, str]]) -> _Kept:
    """A list that has lost an item no longer has the number of items that its head says."""
    if not dropped or not any(sentence.item for sentence, _ in kept):
        return kept
    return [(sentence, sources) for sentence, sources in kept if sentence.item or not sentence.calculations]


def _misplaced(sentence: Sentence, draft: Draft, plan: Plan) -> str:
    """Why the sentence's sources do not carry it, or "" if they do."""
    if draft.status == "answered" and not sentence.support:
        return "no source"
    for source in sentence.support:
        if plan.text[source.start : source.end] != source.quote:
            return f"the quote {source.quote!r} does not stand at its place"
    return ""


def _strange_number(sentence: Sentence, draft: Draft, given: frozenset[Decimal]) -> str:
    """Which number stands in no source and is not given by the question, or "" if there is none."""
    sourced = given.union(_calculated(sentence.calculations), *(_quoted_numbers(source.quote) for source in sentence.support))
    allowed = sourced | _clause_numbers(sentence, draft)
    for written in _written(sentence.text):
        if written not in allowed:
            return f"the number {written} stands in no source"
    for share in _shares(sentence.text):
        if share not in sourced:
            return f"the share {share}% stands in no source"
    return ""


def _strange_unit(sentence: Sentence, given: tuple[str, ...], table: Table) -> str:
    """Which responsible unit stands in no source and is not given by the question, or "" if there is none."""
    sourced = " ".join((*(source.quote for source in sentence.support), *given))
    for unit in _units(sentence.text, table):
        if unit not in sourced and not _asked(unit, table, given[0]):
            return f"the unit {unit} stands in no source"
    return ""


def _written(text: str) -> list[Decimal]:
    """Every number written in digits, as a value."""
    plain = _THOUSANDS.sub("", _POWER.sub("", text))
    return [Decimal(digits) for digits in _DIGITS.findall(fold_width(plain))]


def _shares(text: str) -> list[Decimal]:
    """Every percentage written in digits: the number of a clause is never one."""
    return [Decimal(digits) for digits in _SHARE.findall(fold_width(text))]


def _numbers(text: str) -> frozenset[Decimal]:
    """Every number of a source: written in digits, or read from words (两星级, 三级, two hundred)."""
    return frozenset((*_written(text), *(figure.value for figure in parse_figures(text))))


@lru_cache(maxsize=_QUOTES)
def _quoted_numbers(quote: str) -> frozenset[Decimal]:
    """The numbers of a quote: a plan has few, and they are cited again and again."""
    return _numbers(quote)


def _calculated(calculations: Iterable[Calculation]) -> set[Decimal]:
    return {c.value for c in calculations} | {value for c in calculations for value in _written(c.expression)}


def _clause_numbers(sentence: Sentence, draft: Draft) -> set[Decimal]:
    """The numbers of the clauses that the sentence cites, and, in a refusal, the numbers of its nearest clauses."""
    ids = [source.clause for source in sentence.support] + list(draft.choices if draft.status != "answered" else ())
    return {Decimal(digits) for clause in ids for digits in _CLAUSE_DIGITS.findall(clause)}


def _units(text: str, table: Table) -> list[str]:
    """Printed names of the units that the text names in Chinese or English, the longest name at each place."""
    printed = table.unit_names
    return list(dict.fromkeys(printed[found] for found in _any_of(tuple(printed)).findall(text)))


@lru_cache(maxsize=_TABLES)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the names, the longest first; for nothing if there are none."""
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)")


def _asked(unit: str, table: Table, question: str) -> bool:
    row = table.unit_by_name[unit]
    lowered = question.lower()
    return any(alias.lower() in lowered for alias in (row.full_name, row.name_en, *row.aliases_zh, *row.aliases_en))


def _cite(kept: Iterable[tuple[Sentence, tuple[SourceRef, ...]]], plan: Plan) -> dict[SourceRef, Citation]:
    citations: dict[SourceRef, Citation] = {}
    for _, sources in kept:
        for source in sources:
            if source not in citations:
                citations[source] = Citation(mark=len(citations) + 1, source=source, heading=plan.heading_path(source.clause))
    return citations


def _excuse(status: Status, question: str, dropped: Iterable[tuple[str, str]], language: Language) -> str:
    """What an answer without a sentence says; a failed one gives the id under which the log has the reasons."""
    silent, failed = _NOTHING_KEPT[language]
    if status != "error":
        return silent
    trouble = sha256(question.encode()).hexdigest()[:8]
    logger.error("nothing was kept of an answer (%s): %s", trouble, "; ".join(reason for _, reason in dropped))
    return failed.format(id=trouble)


def _text(kept: Iterable[tuple[Sentence, tuple[SourceRef, ...]]], citations: dict[SourceRef, Citation]) -> str:
    lines: list[str] = []
    for sentence, sources in kept:
        marks = "".join(f"[{citations[source].mark}]" for source in sources)
        text = f"{sentence.text} {marks}".strip() if marks else sentence.text
        lines.append(f"- {text}" if sentence.item else text)
    return "\n".join(lines)
