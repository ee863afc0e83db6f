"""How much one asker and all askers together may ask: the length of a question, questions a minute, places at work.

1. `Rate` counts questions in a moving window of one minute, each client for itself, in memory.
2. `Gate` bounds how many questions are at work at once; who comes when it is full is told when to come again.
"""

from __future__ import annotations

import math
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from assistant.turn import Language
from assistant.web.texts import preferred_language

QUESTION_CHARACTERS = 2000
HISTORY_QUESTIONS = 20
PLACES = 64
BUSY_SECONDS = 2
# The storage never forgets a client whose window has passed; beyond this many it is swept.
CLIENTS_KEPT = 10_000

Reason = Literal["rate", "flood", "busy"]
SENTENCES: dict[Language, dict[Reason, str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)  # pyright: ignore[reportAssignmentType]


class Refused(Exception):  # noqa: N818 (it is no error of the program)
    """A question that is not taken now, and why. `seconds` is when it may come again."""

    def __init__(self, reason: Reason, seconds: int, limit: int = 0) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.seconds = seconds
        self.limit = limit

    def sentence(self, accept_language: str) -> str:
        """What the asker is told, in the language that an Accept-Language header prefers; English without one."""
        language = preferred_language(accept_language or "en")
        return SENTENCES[language][self.reason].format(seconds=self.seconds, limit=self.limit)


class Rate:
    """At most `per_minute` questions of one client in any minute. Safe to use from several threads."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._item = RateLimitItemPerMinute(per_minute)
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._lock = threading.Lock()

    def seconds_to_wait(self, client: str) -> int:
        """Count a question of this client: 0 if it may be asked now, else the seconds until the next one may."""
        with self._lock:
            self._sweep()
            if self._limiter.hit(self._item, client):
                return 0
            again = self._limiter.get_window_stats(self._item, client).reset_time
        return max(1, math.ceil(again - time.time()))

    def admit(self, client: str) -> None:
        """Count a question of this client. Raises Refused if it has asked too many."""
        if seconds := self.seconds_to_wait(client):
            raise Refused("rate", seconds, self.per_minute)

    def _sweep(self) -> None:
        if len(self._storage.events) <= CLIENTS_KEPT:
            return
        for key, entries in list(self._storage.events.items()):
            if not entries or entries[0].expiry <= time.time():
                self._storage.clear(key)


class Gate:
    """So many places for questions at work; nobody waits in front of it."""

    def __init__(self, places: int = PLACES) -> None:
        self._free = threading.Semaphore(places)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place while the block runs. Raises Refused if none is free."""
        if not self._free.acquire(blocking=False):
            raise Refused("busy", BUSY_SECONDS)
        try:
            yield
        finally:
            self._free.release()
