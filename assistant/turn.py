"""The frozen values of one turn, in order of birth: Understanding, Evidence, Draft, Answer, Turn.

Stages never import each other; they meet only in these types.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from corpus.clauses import Hit
from corpus.sources import SourceRef
from structured.queries import Query
from structured.schema import QuotedRow

Language = Literal["zh", "en"]
Status = Literal["answered", "not_in_plan", "out_of_scope", "clarify", "error"]
Kind = Literal[
    "units", "clauses_of_unit", "figure", "list", "count", "compare", "clause", "locate", "obligations", "compute",
    "check", "verify", "explain", "not_in_plan", "out_of_scope", "clarify",
]
MentionKind = Literal[
    "unit", "clause", "action", "period", "year", "figure", "subject", "place", "term", "firmness", "quantity", "aspect", "elsewhere",
]
How = Literal["exact", "alias", "fuzzy", "pinyin", "embedding"]

# The kind of question that each type of query answers, by the type's name.
KINDS_OF_QUERIES: dict[str, str] = {
    "UnitsOfTopic": "units", "FindUnits": "units", "TasksOfUnits": "clauses_of_unit", "FindTargets": "figure",
    "ReadClause": "clause", "ActionOfClause": "clause", "LocateTopic": "locate", "FindObligations": "obligations",
    "ComputeRequirement": "compute", "ApplyRate": "compute", "CheckFigure": "check", "VerifyStatement": "verify",
    "CountRows": "count", "RankUnits": "count", "CompareUnits": "join", "CompareTargets": "compare", "Explain": "explain",
}


@dataclass(frozen=True, kw_only=True)
class Mention:
    """Something of the plan's world that the question names.

    `value` is the canonical id or printed name; `text` the words in the (normalised) question at [start, end);
    `score` is in (0, 1], 1 for an exact name.
    """

    kind: MentionKind
    value: str
    text: str
    start: int
    end: int
    how: How = "exact"
    score: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A row or clause that the question may mean: `score` is higher for better and compares inside one list only."""

    kind: Literal["target", "statement", "obligation", "clause", "kind"]
    id: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """An early end, decided in understanding: why, what is missing, which clauses are near, which readings to offer.

    `targets` are the rows that come nearest to what was asked, by id.
    """

    status: Literal["not_in_plan", "out_of_scope", "clarify"]
    reason: str
    missing: str = ""
    nearest: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """A standalone question and what it means: exactly one of `query` and `refusal` is set.

    `settled_kind` is the kind of question where the turn before settles it (`and for waste?`).
    """

    question: str
    standalone: str
    language: Language
    mentions: tuple[Mention, ...]
    kinds: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]
    query: Query | None
    refusal: Refusal | None
    settled_kind: Kind | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What was found: exact rows and ranked passages, two lists; and what was looked at and rejected, with the reason."""

    rows: tuple[QuotedRow, ...]
    passages: tuple[Hit, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Calculation:
    """Arithmetic in the open: `expression` as shown, its exact `value`, its unit, and the clause whose rule it follows."""

    expression: str
    value: Decimal
    unit: str
    clause: str


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence or list item of a draft, with the sources it rests on. `item` marks a list item."""

    text: str
    support: tuple[SourceRef, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    item: bool = False


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The sentences of an answer in order, the status they claim, and the rows shown."""

    status: Status
    sentences: tuple[Sentence, ...]
    rows: tuple[QuotedRow, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A numbered mark and the place in the canonical text it stands for."""

    mark: int
    source: SourceRef
    heading: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the asker gets: Markdown with marks `[n]`, the citations, rows and calculations behind it.

    `dropped` are sentences that grounding removed, each with the reason: they are never shown.
    """

    question: str
    language: Language
    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    rows: tuple[QuotedRow, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    choices: tuple[str, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Turn:
    """All values of one turn and the seconds that each stage took."""

    understanding: Understanding
    evidence: Evidence
    draft: Draft
    answer: Answer
    seconds: dict[str, float] = field(default_factory=dict[str, float])
