"""Words searched for in a text: where they stand, and the text with them marked. Pure.

Widths and case do not matter, and traditional characters find simplified ones; every word must be found somewhere.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise

from assistant.understanding.normalise import normalise
from structured.figures import fold_width

LONGEST_SEARCH_CHARACTERS = 80


def search_words(typed: str) -> tuple[str, ...]:
    """The distinct words to look for; empty if nothing was typed."""
    return tuple(dict.fromkeys(word for part in typed[:LONGEST_SEARCH_CHARACTERS].split() if (word := normalise(part))))


def spans(text: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Every place of every word, as half-open offsets in order; places that touch are joined."""
    folded = fold_width(text)
    found: list[tuple[int, int]] = []
    for word in words:
        start = folded.find(word)
        while start >= 0:
            found.append((start, start + len(word)))
            start = folded.find(word, start + 1)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def holds(texts: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether each word stands in one of the texts."""
    folded = [fold_width(text) for text in texts]
    return all(any(word in text for text in folded) for word in words)


def marked(text: str, words: tuple[str, ...]) -> str:
    """The text, escaped, with every hit in <mark>."""
    hits = spans(text, words)
    edges = sorted({0, len(text)} | {edge for hit in hits for edge in hit})
    starts = {start for start, _ in hits}
    return "".join(
        f"<mark>{escape(text[a:b])}</mark>" if a in starts else escape(text[a:b]) for a, b in pairwise(edges)
    )
