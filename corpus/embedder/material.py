"""What the model is trained on: groups of texts that mean the same place of the plan.

1. A training question belongs to its quote and to its clause.
2. A table row that has a quote belongs to that quote with every name it has: metric, place, translation, aliases.
3. A table row without a quote (units, glossary, quantities, subject kinds) is a group of names of its own.
4. A passage belongs to its clause, and to every quote that it holds.

The files are read as text, without the schema of the tables, so that training needs nothing but this package.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.chunk import make_passages, search_text
from corpus.sources import Plan

NAME_COLUMNS = (
    "title", "title_en", "name", "name_en", "full_name", "metric_zh", "metric_en", "what_zh", "what_en", "zh", "en"
)
ALIAS_COLUMNS = ("aliases_zh", "aliases_en", "synonyms_zh", "synonyms_en")


@dataclass(frozen=True, kw_only=True)
class Question:
    """A training question; `quote` and `clause` are "" where it has none."""

    text: str
    lang: str
    kind: str
    clause: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two texts that are to lie close together. Pairs that share a group are never contrasted with each other."""

    text: str
    positives: tuple[str, ...]
    groups: frozenset[str]


def read_questions(paths: Iterable[Path]) -> list[Question]:
    """All training questions, in file order; a follow-up counts by its standalone form."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Question(
            text=row.get("standalone") or row["q"], lang=row["lang"], kind=row["kind"],
            clause=row.get("clause", ""), quote=row.get("quote", ""),
        )
        for row in map(json.loads, lines)
    ]


def read_rows(paths: Iterable[Path]) -> list[dict[str, str]]:
    """The rows of all CSV files as they stand; a missing file has none."""
    rows: list[dict[str, str]] = []
    for path in paths:
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as lines:
                rows += [{key: value or "" for key, value in row.items() if key} for row in csv.DictReader(lines)]
    return rows


def names_of(row: dict[str, str]) -> list[str]:
    """Every name of a row, each once: its printed names, then the aliases in both languages."""
    names = [row[column] for column in NAME_COLUMNS if row.get(column)]
    names += [alias.strip() for column in ALIAS_COLUMNS for alias in row.get(column, "").split(";")]
    return list(dict.fromkeys(name for name in names if name))
