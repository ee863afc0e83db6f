"""How often a password may be tried: few times in a while, for one account and for one address."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

KEYS_AT_MOST = 20_000


@dataclass(kw_only=True)
class Throttle:
    """At most `tries` in any `seconds` for one key; safe to use from several threads. Nothing outlives the process."""

    tries: int
    seconds: float
    now: Callable[[], float] = time.monotonic
    _taken: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: str) -> int:
        """Use up a try: 0, or the whole seconds to wait if there is none left (then nothing is used up).

        A try is taken before the password is compared, so that many at once are not all let through.
        """
        now = self.now()
        with self._lock:
            recent = [moment for moment in self._taken.pop(key, []) if moment > now - self.seconds]
            wait = math.ceil(recent[0] + self.seconds - now) if len(recent) >= self.tries else 0
            if not wait:
                recent.append(now)
            self._taken[key] = recent  # put last: the first is the one that was idle longest
            while len(self._taken) > KEYS_AT_MOST:
                del self._taken[next(iter(self._taken))]
            return wait

    def give_back(self, key: str) -> None:
        """Undo the latest try, since it was no guess."""
        with self._lock:
            if self._taken.get(key):
                self._taken[key].pop()

    def forget(self, key: str) -> None:
        """Begin anew with a key."""
        with self._lock:
            self._taken.pop(key, None)


def network(address: str) -> str:
    """What counts as one address: of IPv6 the network that one customer gets (/64)."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)
