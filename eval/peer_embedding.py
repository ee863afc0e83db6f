"""The embedding model for the peer: a sentence-transformers model behind LlamaIndex's interface. Imported by `stock` only.

LlamaIndex's own `HuggingFaceEmbedding` refuses static models (their `max_seq_length` is infinite and has no setter); apart
from that it does the same: prompts are empty, vectors have length 1.
"""

from __future__ import annotations

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr
from sentence_transformers import SentenceTransformer


class PeerEmbedding(BaseEmbedding):
    """One model for texts and questions, on the CPU, from a folder or the local cache."""

    _model: SentenceTransformer = PrivateAttr()

    def __init__(self, model: str) -> None:
        """Load the model by folder or name."""
        super().__init__(model_name=model)
        self._model = SentenceTransformer(model, device="cpu", local_files_only=True)

    def _embed(self, texts: list[str]) -> list[list[float]]:
        vectors = self._model.encode(texts, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return vectors.tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._embed([query])[0]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._embed([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._embed(texts)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)
