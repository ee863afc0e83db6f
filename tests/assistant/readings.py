"""Readings of questions about a small table, with the chances of the question model said by the test."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.understanding.classify import LinearModel, Ranking, Scores
from assistant.understanding.link import Gazetteer
from assistant.understanding.normalise import detect_language, normalise
from assistant.understanding.reading import Reading
from structured.table import Table
from tests.builders import tiny_table

Heads = Mapping[str, Mapping[str, float]]


class SaidScores(Scores):
    """Head -> class -> probability as said; a head that is not named has no classes."""

    def __init__(self, heads: Heads) -> None:
        """Every text is taken to be known."""
        self._heads = heads

    @property
    def known(self) -> float:
        """All of it."""
        return 1.0

    def ranked(self, head: str) -> Ranking:
        """The classes of one head, best first."""
        return tuple(sorted(self._heads.get(head, {}).items(), key=lambda item: -item[1]))


class SaidModel(LinearModel):
    """A question model that says the same of every text."""

    def __init__(self, heads: Heads) -> None:
        """No folder is read."""
        self._heads = heads

    def score(self, text: str) -> Scores:
        """The chances that were said."""
        return SaidScores(self._heads)


def reading(question: str, table: Table | None = None, **heads: Mapping[str, float]) -> Reading:
    """A standalone question as the rules see it; its parts have no scores of their own."""
    table, text = table or tiny_table(), normalise(question)
    return Reading(
        text=text, language=detect_language(text), mentions=tuple(Gazetteer(table, {}).link(text)),
        scores=SaidScores(heads), table=table, plan=table.plan, rescore=lambda _: SaidScores({}),
    )
