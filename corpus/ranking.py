"""Rankings: lists of (row, score), best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Ranking = list[tuple[int, float]]
FUSION_K = 60


def best(scores: NDArray[np.float32], k: int, *, above: float = 0.0) -> Ranking:
    """The k greatest scores above `above` as (position, score), equal scores in order of position."""
    candidates = np.flatnonzero(scores > above)
    if 0 < k < len(candidates):
        cut = np.partition(scores[candidates], len(candidates) - k)[len(candidates) - k]
        candidates = candidates[scores[candidates] >= cut]
    order = np.argsort(-scores[candidates], kind="stable")[: max(k, 0)]
    return [(int(position), float(scores[position])) for position in candidates[order]]


def distinct(ranking: Iterable[tuple[int, float]], group: Sequence[int]) -> Ranking:
    """The ranking of groups: `group[row]` is the row that stands for all of its group, scored by its best row."""
    found: dict[int, float] = {}
    for row, score in ranking:
        found.setdefault(group[row], score)
    return list(found.items())


def fuse(rankings: Iterable[Sequence[tuple[int, float]]]) -> Ranking:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009, k = 60); equal sums stand in row order."""
    sums: dict[int, float] = {}
    for ranking in rankings:
        for rank, (row, _) in enumerate(ranking, start=1):
            sums[row] = sums.get(row, 0.0) + 1.0 / (FUSION_K + rank)
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))
