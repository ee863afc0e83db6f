"""What changed between two runs, question by question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.metrics import TurnScore
from eval.statistics import Estimate, paired_difference
from eval.summary import Record

Key = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A turn whose verdict is another than before."""

    before: TurnScore
    after: TurnScore

    @property
    def direction(self) -> Literal["better", "worse"]:
        """By the worth of the verdict."""
        return "better" if self.after.worth > self.before.worth else "worse"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The changes of one system, worse ones first; `added` and `removed` count turns that only one run has."""

    changes: Sequence[Change]
    accuracy: Estimate | None
    added: int
    removed: int


def compare_runs(before: Mapping[Key, TurnScore], after: Sequence[TurnScore]) -> Comparison:
    """Compare an earlier run's scores with new ones; accuracy is the paired difference, new minus old."""
    now = {(score.case, score.turn): score for score in after}
    pairs = [Change(before=before[key], after=score) for key, score in now.items() if key in before]
    changed = [pair for pair in pairs if pair.before.verdict != pair.after.verdict]
    difference = paired_difference(
        {key: float(score.right) for key, score in now.items()},
        {key: float(score.right) for key, score in before.items()},
        {key: score.cluster for key, score in now.items()},
    )
    return Comparison(
        changes=sorted(changed, key=lambda change: change.after.worth - change.before.worth),
        accuracy=difference,
        added=sum(key not in before for key in now),
        removed=sum(key not in now for key in before),
    )


def system_difference(first: Sequence[Record], second: Sequence[Record]) -> Estimate | None:
    """Accuracy of one system minus that of another on the same turns."""
    sides = [{(r.case.id, r.score.turn): float(r.score.right) for r in records} for records in (first, second)]
    clusters = {(r.case.id, r.score.turn): r.case.cluster for r in first}
    return paired_difference(sides[0], sides[1], clusters)
