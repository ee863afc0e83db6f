"""The answers that are scored: the answer object as `policy-assistant batch` writes it, read from JSONL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import PolicyError

Status = Literal["answered", "not_in_plan", "out_of_scope", "clarify", "error"]


class CitationView(BaseModel):
    """A citation as delivered; `start` and `end` are half-open offsets into the canonical text."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    mark: int = 0
    clause: str
    heading: str = ""
    quote: str = ""
    start: int = -1
    end: int = -1


class CalculationView(BaseModel):
    """A calculation as delivered; `value` may come as a number or as a string."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    expression: str
    value: Decimal
    unit: str = ""
    clause: str = ""


class Trace(BaseModel):
    """What the stages did, where a system tells: kinds and clauses ranked best first, mentions as (kind, value).

    `clauses` are those of the evidence, `candidates` further ones that were considered; `dropped` are the sentences
    that grounding took out; `refused` is the reason of an early end.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    kinds: tuple[str, ...] = ()
    mentions: tuple[tuple[str, str], ...] = ()
    clauses: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    refused: str = ""
    dropped: tuple[str, ...] = ()

    @property
    def ranked(self) -> tuple[str, ...]:
        """Evidence, then candidates, each clause once."""
        return tuple(dict.fromkeys((*self.clauses, *self.candidates)))


class AnswerView(BaseModel):
    """The answer object as delivered. Unknown fields are ignored; `trace` is written by the runner only."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: str = ""
    language: str = ""
    status: Status = "error"
    text: str = ""
    citations: tuple[CitationView, ...] = ()
    calculations: tuple[CalculationView, ...] = ()
    seconds: Mapping[str, float] = {}
    trace: Trace | None = None

    @property
    def cited_clauses(self) -> tuple[str, ...]:
        """The distinct clauses that are cited, in order of first citation."""
        return tuple(dict.fromkeys(citation.clause for citation in self.citations))


NO_ANSWER = AnswerView()


def load_answers(path: Path) -> dict[str, tuple[AnswerView, ...]]:
    """Answers by case id, one a turn; a line that holds an error has none. Raises PolicyError for a broken line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"The answer file {str(path)!r} cannot be read ({error}); check the path.") from error
    return dict(_read_lines(lines, path.name))


def read_answers(objects: Iterable[object]) -> tuple[AnswerView, ...]:
    """The answers of one dialogue from plain JSON objects. Raises pydantic.ValidationError if one is malformed."""
    return tuple(AnswerView.model_validate(item) for item in objects)


def _read_lines(lines: Iterable[str], name: str) -> Iterable[tuple[str, tuple[AnswerView, ...]]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            yield str(data["id"]), read_answers(data.get("answers", ()))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reason = (
                f"{error.errors()[0]['loc']}: {error.errors()[0]['msg']}"
                if isinstance(error, ValidationError)
                else error
            )
            raise PolicyError(
                f"{name}, line {number} is no answer line of `policy-assistant batch` ({reason})."
            ) from error
