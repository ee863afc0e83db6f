"""The gold questions: their types, the reading of JSONL files, and the split by cluster.

1. Every line is one case: one turn or a dialogue, with exactly one gold object for each turn.
2. Variants of one question share a cluster; a cluster falls into one split as a whole, by the hash of its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.errors import PolicyError

QUESTIONS_FOLDER = Path(__file__).parent / "questions"
DEVELOPMENT_PCT = 60

COUNT = "count"
"""The metric of a fact that counts rows, clauses or units."""

Act = Literal["answer", "correct", "not_in_plan", "out_of_scope", "clarify"]
CaseKind = Literal[
    "units",
    "clauses_of_unit",
    "figure",
    "list",
    "count",
    "compare",
    "join",
    "clause",
    "locate",
    "obligations",
    "compute",
    "check",
    "verify",
    "explain",
    "not_in_plan",
    "out_of_scope",
    "clarify",
    "dialogue",
]
Comparator = Literal["=", ">=", "<=", ">", "<", "~"]
Split = Literal["dev", "test"]
SplitChoice = Literal["dev", "test", "all"]


class Fact(BaseModel):
    """One thing that a right and complete answer states.

    `value` is None for a statement, whose words stand in `scope`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    metric: str
    comparator: Comparator = "="
    value: Decimal | None
    unit: str = ""
    period: str = ""
    scope: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> Fact:
        if self.value is None and not self.scope:
            raise ValueError("a fact without a value needs words in scope")
        return self


class Gold(BaseModel):
    """What the reply to one turn must do. `units` is None where the question is not about units.

    `clauses` is a list of required citations, each a list of acceptable alternatives.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    act: Act
    facts: tuple[Fact, ...] = ()
    units: tuple[str, ...] | None = None
    clauses: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()

    @property
    def wants_answer(self) -> bool:
        """Whether the plan supports an answer (a corrected premise is one)."""
        return self.act in ("answer", "correct")


class Case(BaseModel):
    """One gold question or dialogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    cluster: str = Field(min_length=1)
    lang: Literal["zh", "en"]
    kind: CaseKind
    turns: tuple[str, ...] = Field(min_length=1)
    gold: tuple[Gold, ...]

    @model_validator(mode="after")
    def _one_gold_a_turn(self) -> Case:
        if len(self.gold) != len(self.turns):
            raise ValueError(
                f"{len(self.turns)} turns but {len(self.gold)} gold objects; there must be one for each turn"
            )
        return self

    @property
    def split(self) -> Split:
        """The split that the case's cluster falls into."""
        return split_of(self.cluster)


def split_of(cluster: str) -> Split:
    """`dev` for 60 of 100 hash values of the cluster's name, `test` for the rest; the same on every machine."""
    bucket = int(hashlib.sha256(cluster.encode()).hexdigest(), 16) % 100
    return "dev" if bucket < DEVELOPMENT_PCT else "test"


def load_cases(paths: Iterable[Path], split: SplitChoice = "all") -> tuple[Case, ...]:
    """The cases of some files, in order.

    Raises PolicyError naming file and line of the first fault, or of a double id.
    """
    cases: list[Case] = []
    seen: dict[str, str] = {}
    for path in paths:
        for number, line in enumerate(_lines(path), start=1):
            if not line.strip():
                continue
            place = f"{path.name}, line {number}"
            case = _read_case(line, place)
            if case.id in seen:
                raise PolicyError(f"{place}: the id {case.id!r} stands in {seen[case.id]} already; ids are unique.")
            seen[case.id] = place
            cases.append(case)
    return tuple(case for case in cases if split in ("all", case.split))


def question_files(folder: Path = QUESTIONS_FOLDER) -> Sequence[Path]:
    """The gold files of a folder, sorted by name. Raises PolicyError if there is none."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise PolicyError(f"There are no gold questions (*.jsonl) in {str(folder)!r}; name files with --questions.")
    return files


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"The question file {str(path)!r} cannot be read ({error}); check the path.") from error


def _read_case(line: str, place: str) -> Case:
    try:
        return Case.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the line"
        raise PolicyError(f"{place}, {field}: {first['msg']}.") from error
