"""What the model is trained on: pairs of texts that mean the same place of the plan.

1. A training question belongs to its quote, to the other questions of that quote, and to its clause.
2. A table row that has a quote belongs to that quote with every name it has: metric, place, translation, aliases.
3. A table row without a quote (unit, term, quantity, kind of subject) is a circle of names that mean each other.
4. Questions that have nothing to do with the plan belong to each other, so that they lie apart from it.

The files are read as text, without the schema of the tables, so that training needs nothing but this package.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.chunk import make_passages, search_text
from corpus.sources import Plan

_NAMES = (
    "title", "title_en", "name", "name_en", "full_name", "metric_zh", "metric_en", "what_zh", "what_en", "zh", "en",
)
_ALIASES = ("aliases_zh", "aliases_en", "synonyms_zh", "synonyms_en")
_STRANGERS = ("out_of_scope", "meta")


@dataclass(frozen=True, kw_only=True)
class Question:
    """A training question; `quote` and `clause` are "" where it has none, `file` is the name of its file."""

    file: str
    text: str
    lang: str
    kind: str
    clause: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class NamedRow:
    """A table row: every name it has, each once; `clause` and `quote` are "" where it has none."""

    id: str
    clause: str
    quote: str
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        """The quote and all names, the words that the row is to be found by."""
        return "\n".join((self.quote, *self.names)).strip()


@dataclass(frozen=True, kw_only=True)
class Material:
    """Everything that the model is trained on."""

    plan: Plan
    questions: tuple[Question, ...]
    rows: tuple[NamedRow, ...]

    def texts(self) -> Iterator[str]:
        """All texts, for the tokenizer; the plan counts three times, so that its own words are kept."""
        yield from (question.text for question in self.questions)
        yield from (self.plan.text for _ in range(3))
        yield from (name for row in self.rows for name in row.names)


@dataclass(frozen=True, kw_only=True)
class Positive:
    """Texts that an anchor is to lie close to, one of them drawn at a time; they stand for `group`."""

    texts: tuple[str, ...]
    group: str


@dataclass(frozen=True, kw_only=True)
class Pair:
    """An anchor and its positives. A positive of one of the anchor's own `groups` is never contrasted with it."""

    text: str
    positives: tuple[Positive, ...]
    groups: frozenset[str]


def read_questions(paths: Iterable[Path], simplify: Callable[[str], str]) -> tuple[Question, ...]:
    """All training questions in file order, in simplified characters; a follow-up counts by its standalone form."""
    lines = [(path.name, line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]
    return tuple(
        Question(
            file=name,
            text=simplify(row.get("standalone") or row["q"]),
            lang=row["lang"],
            kind=row["kind"],
            clause=row.get("clause", ""),
            quote=row.get("quote", ""),
        )
        for name, row in ((name, json.loads(line)) for name, line in lines)
    )


def read_rows(paths: Iterable[Path]) -> tuple[NamedRow, ...]:
    """The rows of all CSV files that have a name, in file order."""
    rows: list[NamedRow] = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows += [_named(cells) for cells in csv.DictReader(lines)]
    return tuple(row for row in rows if row.names)


def _named(cells: Mapping[str, str | None]) -> NamedRow:
    names = [cells.get(column) or "" for column in _NAMES]
    names += [alias.strip() for column in _ALIASES for alias in (cells.get(column) or "").split(";")]
    return NamedRow(
        id=cells.get("id") or "",
        clause=cells.get("clause") or "",
        quote=cells.get("quote") or "",
        names=tuple(dict.fromkeys(name for name in names if name)),
    )


def make_pairs(material: Material) -> list[Pair]:
    """All pairs, questions first, in the order of the files."""
    return [*_question_pairs(material), *_row_pairs(material)]


def _question_pairs(material: Material) -> Iterator[Pair]:
    places = _Places(material)
    by_quote: dict[str, list[str]] = defaultdict(list)
    strangers: dict[str, list[str]] = defaultdict(list)
    for question in material.questions:
        by_quote[question.quote].append(question.text)
        strangers[question.kind].append(question.text)
    for question in material.questions:
        groups = [f"clause {question.clause}", f"quote {question.quote}", f"kind {question.kind}"]
        positives = places.of_clause(question.clause)
        if question.quote:
            others = _others(question.text, by_quote[question.quote])
            positives += places.of_quote(question.clause, question.quote) + _group(others, groups[1])
        if question.kind in _STRANGERS:
            positives += _group(_others(question.text, strangers[question.kind]), groups[2])
        if positives:
            yield Pair(text=question.text, positives=tuple(positives), groups=frozenset(groups))


def _row_pairs(material: Material) -> Iterator[Pair]:
    places = _Places(material)
    for row in material.rows:
        quoted = bool(row.quote and row.clause)
        groups = [f"clause {row.clause}", f"quote {row.quote}"] if quoted else [f"row {row.id}"]
        around = places.of_clause(row.clause) + places.of_quote(row.clause, row.quote) if quoted else []
        for name in row.names:
            positives = around + _group(_others(name, row.names), groups[-1])
            if positives:
                yield Pair(text=name, positives=tuple(positives), groups=frozenset(groups))


def _others(text: str, texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(other for other in texts if other != text)


def _group(texts: Sequence[str], group: str) -> list[Positive]:
    return [Positive(texts=tuple(texts), group=group)] if texts else []


class _Places:
    """The texts of a clause and of a quote."""

    def __init__(self, material: Material) -> None:
        self._plan = material.plan
        self._passages = make_passages(material.plan)
        self._rows = material.rows
        self._around: dict[tuple[str, str], list[Positive]] = {}

    def of_clause(self, clause_id: str) -> list[Positive]:
        """The heading and the whole clause."""
        clause = self._plan.by_id.get(clause_id)
        if clause is None:
            return []
        whole = [passage for passage in self._passages if passage.clause == clause_id and passage.start == clause.start]
        texts = [clause.heading, *(search_text(self._plan, passage) for passage in whole[:1])]
        return _group([text for text in texts if text], f"clause {clause_id}")

    def of_quote(self, clause_id: str, quote: str) -> list[Positive]:
        """The quote itself; and the sentences and table rows that hold it or that it holds."""
        if (clause_id, quote) not in self._around:
            self._around[clause_id, quote] = self._find(clause_id, quote)
        return self._around[clause_id, quote]

    def _find(self, clause_id: str, quote: str) -> list[Positive]:
        body = self._plan.by_id[clause_id].body_start if clause_id in self._plan.by_id else 0
        sentences = [
            search_text(self._plan, passage)
            for passage in self._passages
            if passage.clause == clause_id and passage.start >= body and _overlap(passage.text, quote)
        ]
        rows = [row.text for row in self._rows if row.clause == clause_id and row.quote and _overlap(row.quote, quote)]
        group = f"quote {quote}"
        return _group([quote], group) + _group(sentences + rows, group)


def _overlap(text: str, other: str) -> bool:
    return text in other or other in text


def without(material: Material, held_out: Iterable[Question]) -> Material:
    """The material without some questions."""
    left_out = set(held_out)
    return replace(material, questions=tuple(question for question in material.questions if question not in left_out))
