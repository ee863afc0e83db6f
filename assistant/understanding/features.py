"""A normalised question -> the sparse features that the trained linear models read.

Character n-grams (1-3) of Chinese runs, words and word pairs of Latin runs with their character trigrams, and pairs of
toneless pinyin syllables, so that a homophone typo (冲电桩) shares features with the right word. Digits are masked:
what a question is about must not depend on the figures that stand in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

_RUN = re.compile(r"[\u3400-\u9fff#]+|[a-z][a-z'’]*")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def extract(text: str, pinyin: Mapping[str, str]) -> dict[str, float]:
    """Feature name -> weight (1 + count over 1, damped), scaled to unit length per family. `text` is normalised."""
    masked = _DIGITS.sub("#", text)
    han: Counter[str] = Counter()
    latin: Counter[str] = Counter()
    sound: Counter[str] = Counter()
    words: list[str] = []
    for run in _RUN.findall(masked):
        if run[0].isascii() and run[0] != "#":
            words.append(stem(run))
            continue
        _count_han(run, han, sound, pinyin)
    for position, word in enumerate(words):
        latin[f"w:{word}"] += 2
        padded = f"^{word}$"
        for start in range(len(padded) - 3):
            latin[f"g:{padded[start:start + 4]}"] += 1
        if position:
            latin[f"p:{words[position - 1]} {word}"] += 1
    return {**_scaled(han, 1.0), **_scaled(sound, 0.5), **_scaled(latin, 1.0)}


def _count_han(run: str, han: Counter[str], sound: Counter[str], pinyin: Mapping[str, str]) -> None:
    padded = f"^{run}$"
    for size in (1, 2, 3):
        for start in range(len(padded) - size + 1):
            gram = padded[start : start + size]
            if gram not in "^$":
                han[f"c:{gram}"] += 1
    syllables = [pinyin.get(char, char) for char in run]
    for first, second in pairwise(syllables):
        sound[f"y:{first} {second}"] += 1


def stem(word: str) -> str:
    """Plural and verb endings off, crudely: only sameness matters."""
    word = word.replace("’", "'").removesuffix("'s").strip("'")
    for ending, keep in (("ies", "y"), ("ing", ""), ("es", ""), ("ed", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + keep
    return word


def _scaled(counts: Counter[str], weight: float) -> dict[str, float]:
    damped = {name: count**0.5 for name, count in counts.items()}
    length = sum(value * value for value in damped.values()) ** 0.5
    return {name: weight * value / length for name, value in damped.items()}
