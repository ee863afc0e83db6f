"""The maps of a twin: every figure, year and five-year period of a plan to another one.

Figures: inside a dimension (share, power, area, …; counters and bare numbers are one) the plan's values get other
values in the same order, so that `at least`, `more than` and every comparison in a question keep their sense. A value
that the plan writes as a word (three levels) or that is no fact (5G) stays as it is, and so do 0 % and 100 %. Times:
the two five-year periods that the plan names most often change places, and with them their years.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from eval.reading import Quantity
from structured.figures import dimension, in_base, to_decimal
from structured.periods import parse_times, period_years

_SHARE = "share"
_LEAST, _MOST = Fraction(3, 5), Fraction(8, 5)


@dataclass(frozen=True, kw_only=True)
class FigureMap:
    """Old -> new values in base units, ascending, a pair of sequences a dimension ("": counters and bare numbers)."""

    values: Mapping[str, tuple[tuple[Fraction, ...], tuple[Fraction, ...]]]

    def changed(self, quantity: Quantity) -> Decimal:
        """The new value in the quantity's own unit.

        Values that the plan does not have keep their place in the order.
        """
        name = dimension(quantity.unit)
        old, new = self.values.get(name, ((), ()))
        base = _placed(quantity.in_base, old, new)
        factor = in_base(Decimal(1), quantity.unit)
        return to_decimal(base / factor) if base != quantity.in_base else quantity.value

    def prints(self, number: Decimal) -> bool:
        """Whether the number stands for a value of some dimension, in its base unit or in tens of thousands of it."""
        bases = {Fraction(number), Fraction(number) * 10**4}
        return any(name and bases & set(old) for name, (old, _) in self.values.items())


@dataclass(frozen=True, kw_only=True)
class TimeMap:
    """Two five-year periods that change places, in printed form; None where the plan names fewer than two."""

    periods: tuple[str, str] | None

    def period(self, name: str) -> str:
        """The period that takes the place of this one."""
        if self.periods is None or name not in self.periods:
            return name
        return self.periods[1 - self.periods.index(name)]

    def year(self, year: int) -> int:
        """The year at the same place of the other period; years outside both stay."""
        spans = [years for period in self.periods or () if (years := period_years(period))]
        for one, other in zip(spans, reversed(spans), strict=True):
            if one[0] <= year <= one[1]:
                return year - one[0] + other[0]
        return year


def make_time_map(text: str) -> TimeMap:
    """The map for a plan's text."""
    named = Counter(time.period for time in parse_times(text) if period_years(time.period))
    first = [period for period, _ in named.most_common(2)]
    return TimeMap(periods=(first[0], first[1]) if len(first) == 2 else None)


def make_figure_map(changing: Iterable[Quantity], fixed: Iterable[Quantity], seed: int) -> FigureMap:
    """A map that changes the values of `changing` but for those that are in `fixed` too.

    The same seed, the same map.
    """
    stays: dict[str, set[Fraction]] = defaultdict(set)
    stays[_SHARE] |= {Fraction(0), Fraction(100)}
    for quantity in fixed:
        stays[dimension(quantity.unit)].add(quantity.in_base)
    steps: dict[str, dict[Fraction, Fraction]] = defaultdict(dict)
    for quantity in changing:
        name, base = dimension(quantity.unit), quantity.in_base
        if base not in stays[name]:
            step = in_base(Decimal(1).scaleb(_exponent(quantity.value)), quantity.unit)
            steps[name][base] = min(step, steps[name].get(base, step))
    generator = random.Random(seed)
    names = sorted({*stays, *steps})
    return FigureMap(values={name: _drawn(steps[name], sorted(stays[name]), generator) for name in names})


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(0, exponent) if isinstance(exponent, int) else 0


def _drawn(
    steps: Mapping[Fraction, Fraction], stays: Iterable[Fraction], generator: random.Random
) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Every changing value is drawn anew from its grid, nearer to its old place than to its neighbours'."""
    old = sorted({*steps, *stays})
    new = list(old)
    for at, value in enumerate(old):
        if value in steps:
            low = max((old[at - 1] + value) / 2 if at else Fraction(0), value * _LEAST)
            high = min((value + old[at + 1]) / 2 if at + 1 < len(old) else value * 2, value * _MOST)
            choices = [other for other in _between(low, high, steps[value]) if other != value]
            new[at] = generator.choice(choices) if choices else value
    return tuple(old), tuple(new)


def _between(low: Fraction, high: Fraction, step: Fraction) -> list[Fraction]:
    """Up to 1,000 multiples of the step strictly between two bounds, evenly spread."""
    first, last = low // step + 1, -(-high // step) - 1
    spread = max(1, (last - first) // 1000)
    return [step * number for number in range(int(first), int(last) + 1, int(spread)) if low < step * number < high]


def _placed(value: Fraction, old: Sequence[Fraction], new: Sequence[Fraction]) -> Fraction:
    """The image of a value: exact for known ones, between the images of its neighbours for others."""
    if not old:
        return value
    at = bisect_left(old, value)
    if at < len(old) and old[at] == value:
        return new[at]
    if at == len(old):
        return value + (new[-1] - old[-1])
    low, image_low = (old[at - 1], new[at - 1]) if at else (Fraction(0), Fraction(0))
    share = (value - low) / (old[at] - low)
    image = image_low + share * (new[at] - image_low)
    for digits in (0, 1, 2, 3):
        rounded = Fraction(round(image, digits))
        if image_low < rounded < new[at]:
            return rounded
    return image
