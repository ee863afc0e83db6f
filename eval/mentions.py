"""What the questions name: gold mentions for a part of the development questions, and the F1 of what was linked.

`mentions.jsonl` has one line a case: `{"id", "mentions": [[kind, value], …]}`, for questions of one turn. Only the
kinds in KINDS are annotated and counted; a question that names none of them has an empty list and counts what is
linked falsely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import PolicyError
from eval.summary import Record

MENTIONS_FILE = Path(__file__).parent / "mentions.jsonl"
KINDS = ("unit", "clause", "action", "period", "year", "figure")
Mentions = frozenset[tuple[str, str]]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    mentions: tuple[tuple[str, str], ...]


class MentionScore(BaseModel):
    """Counts over the annotated turns that were asked.

    Precision, recall and F1 follow. 1 where nothing is expected.
    """

    model_config = ConfigDict(frozen=True)

    turns: int
    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of linked mentions that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of gold mentions that were linked."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.found + self.wanted
        return 2 * self.right / total if total else 1.0


def load_mentions(path: Path = MENTIONS_FILE) -> dict[str, Mentions]:
    """Gold mentions by case id. Raises PolicyError for a line that cannot be read."""
    found: dict[str, Mentions] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            read = _Line.model_validate_json(line)
        except ValidationError as error:
            raise PolicyError(f"{path.name}, line {number}: {error.errors()[0]['msg']}.") from error
        found[read.id] = frozenset(read.mentions)
    return found


def score_mentions(records: Iterable[Record], gold: Mapping[str, Mentions]) -> MentionScore | None:
    """Micro-averaged over all annotated first turns whose system tells its mentions; None if there is none."""
    turns, right, found, wanted = 0, 0, 0, 0
    for record in records:
        expected, trace = gold.get(record.case.id), record.answer.trace
        if expected is None or trace is None or record.score.turn:
            continue
        linked = frozenset(mention for mention in trace.mentions if mention[0] in KINDS)
        turns, right, found, wanted = (
            turns + 1,
            right + len(linked & expected),
            found + len(linked),
            wanted + len(expected),
        )
    return MentionScore(turns=turns, right=right, found=found, wanted=wanted) if turns else None
