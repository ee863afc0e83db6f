"""The tokenizer of the model: a closed vocabulary of Chinese words and characters, Latin stems and the plan's numbers.

1. Text is made NFKC and lower case and cut into runs of known Chinese characters, Latin words, and numbers.
2. Each piece is cut into the longest known tokens from the left. A Chinese word that is not known falls into
   characters; a Latin word falls into a stem and endings, or is unknown as a whole, and so is a number that the plan
   does not print: a figure of the asker's own says nothing about the place that he asks for.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

import rjieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from corpus.lexical import stem

UNKNOWN = "[UNK]"
_ENDINGS = ("s", "es", "e", "ed", "ing", "ion", "er", "ers", "ly", "al", "ies", "y")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN = re.compile("[a-z]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LONGEST_WORD = 3
_RAREST_WORD = 2
_LONGEST_PIECE = 1000


def build_tokenizer(texts: Iterable[str], numbers_of: str) -> Tokenizer:
    """Collect the vocabulary of `texts` and the numbers that `numbers_of` prints; token 0 is the unknown one."""
    characters: set[str] = set()
    words: Counter[str] = Counter()
    segmenter = rjieba.Jieba()
    for text in map(_normalised, texts):
        for run in _HAN.findall(text):
            characters.update(run)
            words.update(word for word in segmenter.cut(run) if 1 < len(word) <= _LONGEST_WORD)
        words.update(stem(word) for word in _LATIN.findall(text))
    frequent = sorted(word for word, count in words.items() if count >= _RAREST_WORD)
    numbers = sorted(set(_NUMBER.findall(_normalised(numbers_of))))
    tokens = dict.fromkeys([UNKNOWN, *sorted(characters), *_ENDINGS, *numbers, *frequent])
    return _tokenizer({token: number for number, token in enumerate(tokens)}, "".join(sorted(characters)))


def parts_of(token: str) -> list[str]:
    """The parts whose vectors a token shares: its characters, or the runs of four letters of a Latin stem."""
    if _HAN.fullmatch(token):
        return list(token)
    if not _LATIN.fullmatch(token) or len(token) < 4:
        return []
    framed = f"<{token}>"
    return [framed[at : at + 4] for at in range(len(framed) - 3)]


def _normalised(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _tokenizer(vocabulary: dict[str, int], characters: str) -> Tokenizer:
    tokenizer = Tokenizer(
        models.WordPiece(
            vocabulary, unk_token=UNKNOWN, continuing_subword_prefix="", max_input_chars_per_word=_LONGEST_PIECE
        )
    )
    known = f"[{characters}]+|" if characters else ""
    pieces = Regex(known + r"[a-z]+|[0-9]+(?:\.[0-9]+)?")
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(pieces, "removed", invert=True)
    return tokenizer
