"""The text search as retrieval sees it: light, opened by the first question that needs it, or ahead of it by `prepare`."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal, Protocol

from assistant.settings import Settings
from corpus.clauses import Hit
from corpus.sources import Plan

if TYPE_CHECKING:
    from corpus.index import Index

State = Literal["idle", "loading", "ready", "failed"]


class PassageSearch(Protocol):
    """What retrieval asks of the text search."""

    def search(self, text: str, k: int) -> tuple[Hit, ...]:
        """The k best passages of the plan, best first. Raises PolicyError if the index cannot be had."""
        ...


class PlanSearch:
    """The text search of one plan. The index is opened once, and built where it is missing or stale; who asks meanwhile waits.

    `state` says how far that is; after a failure the next question tries again.
    """

    def __init__(self, settings: Settings, plan: Plan) -> None:
        """Remember where to look; nothing is opened yet."""
        self._settings = settings
        self._plan = plan
        self._lock = threading.Lock()
        self._opened: Index | None = None
        self.state: State = "idle"

    def search(self, text: str, k: int) -> tuple[Hit, ...]:
        """The k best passages of the plan, best first. Raises PolicyError if the index cannot be had."""
        return tuple(self.prepare().search(text, k, plan=self._plan.id))

    def prepare(self) -> Index:
        """Open the index unless it is open. Raises PolicyError if it cannot be had."""
        with self._lock:
            if self._opened is None:
                self.state = "loading"
                try:
                    self._opened = self._open()
                except BaseException:
                    self.state = "failed"
                    raise
                self.state = "ready"
            return self._opened

    def _open(self) -> Index:
        # A question that the table answers must not pay for the search libraries.
        from assistant.indexing import open_plan_index  # noqa: PLC0415

        return open_plan_index(self._settings)
