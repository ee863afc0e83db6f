"""Systems that only retrieve, the one that never answers, and the one that is told the right clause."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from corpus.index import Arm, Index
from eval.cases import Case
from eval.extraction import Extractor, Span

Retrieve = Callable[[str], Sequence[Span]]
PASSAGES = 5


class AlwaysRefuse:
    """Says of everything that the plan does not state it: the floor."""

    name = "refuse"

    def answer_dialogue(self, turns: Sequence[str]) -> list[dict[str, object]]:
        """One refusal a turn."""
        return [
            {
                "question": turn,
                "language": "zh",
                "status": "not_in_plan",
                "text": "-",
                "citations": [],
                "rows": [],
                "calculations": [],
                "query": {},
                "seconds": {"total": 0.0},
            }
            for turn in turns
        ]


class RetrievalOnly:
    """Retrieves spans and shows the best sentence of them, or the whole clause; without a memory and without a table."""

    def __init__(self, name: str, retrieve: Retrieve, extractor: Extractor, *, whole: bool = False) -> None:
        """`retrieve` gives the spans found for a question, best first."""
        self.name = name
        self._retrieve = retrieve
        self._show = extractor.answer_whole if whole else extractor.answer

    def answer_dialogue(self, turns: Sequence[str]) -> list[dict[str, object]]:
        """One answer a turn, each turn by itself."""
        answers: list[dict[str, object]] = []
        for turn in turns:
            started = time.perf_counter()
            answers.append(self._show(turn, self._retrieve(turn), started))
        return answers


class Oracle:
    """Is given the clauses that the gold cites, and shows the best sentence of each: the ceiling of retrieval."""

    name = "oracle"

    def __init__(self, cases: Sequence[Case], extractor: Extractor) -> None:
        """`cases` are those that will be asked; a dialogue is recognised by its turns."""
        self._cases: Mapping[tuple[str, ...], Case] = {case.turns: case for case in cases}
        self._extractor = extractor

    def answer_dialogue(self, turns: Sequence[str]) -> list[dict[str, object]]:
        """One answer a turn; where the gold cites nothing, the refusal that it expects."""
        case, answers = self._cases[tuple(turns)], list[dict[str, object]]()
        for turn, gold in zip(turns, case.gold, strict=True):
            started = time.perf_counter()
            names = [group[0] for group in gold.clauses] if gold.wants_answer else []
            clauses = [self._extractor.plan.by_id[name] for name in names]
            spans = [Span(start=clause.start, end=clause.end) for clause in clauses]
            answer = self._extractor.answer(turn, spans, started, each=True)
            answers.append(answer if gold.wants_answer else {**answer, "status": gold.act})
        return answers


def search_spans(index: Index, plan: str, arms: Sequence[Arm]) -> Retrieve:
    """Retrieval by our own index with some of its arms."""

    def retrieve(question: str) -> list[Span]:
        hits = index.search(question, PASSAGES, plan, arms)
        return [Span(start=hit.passage.start, end=hit.passage.end) for hit in hits]

    return retrieve
