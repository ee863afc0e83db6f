"""The peer: LlamaIndex's `VectorStoreIndex` over Chroma, stock and tuned, with the same embedding model as ours.

Stock: the plan's text as one document, everything at its default (splitter, two passages). Tuned: what a competent
user would do for this kind of text, one node a clause and the five best. The heavy libraries are behind `peer`.
"""

from __future__ import annotations

from pathlib import Path

from corpus.sources import Plan
from eval.extraction import Span

TUNED_TOP_K = 5


class StockRetriever:
    """A LlamaIndex retriever over one plan; the collection is written into `folder`."""

    def __init__(self, plan: Plan, model: str | Path, folder: Path, *, tuned: bool = False) -> None:
        """Load the embedding model by name or path and index the plan."""
        from eval import peer  # noqa: PLC0415 - a door: some ten seconds, for this system only

        self._plan = plan
        self._top_k = TUNED_TOP_K if tuned else None
        self._retrieve = peer.retrieve_texts
        if tuned:
            self._index = peer.index_texts(clause_texts(plan), str(model), folder)
        else:
            self._index = peer.index_document(plan.text, str(model), folder)

    def retrieve(self, question: str) -> list[Span]:
        """Retrieve the spans of canonical text, best first."""
        texts = self._retrieve(self._index, question, self._top_k)
        return [span for text in texts if (span := find_span(self._plan, text)) is not None]


def clause_texts(plan: Plan) -> list[str]:
    """List the text of every clause that says something."""
    kept = (clause for clause in plan.clauses if clause.kind not in ("title", "source"))
    texts = (
        plan.text[clause.start : clause.end] for clause in kept if plan.text[clause.body_start : clause.end].strip()
    )
    return [text.strip() for text in texts]


def find_span(plan: Plan, text: str) -> Span | None:
    """Find where a retrieved text stands; None if a splitter altered it."""
    start = plan.text.find(text)
    return Span(start=start, end=start + len(text)) if start >= 0 and text else None
