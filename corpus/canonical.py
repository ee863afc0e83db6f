"""Source text -> canonical text: line-wrap artefacts removed, nothing else changed.

The rule: a blank is dropped unless it stands between two Latin letters. Text taken from a PDF has a blank
at every line end and around every run of Latin letters or digits (`到 2025 年`, `责 任单位`, `C 字形`, `(GDP )`);
printed Chinese has none of them, so all go (`C字形` and `5G基站` are written closed up). A line break that is
not a wrap (the file's own lines) is kept. Where a blank was dropped is remembered in `breaks`: it is the only
trace of a paragraph end that such text has, and the parser uses it to find where a heading ends.
"""

from __future__ import annotations

from dataclasses import dataclass

_BLANKS = " \t\u00a0\u3000"


@dataclass(frozen=True, kw_only=True)
class CanonicalText:
    """The canonical text; `source_offsets[i]` is the source offset of character i.

    `breaks` holds the canonical offsets before which the source had a blank or a line break.
    """

    text: str
    source_offsets: tuple[int, ...]
    breaks: frozenset[int]


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def canonicalise(source: str) -> CanonicalText:
    """Remove the line-wrap artefacts of `source` and map every kept character back to it."""
    chars: list[str] = []
    offsets: list[int] = []
    breaks: set[int] = set()
    for offset, char in enumerate(source):
        if char in _BLANKS:
            breaks.add(len(chars))
            following = source[offset + 1 : offset + 2]
            if not (chars and _is_latin(chars[-1]) and _is_latin(following)):
                continue
        elif char in "\r\n":
            breaks.add(len(chars))
            breaks.add(len(chars) + 1)
        chars.append(char)
        offsets.append(offset)
    return CanonicalText(text="".join(chars), source_offsets=tuple(offsets), breaks=frozenset(breaks))
