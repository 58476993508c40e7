"""Remembers what was answered under which key, so that the same request twice is one."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.simulators.yookassa.clock import Clock
from tests.simulators.yookassa.refusals import Busy, Refusal

A_KEY = re.compile(r"[0-9a-zA-Z+\-_.]{1,64}")
KEPT = timedelta(hours=24)


@dataclass
class Remembered:
    request: str
    at: datetime
    answer: dict[str, Any] | None = None


class Keys:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.lock = threading.Lock()
        self.known: dict[str, Remembered] = {}

    def once(self, key: str | None, request: bytes, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What `act` gives, or what it gave before. Refuses an odd key and another request under a known one;
        Busy while the first is still being worked on. What was refused may be tried again.
        """
        if key is None or not A_KEY.fullmatch(key):
            raise Refusal(400, "a key of 1 to 64 signs is wanted", "Idempotence-Key")
        fingerprint = hashlib.sha256(request).hexdigest()
        with self.lock:
            known = self.known.get(key)
            if known is not None and self.clock.now() < known.at + KEPT:
                if known.request != fingerprint:
                    raise Refusal(400, "another request has used this key", "Idempotence-Key")
                if known.answer is None:
                    raise Busy
                return known.answer
            mine = self.known[key] = Remembered(fingerprint, self.clock.now())
        try:
            mine.answer = act()
        except BaseException:
            with self.lock:
                del self.known[key]
            raise
        return mine.answer
