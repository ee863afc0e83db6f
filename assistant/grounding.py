"""Draft -> Answer: every sentence is held against its sources; what is not grounded is not shown. Pure.

1. A sentence is kept if every figure and every responsible unit in it stands in one of its quotes, in the question, in one
   of its calculations, or is the number of a clause it cites. It must rest on a source if it claims to answer.
2. Kept sources become citations, numbered in order of first use, one mark for each distinct quote.
3. An answer that keeps no sourced sentence is not `answered`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from assistant.turn import Answer, Calculation, Citation, Draft, Language, Sentence
from corpus.sources import Plan, SourceRef
from structured.figures import fold_width, parse_figures
from structured.table import Table

_POWER = re.compile("[²³]|(?<=m)[23](?![0-9])")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_CLAUSE_DIGITS = re.compile(r"\d+")


def ground(draft: Draft, plan: Plan, table: Table, question: str, language: Language) -> Answer:
    """The answer made of the sentences that hold."""
    kept: list[tuple[Sentence, tuple[SourceRef, ...]]] = []
    dropped: list[tuple[str, str]] = []
    for sentence in draft.sentences:
        reason = _fault(sentence, draft, plan, table, question)
        if reason:
            dropped.append((sentence.text, reason))
        else:
            kept.append((sentence, tuple(dict.fromkeys(sentence.support))))
    citations = _cite(kept, plan)
    status = draft.status
    if status == "answered" and not citations:
        status = "error" if dropped else "not_in_plan"
    return Answer(
        question=question, language=language, status=status, text=_text(kept, citations, draft),
        citations=tuple(citations.values()), rows=draft.rows,
        calculations=tuple(dict.fromkeys(c for sentence, _ in kept for c in sentence.calculations)),
        choices=draft.choices, dropped=tuple(dropped),
    )


def _fault(sentence: Sentence, draft: Draft, plan: Plan, table: Table, question: str) -> str:
    """Why the sentence may not be shown, or "" if it may."""
    if draft.status == "answered" and not sentence.support:
        return "no source"
    for source in sentence.support:
        if plan.text[source.start : source.end] != source.quote:
            return f"the quote {source.quote!r} does not stand at its place"
    grounds = [source.quote for source in sentence.support] + [question]
    allowed = set(_numbers(grounds)) | _calculated(sentence.calculations) | _clause_numbers(sentence, draft)
    for written in _written(sentence.text):
        if written not in allowed:
            return f"the number {written} stands in no source"
    named = _units(sentence.text, table)
    sourced = " ".join(grounds)
    for unit in named:
        if unit not in sourced and not _asked(unit, table, question):
            return f"the unit {unit} stands in no source"
    return ""


def _written(text: str) -> list[Decimal]:
    """Every number written in digits, as a value."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", _POWER.sub("", text))
    return [Decimal(digits) for digits in _DIGITS.findall(fold_width(plain))]


def _numbers(texts: Iterable[str]) -> Iterable[Decimal]:
    """Every number of the sources: written in digits, or read from words (两星级, 三级, two hundred)."""
    for text in texts:
        yield from _written(text)
        yield from (figure.value for figure in parse_figures(text))


def _calculated(calculations: Iterable[Calculation]) -> set[Decimal]:
    return {c.value for c in calculations} | {value for c in calculations for value in _written(c.expression)}


def _clause_numbers(sentence: Sentence, draft: Draft) -> set[Decimal]:
    """The numbers of the clauses that the sentence cites, and, in a refusal, the numbers of its nearest clauses."""
    ids = [source.clause for source in sentence.support] + list(draft.choices if draft.status != "answered" else ())
    return {Decimal(digits) for clause in ids for digits in _CLAUSE_DIGITS.findall(clause)}


def _units(text: str, table: Table) -> list[str]:
    """Printed unit names in the text, the longest name at each place."""
    names = sorted(table.unit_by_name, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, names))) if names else re.compile(r"(?!)")
    return list(dict.fromkeys(pattern.findall(text)))


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


def _text(
    kept: Iterable[tuple[Sentence, tuple[SourceRef, ...]]], citations: dict[SourceRef, Citation], draft: Draft
) -> str:
    lines: list[str] = []
    for sentence, sources in kept:
        marks = "".join(f"[{citations[source].mark}]" for source in sources)
        text = f"{sentence.text} {marks}".strip() if marks else sentence.text
        lines.append(f"- {text}" if sentence.item else text)
    return "\n".join(lines)
