"""Names that a text holds nearly as they are written, by rapidfuzz's partial ratio, without comparing every one of them.

Two texts of n and m letters that are alike to a share s differ by (1 - s)(n + m) letters put in or left out at most, and
each of these takes two pairs of neighbouring letters from the name at most. So a name that misses more of its pairs in
the whole text is not compared. The pairs of a text are the bits of one number.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from rapidfuzz import fuzz, process

# Names are compared with windows of the text that are as long as they are.
_BOTH = 2
_PAIRS_OF_A_LETTER = 2


class Spellings:
    """Names to be found in texts, ready to be compared. `score` is the least partial ratio, from 0 to 100."""

    def __init__(self, names: Iterable[str], score: float) -> None:
        """Note the pairs of letters of every name."""
        self._score = score
        self._bits: dict[str, int] = {}
        self._names: list[tuple[str, int, int]] = []
        for name in names:
            for pair in _pairs(name):
                self._bits.setdefault(pair, 1 << len(self._bits))
            differing = int(_BOTH * len(name) * (100 - score) / 100)
            self._names.append((name, self._mask(name), _PAIRS_OF_A_LETTER * differing))

    def nearest(self, text: str) -> tuple[str, float] | None:
        """The name that is most alike, the longest of several, with its score; None if none is near."""
        absent = ~self._mask(text)
        length = len(text)
        # In a text shorter than the name it is the text that is looked for: its pairs would have to be counted.
        possible = [name for name, pairs, most in self._names if (pairs & absent).bit_count() <= most or len(name) > length]
        near = process.extract(text, possible, scorer=fuzz.partial_ratio, score_cutoff=self._score, limit=None)
        best = max(near, key=lambda item: (item[1], len(item[0])), default=None)
        return None if best is None else (best[0], best[1])

    def _mask(self, text: str) -> int:
        mask = 0
        for pair in _pairs(text):
            mask |= self._bits.get(pair, 0)
        return mask


def _pairs(text: str) -> Iterable[str]:
    return map("".join, pairwise(text))
