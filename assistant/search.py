"""The text search as retrieval sees it: light, opened by the first question that needs it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from assistant.settings import Settings
from corpus.clauses import Hit
from corpus.sources import Plan

if TYPE_CHECKING:
    from corpus.index import Index


class PassageSearch(Protocol):
    """What retrieval asks of the text search."""

    def search(self, text: str, k: int) -> tuple[Hit, ...]:
        """The k best passages of the plan, best first. Raises PolicyError if the index cannot be had."""
        ...


class PlanSearch:
    """The text search of one plan. The index is opened at the first question, and built where it is missing or stale."""

    def __init__(self, settings: Settings, plan: Plan) -> None:
        """Remember where to look; nothing is opened yet."""
        self._settings = settings
        self._plan = plan

    def search(self, text: str, k: int) -> tuple[Hit, ...]:
        """The k best passages of the plan, best first. Raises PolicyError if the index cannot be had."""
        return tuple(self._index.search(text, k, plan=self._plan.id))

    @cached_property
    def _index(self) -> Index:
        # A question that the table answers must not pay for the search libraries.
        from assistant.indexing import open_plan_index  # noqa: PLC0415

        return open_plan_index(self._settings)
