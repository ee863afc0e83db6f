"""A light reader of a sentence-transformers model that consists of one StaticEmbedding module.

Such a model embeds a text as the mean of the vectors of its tokens. Reading it takes numpy, tokenizers and safetensors
and some milliseconds, where sentence_transformers costs 5-12 s to import; the vectors are the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from corpus.errors import PolicyError

_MODULE = ".StaticEmbedding"
_WEIGHTS = "embedding.weight"


class StaticEncoder:
    """Texts -> unit vectors. `dim` is the length of a vector, `fingerprint` a sha256 over weights and tokenizer."""

    def __init__(self, *, tokenizer: Tokenizer, weights: NDArray[np.float32], fingerprint: str) -> None:
        """`weights` has one row for each token id of `tokenizer`."""
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._weights = weights
        self.dim = int(weights.shape[1])
        self.fingerprint = fingerprint

    @classmethod
    def load(cls, folder: str | Path) -> StaticEncoder:
        """Read the model in `folder`. Raises PolicyError if it is missing, damaged or of another kind."""
        module = _module_path(Path(folder))
        if module is None:
            raise PolicyError(f"{str(folder)!r} is no StaticEmbedding model (see modules.json); restore its folder.")
        weights_path, tokenizer_path = module / "model.safetensors", module / "tokenizer.json"
        try:
            weights = load_file(weights_path)[_WEIGHTS].astype(np.float32)
            tokenizer = _read_tokenizer(tokenizer_path)
            digest = hashlib.sha256(weights_path.read_bytes() + tokenizer_path.read_bytes()).hexdigest()
        except OSError as error:
            raise PolicyError(
                f"The embedding model {str(folder)!r} cannot be read ({error.strerror}); restore its folder."
            ) from error
        except (SafetensorError, KeyError, ValueError) as error:
            raise _damaged(folder) from error
        if tokenizer.get_vocab_size() > len(weights):
            raise _damaged(folder)
        return cls(tokenizer=tokenizer, weights=weights, fingerprint=digest)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text, shape [len(texts), dim], length 1; a text without a known token gives zeros."""
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        vectors = np.zeros((len(encodings), self.dim), dtype=np.float32)
        for row, encoding in enumerate(encodings):
            if encoding.ids:
                vectors[row] = self._weights[encoding.ids].mean(axis=0)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(lengths, 1e-12)


def _read_tokenizer(path: Path) -> Tokenizer:
    text = path.read_text(encoding="utf-8")
    try:
        return Tokenizer.from_str(text)
    except Exception as error:  # tokenizers raises bare Exception for what it cannot parse
        raise ValueError(f"{path.name} is no tokenizer: {error}") from error


def _damaged(folder: str | Path) -> PolicyError:
    return PolicyError(f"The embedding model {str(folder)!r} is damaged; restore its folder.")


def _module_path(folder: Path) -> Path | None:
    """The folder of the StaticEmbedding module, or None if the model holds anything besides it and a normalisation."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [module["type"] for module in modules]
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if not kinds or not kinds[0].endswith(_MODULE) or any(not kind.endswith(".Normalize") for kind in kinds[1:]):
        return None
    return folder / modules[0]["path"]
