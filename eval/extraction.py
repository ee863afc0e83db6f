"""The answering sentence of a found passage: one way of choosing it for every system that only retrieves.

1. All sentences of the plan are scored against the question, by words (BM25) and by vectors (cosine).
2. The best sentence inside the passages found is the answer: a quote with its citation, in the answer object's form.

So a comparison of such systems is a comparison of their retrieval, not of how they show what they found.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.chunk import make_passages, search_text
from corpus.clauses import Passage
from corpus.encoder import Encoder
from corpus.lexical import LexicalIndex
from corpus.sources import Plan


@dataclass(frozen=True, kw_only=True)
class Span:
    """A stretch of canonical text that a system found.

    Half-open offsets. Spans are ranked by their order in a list.
    """

    start: int
    end: int


class Extractor:
    """Chooses the answering sentence; built once for a plan."""

    def __init__(self, plan: Plan, encoder: Encoder) -> None:
        """Embed and index every sentence of the plan."""
        self.plan = plan
        self._sentences = _sentences(plan)
        searched = [search_text(plan, sentence) for sentence in self._sentences]
        self._encoder = encoder
        self._vectors = encoder.encode(searched)
        self._lexical = LexicalIndex.build(searched)

    def best(self, question: str, spans: Sequence[Span]) -> Passage | None:
        """The best-scored sentence that lies inside one of the spans; None if none does."""
        inside = [row for row, sentence in enumerate(self._sentences) if _lies_in(sentence, spans)]
        if not inside:
            return None
        scores = self._scores(question)
        return self._sentences[max(inside, key=lambda row: (scores[row], -row))]

    def clauses_of(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """The clauses that the spans touch, in the order of the spans, each once."""
        found = [
            clause.id
            for span in spans
            for clause in self.plan.clauses
            if clause.kind not in ("title", "source") and clause.body_start < span.end and span.start < clause.end
        ]
        return tuple(dict.fromkeys(found))

    def answer(self, question: str, spans: Sequence[Span], started: float, *, each: bool = False) -> dict[str, object]:
        """Answer with the best sentence of all spans, or of each span with `each`.

        `started` is the `time.perf_counter()` at which the question was taken up.
        """
        groups = [[span] for span in spans] if each else [spans]
        found = [sentence for group in groups if (sentence := self.best(question, group)) is not None]
        return self.show(question, list(dict.fromkeys(found)), spans, started)

    def answer_whole(self, question: str, spans: Sequence[Span], started: float) -> dict[str, object]:
        """Answer with the whole clause that the first span stands in."""
        names = self.clauses_of(spans[:1])[:1]
        wanted = [self.plan.by_id[name] for name in names]
        found = [
            Passage(
                plan=self.plan.id,
                clause=clause.id,
                heading=self.plan.heading_path(clause.id),
                text=self.plan.text[clause.start : clause.end],
                start=clause.start,
                end=clause.end,
            )
            for clause in wanted
        ]
        return self.show(question, found, spans, started)

    def show(
        self, question: str, passages: Sequence[Passage], spans: Sequence[Span], started: float
    ) -> dict[str, object]:
        """Make the answer object that quotes these passages; a refusal where there is none."""
        lines = [f"{passage.text} [{mark}]" for mark, passage in enumerate(passages, start=1)]
        return {
            "question": question,
            "language": "zh",
            "status": "answered" if passages else "not_in_plan",
            "text": "\n\n".join(lines) or "-",
            "citations": [_citation(mark, passage) for mark, passage in enumerate(passages, start=1)],
            "rows": [],
            "calculations": [],
            "query": {},
            "seconds": {"total": time.perf_counter() - started},
            "trace": {"clauses": self.clauses_of(spans)},
        }

    def _scores(self, question: str) -> NDArray[np.float64]:
        lexical = np.asarray(self._lexical.scores(question), dtype=np.float64)
        cosine = np.asarray(self._vectors @ self._encoder.encode([question])[0], dtype=np.float64)
        return lexical / max(float(lexical.max(initial=0.0)), 1e-9) + cosine


def _sentences(plan: Plan) -> list[Passage]:
    """The passages that are single sentences: those that hold no other passage of their clause."""
    passages = make_passages(plan)
    return [
        passage
        for passage in passages
        if not any(
            other is not passage
            and passage.clause == other.clause
            and passage.start <= other.start
            and other.end <= passage.end
            for other in passages
        )
    ]


def _lies_in(sentence: Passage, spans: Sequence[Span]) -> bool:
    """More than half of the sentence lies inside one span (stock splitters cut sentences)."""
    length = sentence.end - sentence.start
    return any(2 * (min(sentence.end, span.end) - max(sentence.start, span.start)) > length for span in spans)


def _citation(mark: int, sentence: Passage) -> dict[str, object]:
    return {
        "mark": mark,
        "plan": sentence.plan,
        "clause": sentence.clause,
        "heading": sentence.heading,
        "quote": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
    }
