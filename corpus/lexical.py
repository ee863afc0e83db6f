"""Text -> tokens for Chinese and English, and a BM25 index over them.

1. Text is made NFKC and lower case.
2. Chinese runs give the segmenter's words, and every two neighbouring characters (so that a word that the segmenter
   cuts differently in question and text is found all the same); a run of one character gives that character.
3. Latin words lose plural, -ing, -ed and a final e; numbers keep their decimal point.

Measured at 400,000 passages: bm25s `retrieve()` takes 70 ms, because its `argpartition` degenerates on ties at zero;
`get_scores()` with a top-k over the non-zero scores takes 1.3 ms with the same results.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import rjieba
from numpy.typing import NDArray

from corpus.ranking import best

if TYPE_CHECKING:
    from bm25s import BM25

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_PIECES = re.compile(rf"(?P<han>{_HAN}+)|(?P<word>[^\W\d_](?:(?!{_HAN})\w)*)|(?P<number>\d+(?:\.\d+)?)")
_VOWEL = re.compile("[aeiouy]")


class Tokeniser:
    """Cuts text into tokens; `words` are Chinese words that the segmenter is to keep whole."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Load the segmenter's dictionary (70 ms) and add `words` to it."""
        self.words = tuple(sorted(set(words)))
        self._segmenter = rjieba.Jieba()
        for word in self.words:
            self._segmenter.add_word(word, None, None)

    def __call__(self, text: str) -> list[str]:
        """The tokens in text order, repeated ones included."""
        tokens: list[str] = []
        for piece in _PIECES.finditer(unicodedata.normalize("NFKC", text).lower()):
            if piece.lastgroup == "han":
                tokens += self._han_tokens(piece.group())
            elif piece.lastgroup == "word":
                tokens.append(stem(piece.group()))
            else:
                tokens.append(piece.group())
        return tokens

    def _han_tokens(self, run: str) -> list[str]:
        if len(run) == 1:
            return [run]
        words = [word for word in self._segmenter.cut(run) if len(word) > 1]
        return words + [run[at : at + 2] for at in range(len(run) - 1)]


@cache
def _plain_tokeniser() -> Tokeniser:
    return Tokeniser()


def tokenise(text: str) -> list[str]:
    """The tokens of `text` without extra words; an index with extra words has a tokeniser of its own."""
    return _plain_tokeniser()(text)


def stem(word: str) -> str:
    """A lower-case Latin word without plural, -ing, -ed and final e: `charging`, `charges`, `charge` give `charg`."""
    word = _singular(word)
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and _VOWEL.search(root) and not word.endswith("eed"):
            doubled = root[-1] == root[-2] and root[-1] not in "lsz"
            word = root[:-1] if doubled else root
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


class LexicalIndex:
    """BM25 over a list of texts; positions in the list are the documents' numbers."""

    def __init__(self, *, count: int, tokeniser: Tokeniser, bm25: BM25 | None) -> None:
        """`bm25` is None where no text holds a token."""
        self.count = count
        self.tokenise = tokeniser
        self._bm25 = bm25

    @classmethod
    def build(cls, texts: Sequence[str], words: Iterable[str] = ()) -> LexicalIndex:
        """Index `texts`; `words` are Chinese words to keep whole in texts and queries."""
        from bm25s import BM25  # a door: 0.3 s, which a question that the table answers never pays

        tokeniser = Tokeniser(words)
        vocabulary: dict[str, int] = {}
        ids = [[vocabulary.setdefault(token, len(vocabulary)) for token in tokeniser(text)] for text in texts]
        if not vocabulary:
            return cls(count=len(texts), tokeniser=tokeniser, bm25=None)
        bm25 = BM25()
        bm25.index((ids, vocabulary), create_empty_token=False, show_progress=False)
        return cls(count=len(texts), tokeniser=tokeniser, bm25=bm25)

    def scores(self, query: str) -> NDArray[np.float32]:
        """One BM25 score for each text, 0 where no token is shared."""
        found = self._bm25.get_tokens_ids(self.tokenise(query)) if self._bm25 else []
        if not (self._bm25 and found):
            return np.zeros(self.count, dtype=np.float32)
        return self._bm25.get_scores_from_ids(found)

    def top(self, query: str, k: int) -> list[tuple[int, float]]:
        """The k best texts as (number, score), best first, equal scores in text order; never one with score 0."""
        return best(self.scores(query), k)

    def save(self, folder: Path) -> None:
        """Write the index into `folder`, which is made if it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        settings = {"count": self.count, "words": self.tokenise.words, "empty": self._bm25 is None}
        (folder / "lexical.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
        if self._bm25:
            self._bm25.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read what `save` wrote. Raises OSError or ValueError where the files are missing or damaged."""
        from bm25s import BM25  # a door, as in build

        settings = json.loads((folder / "lexical.json").read_text(encoding="utf-8"))
        bm25 = None if settings["empty"] else BM25.load(folder, show_progress=False)
        return cls(count=settings["count"], tokeniser=Tokeniser(settings["words"]), bm25=bm25)
