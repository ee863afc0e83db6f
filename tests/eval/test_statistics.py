"""Intervals and differences against known values."""

from __future__ import annotations

import pytest

from eval.statistics import cluster_mean, group_difference, median_ratio, paired_difference, wilson


def test_wilson_against_a_published_value() -> None:
    found = wilson(81, 263)
    assert (round(found.value, 4), round(found.low, 4), round(found.high, 4)) == (0.3080, 0.2553, 0.3662)


def test_wilson_stays_inside_0_and_1() -> None:
    assert wilson(0, 10).low == 0
    assert wilson(10, 10).high == pytest.approx(1)


def test_wilson_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="0 of 0"):
        wilson(0, 0)


def test_clusters_are_drawn_as_wholes() -> None:
    alone = cluster_mean([(str(number), float(number % 2)) for number in range(40)])
    together = cluster_mean([(str(number // 20), float(number < 20)) for number in range(40)])
    assert alone is not None
    assert together is not None
    assert together.high - together.low > alone.high - alone.low


def test_the_bootstrap_is_seeded() -> None:
    values = [(str(number), float(number % 3 == 0)) for number in range(30)]
    assert cluster_mean(values) == cluster_mean(values)


def test_no_values_have_no_mean() -> None:
    assert cluster_mean([]) is None


def test_paired_difference_uses_shared_keys_only() -> None:
    found = paired_difference({"a": 1.0, "b": 1.0, "c": 0.0}, {"a": 0.0, "b": 1.0}, {"a": "x", "b": "y", "c": "z"})
    assert found is not None
    assert (found.value, found.n) == (0.5, 2)


def test_group_difference() -> None:
    found = group_difference([("a", 1.0), ("b", 1.0)], [("a", 0.0), ("c", 1.0)])
    assert found is not None
    assert found.value == 0.5


def test_median_ratio() -> None:
    assert median_ratio([10.0, 10.0, 12.0], [1.0, 1.0, 2.0]).value == 10
