"""Reading the trained linear models: what a question is about and what kind of question it is.

A model folder holds `weights.npy` (int8, [features, classes], in steps of `scale.npy`), `bias.npy` and `idf.npy` (float32), `model.json`
(the feature names in row order, the heads with their class names in column order, the pinyin of every character seen in
training, the checksum of what it was trained on). The weights are mapped, not read: a question touches some hundred rows.
`train.py` writes the folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.features import extract
from corpus.errors import PolicyError

MODELS_FOLDER = Path(__file__).parent / "models"
Ranking = tuple[tuple[str, float], ...]


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Softmax probabilities per head, best first, and the share of the question's feature weight the model knows."""

    heads: Mapping[str, Ranking]
    known: float

    def of(self, head: str) -> dict[str, float]:
        """Class -> probability of one head."""
        return dict(self.heads.get(head, ()))

    def best(self, head: str) -> tuple[str, float]:
        """The most probable class of a head; ("", 0.0) if the head has no classes."""
        ranked = self.heads.get(head, ())
        return ranked[0] if ranked else ("", 0.0)


class _Heads(Mapping[str, Ranking]):
    """Head -> its ranking, worked out when it is first asked for: few questions need every head."""

    def __init__(self, logits: NDArray[np.float32], classes: Mapping[str, tuple[int, list[str]]]) -> None:
        """`classes` gives the first column of a head and the names of its columns."""
        self._logits = logits
        self._classes = classes
        self._ranked: dict[str, Ranking] = {}

    def __getitem__(self, head: str) -> Ranking:
        if head not in self._ranked:
            first, names = self._classes[head]
            self._ranked[head] = _rank(self._logits[first : first + len(names)], names) if names else ()
        return self._ranked[head]

    def __iter__(self) -> Iterator[str]:
        return iter(self._classes)

    def __len__(self) -> int:
        return len(self._classes)


def _rank(logits: NDArray[np.float32], names: list[str]) -> Ranking:
    chances = np.exp(logits - logits.max())
    chances /= chances.sum()
    order = np.argsort(-chances, kind="stable")
    return tuple(zip(map(names.__getitem__, order.tolist()), chances[order].tolist(), strict=True))


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
            self._rows = {name: row for row, name in enumerate(meta["features"])}
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
        """The probabilities of all heads for a normalised question."""
        features = extract(text, self.pinyin)
        known = [(self._rows[name], weight) for name, weight in features.items() if name in self._rows]
        total = sum(weight * weight for weight in features.values())
        if not known:
            return Scores(heads=dict.fromkeys(self._classes, ()), known=0.0)
        rows = np.array([row for row, _ in known])
        values = np.array([weight for _, weight in known], dtype=np.float32)
        share = float((values**2).sum()) / total
        values *= self._idf[rows]
        values /= float(np.linalg.norm(values)) or 1.0
        logits = (values @ self._weights[rows].astype(np.float32)) * self._scale + self._bias
        return Scores(heads=_Heads(logits, self._classes), known=share)


def _first_columns(heads: Mapping[str, list[str]]) -> dict[str, tuple[int, list[str]]]:
    """Head -> its first column and the class names of its columns."""
    ends = accumulate(len(names) for names in heads.values())
    return {head: (end - len(names), names) for end, (head, names) in zip(ends, heads.items(), strict=True)}
