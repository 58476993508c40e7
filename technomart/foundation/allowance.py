"""How often somebody may ask for something within a minute, counted in this process only."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

MINUTE = 60
MOST_COUNTED = 50_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """How a caller stands in the present minute."""

    limit: int
    left: int
    resets_in: int

    @property
    def is_spent(self) -> bool:
        return self.left < 0


class Counter:
    """Counts calls by name in whole minutes, in this process only. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._minute = -1
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    def count(self, name: str, limit: int) -> Allowance:
        """Count one more call. A new minute begins for everyone at once, so what is kept stays small."""
        now = self._clock()
        minute, into = divmod(now, MINUTE)
        with self._lock:
            if minute != self._minute or len(self._counts) > MOST_COUNTED:
                self._minute, self._counts = int(minute), {}
            calls = self._counts[name] = self._counts.get(name, 0) + 1
        return Allowance(limit, limit - calls, max(1, int(MINUTE - into)))
