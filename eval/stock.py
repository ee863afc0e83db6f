"""The peer: LlamaIndex's `VectorStoreIndex` over Chroma, stock and tuned, with the same embedding model as ours.

Stock: the plan's text as one document, everything at its default (splitter, two passages). Tuned: what a competent user
would do for this kind of text, one node a clause and the five best.
This module is the evaluation's door to chromadb, llama_index and sentence_transformers; they are imported on use.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.sources import Plan
from eval.extraction import Span

if TYPE_CHECKING:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import BaseNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

TUNED_TOP_K = 5


class StockRetriever:
    """A LlamaIndex retriever over one plan; the collection is written into `folder`."""

    def __init__(self, plan: Plan, model: str | Path, folder: Path, *, tuned: bool = False) -> None:
        """Load the embedding model by name or path and index the plan."""
        self._plan = plan
        index = _tuned_index(plan, model, folder) if tuned else _stock_index(plan, model, folder)
        self._retriever = index.as_retriever(similarity_top_k=TUNED_TOP_K) if tuned else index.as_retriever()

    def retrieve(self, question: str) -> list[Span]:
        """The spans of canonical text found, best first."""
        spans = (_span(self._plan, found.node.get_content()) for found in self._retriever.retrieve(question))
        return [span for span in spans if span is not None]


def _stock_index(plan: Plan, model: str | Path, folder: Path) -> VectorStoreIndex:
    from llama_index.core import Document, StorageContext, VectorStoreIndex

    storage = StorageContext.from_defaults(vector_store=_chroma(folder, "stock"))
    return VectorStoreIndex.from_documents(
        [Document(text=plan.text)], storage_context=storage, embed_model=_embedding(model)
    )


def _tuned_index(plan: Plan, model: str | Path, folder: Path) -> VectorStoreIndex:
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.schema import TextNode

    nodes: Sequence[BaseNode] = [
        TextNode(text=plan.text[clause.start : clause.end].strip())
        for clause in plan.clauses
        if clause.kind not in ("title", "source") and plan.text[clause.body_start : clause.end].strip()
    ]
    storage = StorageContext.from_defaults(vector_store=_chroma(folder, "tuned"))
    return VectorStoreIndex(nodes, storage_context=storage, embed_model=_embedding(model))


def _chroma(folder: Path, name: str) -> ChromaVectorStore:
    import chromadb
    from chromadb.config import Settings
    from llama_index.vector_stores.chroma import ChromaVectorStore

    client = chromadb.PersistentClient(path=str(folder / name), settings=Settings(anonymized_telemetry=False))
    return ChromaVectorStore(chroma_collection=client.get_or_create_collection("plan"))


def _embedding(model: str | Path) -> BaseEmbedding:
    from eval.peer_embedding import PeerEmbedding

    return PeerEmbedding(str(model))


def _span(plan: Plan, text: str) -> Span | None:
    start = plan.text.find(text)
    return Span(start=start, end=start + len(text)) if start >= 0 and text else None


def answer_cold(folder: Path, model: str, question: str) -> str:
    """What the stock stack retrieves for one question from a collection that exists: its cold start."""
    from llama_index.core import VectorStoreIndex

    index = VectorStoreIndex.from_vector_store(_chroma(folder, "stock"), embed_model=_embedding(model))
    return index.as_retriever().retrieve(question)[0].node.get_content()


if __name__ == "__main__":
    print(answer_cold(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
