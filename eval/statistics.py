"""Intervals: Wilson for single shares, the bootstrap over clusters for everything else, paired differences.

Variants of one question are no independent draws; so whole clusters are drawn, and a mean over turns is the ratio of
two sums over the clusters drawn. All intervals are 95 %, all draws are seeded: the same scores give the same interval.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", bound=Hashable)
DRAWS = 2000
SEED = 20260101
_Z = 1.959963984540054


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A mean over `n` observations with its 95 % interval [low, high]."""

    value: float
    low: float
    high: float
    n: int


def wilson(successes: int, n: int) -> Estimate:
    """The share of successes with Wilson's score interval. ValueError for n = 0 or successes outside 0..n."""
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"no share: {successes} of {n}")
    share, z2 = successes / n, _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Estimate(value=share, low=max(0.0, middle - half), high=min(1.0, middle + half), n=n)


def cluster_mean(values: Sequence[tuple[str, float]], draws: int = DRAWS) -> Estimate | None:
    """The mean of (cluster, value) pairs, the interval by drawing clusters with replacement; None without values."""
    if not values:
        return None
    sums, counts = _by_cluster(values)
    means = _resampled(sums, counts, draws)
    low, high = np.quantile(means, [0.025, 0.975])
    return Estimate(value=float(sums.sum() / counts.sum()), low=float(low), high=float(high), n=len(values))


def paired_difference(
    first: Mapping[Key, float], second: Mapping[Key, float], cluster_of: Mapping[Key, str], draws: int = DRAWS
) -> Estimate | None:
    """The mean of first - second over the keys that both have, clusters drawn as wholes; None if they share no key."""
    shared = [key for key in first if key in second]
    return cluster_mean([(cluster_of[key], first[key] - second[key]) for key in shared], draws)


def group_difference(
    first: Sequence[tuple[str, float]], second: Sequence[tuple[str, float]], draws: int = DRAWS
) -> Estimate | None:
    """Mean of the first group minus mean of the second, clusters drawn together (a cluster may have values in both)."""
    if not first or not second:
        return None
    names = sorted({name for name, _ in (*first, *second)})
    sides = [_by_cluster(values, names) for values in (first, second)]
    picks = np.random.default_rng(SEED).integers(0, len(names), size=(draws, len(names)))
    means = [sums[picks].sum(axis=1) / np.maximum(counts[picks].sum(axis=1), 1e-12) for sums, counts in sides]
    low, high = np.quantile(means[0] - means[1], [0.025, 0.975])
    value = sides[0][0].sum() / sides[0][1].sum() - sides[1][0].sum() / sides[1][1].sum()
    return Estimate(value=float(value), low=float(low), high=float(high), n=len(first) + len(second))


def median_ratio(slow: Sequence[float], fast: Sequence[float], draws: int = DRAWS) -> Estimate:
    """The ratio of two medians of independent samples, each drawn anew. ValueError if one is empty."""
    if not slow or not fast:
        raise ValueError("a ratio needs observations on both sides")
    generator = np.random.default_rng(SEED)
    above, below = np.asarray(slow), np.asarray(fast)
    ratios = [
        float(np.median(generator.choice(above, above.size)) / np.median(generator.choice(below, below.size)))
        for _ in range(min(draws, 500))
    ]
    low, high = np.quantile(ratios, [0.025, 0.975])
    return Estimate(
        value=float(np.median(above) / np.median(below)), low=float(low), high=float(high), n=above.size + below.size
    )


def _by_cluster(
    values: Sequence[tuple[str, float]], names: Sequence[str] | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    sums: dict[str, float] = defaultdict(float)
    counts: dict[str, float] = defaultdict(float)
    for name, value in values:
        sums[name] += value
        counts[name] += 1
    order = sorted(sums) if names is None else names
    return np.array([sums[name] for name in order]), np.array([counts[name] for name in order])


def _resampled(sums: NDArray[np.float64], counts: NDArray[np.float64], draws: int) -> NDArray[np.float64]:
    picks = np.random.default_rng(SEED).integers(0, len(sums), size=(draws, len(sums)))
    return sums[picks].sum(axis=1) / counts[picks].sum(axis=1)
