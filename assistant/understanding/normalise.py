"""The words as people type them -> the words that everything later works on.

1. Markup, control characters and emoji go; NFKC folds widths; case is folded.
2. Traditional characters become simplified (OpenCC t2s).
3. The language is that of most words: a Chinese character counts as one word, so does a run of Latin letters; about
   as many of both are Chinese.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from assistant.turn import Language

_TAG = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|</?[a-zA-Z!][^<>]{0,400}>|&[a-z]{2,8};|&#x?[0-9a-f]+;", re.I | re.S)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[a-z][a-z'’-]*", re.I)
_EMOJI = re.compile("[\u2190-\u2bff\ufe0f\u200b-\u200f\ue000-\uf8ff\U0001f000-\U0001faff]")
# Marks around a question say nothing; a question mark is kept, brackets may belong to a reference.
_EDGES = " !~…。.，,、;；:：\"'“”‘’「」『』"
_HAN_SPACE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


class _Unseen(dict[int, int]):
    """Code point -> a space for emoji and control characters, else itself; filled as characters come up."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        hidden = unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn") or _EMOJI.match(char)
        kept = self[code] = ord(" ") if hidden else code
        return kept


_UNSEEN = _Unseen()


@lru_cache(maxsize=1)
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def has_markup(text: str) -> bool:
    """Whether the text holds tags or entities, which are never repeated."""
    return bool(_TAG.search(text))


def normalise(text: str) -> str:
    """Lower-case simplified text in NFKC without markup, emoji and control characters; single spaces."""
    text = _TAG.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("∶", ":")
    text = text.translate(_UNSEEN)
    if not text.isascii():
        text = _simplifier().convert(text)
    return _HAN_SPACE.sub("", " ".join(text.lower().split())).strip(_EDGES)


def detect_language(text: str) -> Language:
    """`zh` if two Chinese characters or more stand against at most five words for every four of them; `zh` for neither."""
    han = len(_HAN.findall(text))
    latin = len(_LATIN_WORD.findall(text))
    if han == 0 and latin == 0:
        return "zh"
    return "zh" if han and han >= latin * 0.5 else "en" if latin else "zh"
