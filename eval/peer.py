"""The stock stack itself: LlamaIndex over Chroma with a sentence-transformers model. Imported by `stock` on use only.

LlamaIndex's own `HuggingFaceEmbedding` refuses static models (their `max_seq_length` is infinite and has no setter);
`PeerEmbedding` does the same otherwise: prompts are empty, vectors have length 1.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import chromadb
from chromadb.config import Settings
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import BaseNode, TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore
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


def index_document(text: str, model: str, folder: Path) -> VectorStoreIndex:
    """Index one document with everything at its default."""
    return VectorStoreIndex.from_documents(
        [Document(text=text)], storage_context=_storage(folder), embed_model=PeerEmbedding(model)
    )


def index_texts(texts: Sequence[str], model: str, folder: Path) -> VectorStoreIndex:
    """Index texts as they are, one node each."""
    nodes: list[BaseNode] = [TextNode(text=text) for text in texts]
    return VectorStoreIndex(nodes, storage_context=_storage(folder), embed_model=PeerEmbedding(model))


def retrieve_texts(index: VectorStoreIndex, question: str, top_k: int | None) -> list[str]:
    """The texts found, best first; `top_k` None leaves LlamaIndex its default."""
    retriever = index.as_retriever() if top_k is None else index.as_retriever(similarity_top_k=top_k)
    return [found.node.get_content() for found in retriever.retrieve(question)]


def answer_cold(folder: Path, model: str, question: str) -> str:
    """Retrieve for one question from a collection that exists: the stack's cold start."""
    index = VectorStoreIndex.from_vector_store(_collection(folder), embed_model=PeerEmbedding(model))
    return retrieve_texts(index, question, None)[0]


def _storage(folder: Path) -> StorageContext:
    return StorageContext.from_defaults(vector_store=_collection(folder))


def _collection(folder: Path) -> ChromaVectorStore:
    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    return ChromaVectorStore(chroma_collection=client.get_or_create_collection("plan"))


if __name__ == "__main__":
    print(answer_cold(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
