"""Waiting for a payment provider on a shopper's behalf: few at a time, and not for long."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from typing import cast

from flask import Flask

from technomart import tills
from technomart.domain.payments import ProviderAway
from technomart.foundation.errors import Unavailable
from technomart.web.context import extension, runtime

SEATS = 2
"""So many of a process's threads may wait for a provider; the others go on serving people."""

SECONDS = 3.0
PLACE = "technomart.patience"


class Patience:
    """A bench with few seats in front of the provider's counter."""

    def __init__(self, seats: int = SEATS, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._seats = threading.BoundedSemaphore(seats)
        self._runners = ThreadPoolExecutor(seats, thread_name_prefix="provider")

    def wait_for(self, work: Callable[[], None]) -> bool:
        """Whether the work was done within the time. Without a free seat nobody waits at all.

        What takes longer goes on by itself and keeps its seat: a slow provider never has more than these.
        """
        if not self._seats.acquire(blocking=False):
            return False
        done = self._runners.submit(self._sit, work)
        try:
            return done.result(self.seconds)
        except TooLong:
            return False

    def _sit(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except (ProviderAway, Unavailable):
            return False
        finally:
            self._seats.release()
        return True


def look_patiently(payment_id: int, *, source: str) -> bool:
    """Find out how a payment stands, if its provider answers soon; whether it has."""
    shop = runtime()
    return cast(Patience, extension(PLACE)).wait_for(lambda: tills.look(shop, payment_id, source=source))


def be_patient(app: Flask) -> None:
    """Put the bench into this application."""
    app.extensions[PLACE] = Patience()
