"""Light types of the clause tree: clauses, their responsible-unit annotations, passages and hits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ClauseKind = Literal["title", "preamble", "section", "action", "task", "source"]


@dataclass(frozen=True, kw_only=True)
class UnitAnnotation:
    """A printed list of responsible units: half-open offsets into the canonical text, names in printed order.

    `lead` holds the names printed as lead units (牵头单位), `units` all the names, repeated names included.
    """

    start: int
    end: int
    lead: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One piece of the plan. Its half-open span [start, end) ends where its first sub-clause begins.

    `body_start` is where the text after number and heading begins. The spans of all clauses, in order,
    tile the canonical text. `parent` is None at the top.
    """

    id: str
    kind: ClauseKind
    number: str
    heading: str
    parent: str | None
    start: int
    body_start: int
    end: int
    annotation: UnitAnnotation | None = None


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A stretch of a clause that can be found: the clause itself or one sentence of it."""

    plan: str
    clause: str
    heading: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A passage that a search found; a higher score is better, scores of different searches do not compare."""

    passage: Passage
    score: float
