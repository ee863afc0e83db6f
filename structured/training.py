"""The training questions of a plan: people's words for its rows, written one by one, apart from the gold questions."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import PolicyError
from structured.table import SHARED_FOLDER, table_checksum

TrainingKind = Literal[
    "units", "clauses_of_unit", "figure", "list", "count", "compare", "clause", "locate", "obligations", "compute",
    "check", "verify", "explain", "not_in_plan", "out_of_scope", "clarify", "followup", "meta",
]


class TrainingQuestion(BaseModel):
    """One question. `quote` is the verbatim part of the plan that answers it, empty where no single part does.

    `aspect` says what a `not_in_plan` question asks for in vain; `prev` and `standalone` belong to follow-ups.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str
    lang: Literal["zh", "en"]
    kind: TrainingKind
    clause: str = ""
    quote: str = ""
    aspect: str = ""
    readings: tuple[str, ...] = ()
    prev: str = ""
    standalone: str = ""


def training_files(plan: str, shared: Path = SHARED_FOLDER) -> list[Path]:
    """The files with the training questions of a plan, in a fixed order; empty for a plan that has none."""
    return sorted((shared / "training" / plan).glob("*.jsonl"))


def load_training(plan: str, shared: Path = SHARED_FOLDER) -> list[TrainingQuestion]:
    """All training questions of a plan. Raises PolicyError naming file and line of the first that cannot be read."""
    questions = []
    for path in training_files(plan, shared):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                questions.append(TrainingQuestion.model_validate(json.loads(line)))
            except (ValidationError, json.JSONDecodeError) as error:
                raise PolicyError(f"{path.name}, line {number} is no training question: {error}.") from error
    return questions


def training_checksum(plan: str, shared: Path = SHARED_FOLDER) -> str:
    """One sha256 over the tables and the training questions: what the trained models are made from."""
    digest = hashlib.sha256(table_checksum(plan, shared / "tables", shared).encode())
    for path in training_files(plan, shared):
        digest.update(path.read_bytes())
    return digest.hexdigest()
