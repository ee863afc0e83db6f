"""The door to sentence_transformers: a model's name or folder -> an encoder.

The bundled model is read by `StaticEncoder`, so that asking a question never imports torch; every other model goes
through sentence_transformers, offline unless the environment variable HF_HUB_OFFLINE says otherwise.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.encoder import Encoder
from corpus.errors import PolicyError
from corpus.static_embedding import StaticEncoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED_MODEL = Path(__file__).parent / "embedder" / "model"
_OFF = ("", "0", "false", "no", "off")


def load_encoder(name_or_path: str | Path = BUNDLED_MODEL) -> Encoder:
    """The encoder of a model: the bundled one, a folder, or a name on the model hub that is in the local cache.

    Raises PolicyError if the model is missing or cannot be loaded.
    """
    if Path(name_or_path).resolve() == BUNDLED_MODEL.resolve():
        return StaticEncoder.load(BUNDLED_MODEL)
    return TransformerEncoder(_load_model(str(name_or_path)))


class TransformerEncoder:
    """A sentence_transformers model as an encoder."""

    def __init__(self, model: SentenceTransformer) -> None:
        """Take a loaded model; its weights are hashed once for the fingerprint."""
        self._model = model
        self.dim = int(model.get_embedding_dimension() or 0)
        self.fingerprint = _weights_checksum(model)

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """One row for each text, shape [len(texts), dim], of length 1, or 0 where a text holds nothing known."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


def _load_model(name_or_path: str) -> SentenceTransformer:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read once, when huggingface_hub is imported
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from sentence_transformers import SentenceTransformer

    offline = os.environ["HF_HUB_OFFLINE"].strip().lower() not in _OFF
    try:
        return SentenceTransformer(name_or_path, device="cpu", local_files_only=offline)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        hint = "; set HF_HUB_OFFLINE=0 to let it be fetched" if offline else ""
        raise PolicyError(
            f"The embedding model {name_or_path!r} cannot be loaded; give the folder of a sentence-transformers model,"
            f" or the name of one that is on this machine already{hint}."
        ) from error


def _weights_checksum(model: SentenceTransformer) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()
