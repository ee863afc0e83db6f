"""A normalised question -> the sparse features that the trained linear models read.

Character n-grams (1-3) of Chinese runs, words and word pairs of Latin runs with their character trigrams, and pairs of
toneless pinyin syllables, so that a homophone typo (冲电桩) shares features with the right word. Digits are masked:
what a question is about must not depend on the figures that stand in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

_RUN = re.compile(r"[\u3400-\u9fff#]+|[a-z][a-z'’]*")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# English words whose stems and letters are remembered: questions are made of few words.
_VOCABULARY = 8192


def extract(text: str, pinyin: Mapping[str, str]) -> dict[str, float]:
    """Feature name -> weight (1 + count over 1, damped), scaled to unit length per family. `text` is normalised."""
    han: list[str] = []
    sound: list[str] = []
    words: list[str] = []
    for run in _RUN.findall(_DIGITS.sub("#", text)):
        if "a" <= run[0] <= "z":
            words.append(stem(run))
        else:
            han += _characters(run)
            sound += [f"y:{first} {second}" for first, second in pairwise([pinyin.get(char, char) for char in run])]
    latin = [*_letters(words[0])] if words else []
    for before, word in pairwise(words):
        latin += (*_letters(word), f"p:{before} {word}")
    return {**_scaled(han, 1.0), **_scaled(sound, 0.5), **_scaled(latin, 1.0)}


def _characters(run: str) -> list[str]:
    padded = f"^{run}$"
    grams = [padded[start : start + size] for size in (1, 2, 3) for start in range(len(padded) - size + 1)]
    return [f"c:{gram}" for gram in grams if gram not in "^$"]


@lru_cache(maxsize=_VOCABULARY)
def _letters(word: str) -> tuple[str, ...]:
    """A word, which counts twice, and its pieces."""
    padded = f"^{word}$"
    return (f"w:{word}", f"w:{word}", *(f"g:{padded[start : start + 4]}" for start in range(len(padded) - 3)))


@lru_cache(maxsize=_VOCABULARY)
def stem(word: str) -> str:
    """Plural and verb endings off, crudely: only sameness matters."""
    word = word.replace("’", "'").removesuffix("'s").strip("'")
    for ending, keep in (("ies", "y"), ("ing", ""), ("es", ""), ("ed", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + keep
    return word


def _scaled(features: list[str], weight: float) -> dict[str, float]:
    damped = {name: count**0.5 for name, count in Counter(features).items()}
    length = sum(value * value for value in damped.values()) ** 0.5
    return {name: weight * value / length for name, value in damped.items()}
