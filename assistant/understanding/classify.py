"""Reading the trained linear models: what a question is about and what kind of question it is.

A model folder holds `weights.npy` (int8, [features, classes], in steps of `scale.npy`), `bias.npy` and `idf.npy` (float32), `model.json`
(the feature names in row order, the heads with their class names in column order, the pinyin of every character seen in
training, the checksum of what it was trained on). The weights are mapped, not read: a question touches some hundred rows.
`train.py` writes the folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.features import extract
from corpus.errors import PolicyError

MODELS_FOLDER = Path(__file__).parent / "models"
Ranking = tuple[tuple[str, float], ...]


class Scores:
    """What the model says of one text.

    It is worked out when it is asked for: few questions need every head, and many parts of a question are only counted.
    """

    def __init__(self, model: LinearModel, text: str) -> None:
        """`text` is normalised."""
        self._model = model
        self._text = text
        self._ranked: dict[str, Ranking] = {}

    @cached_property
    def _read(self) -> tuple[NDArray[np.float32] | None, float]:
        return self._model.read(self._text)

    @property
    def known(self) -> float:
        """The share of the text's feature weight that the model knows."""
        return self._read[1]

    def ranked(self, head: str) -> Ranking:
        """The classes of one head with their softmax probabilities, best first; empty if nothing of the text is known."""
        if head not in self._ranked:
            logits = self._read[0]
            self._ranked[head] = () if logits is None else self._model.rank(head, logits)
        return self._ranked[head]

    def of(self, head: str) -> dict[str, float]:
        """Class -> probability of one head, best first."""
        return dict(self.ranked(head))

    def best(self, head: str) -> tuple[str, float]:
        """The most probable class of a head; ("", 0.0) if there is none."""
        ranked = self.ranked(head)
        return ranked[0] if ranked else ("", 0.0)


class LinearModel:
    """A trained model of one plan, opened from its folder."""

    def __init__(self, folder: Path) -> None:
        """Map the weights. Raises PolicyError if a file is missing or the files do not fit each other."""
        try:
            meta = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            self._weights: NDArray[np.int8] = np.asarray(np.load(folder / "weights.npy", mmap_mode="r"))
            self._scale: NDArray[np.float32] = np.load(folder / "scale.npy")
            self._bias: NDArray[np.float32] = np.load(folder / "bias.npy")
            self._idf: NDArray[np.float32] = np.load(folder / "idf.npy")
            self._rows = dict(zip(meta["features"], range(len(meta["features"])), strict=True))
            self._classes = _first_columns(meta["heads"])
            self.pinyin: dict[str, str] = meta["pinyin"]
            self.checksum: str = meta["checksum"]
        except (OSError, ValueError, EOFError, KeyError, TypeError) as error:
            raise PolicyError(
                f"The question model in {str(folder)!r} is missing or damaged ({error}); run `make model` to train it again."
            ) from error
        classes = sum(len(names) for _, names in self._classes.values())
        if self._weights.shape != (len(self._rows), classes) or self._bias.shape != (classes,):
            raise PolicyError(f"The question model in {str(folder)!r} does not fit its description; run `make model`.")

    def score(self, text: str) -> Scores:
        """The probabilities of all heads for a normalised text."""
        return Scores(self, text)

    def read(self, text: str) -> tuple[NDArray[np.float32] | None, float]:
        """The logits of all columns, None where nothing is known, and the share of the feature weight that is known."""
        features = extract(text, self.pinyin)
        known = [(row, weight) for row, weight in zip(map(self._rows.get, features), features.values(), strict=True) if row is not None]
        if not known:
            return None, 0.0
        rows = np.array([row for row, _ in known])
        values = np.array([weight for _, weight in known], dtype=np.float32)
        share = float((values**2).sum()) / sum(weight * weight for weight in features.values())
        values *= self._idf[rows]
        values /= float(np.linalg.norm(values)) or 1.0
        return (values @ self._weights[rows].astype(np.float32)) * self._scale + self._bias, share

    def rank(self, head: str, logits: NDArray[np.float32]) -> Ranking:
        """The classes of one head with their softmax probabilities, best first; empty for a head without classes."""
        first, names = self._classes.get(head, (0, []))
        if not names:
            return ()
        own = logits[first : first + len(names)]
        chances = np.exp(own - np.maximum.reduce(own))
        chances /= np.add.reduce(chances)
        order = (-chances).argsort(kind="stable")
        return tuple(zip(map(names.__getitem__, order.tolist()), chances[order].tolist(), strict=True))


def _first_columns(heads: Mapping[str, list[str]]) -> dict[str, tuple[int, list[str]]]:
    """Head -> its first column and the class names of its columns."""
    ends = accumulate(len(names) for names in heads.values())
    return {head: (end - len(names), names) for end, (head, names) in zip(ends, heads.items(), strict=True)}
