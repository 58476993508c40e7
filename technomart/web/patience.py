"""Waiting for other people's servers on a person's behalf: few at a time, and not for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from functools import partial
from typing import cast

from flask import Flask

from technomart import carriers, tills
from technomart.domain import shipping
from technomart.domain.payments import ProviderAway
from technomart.domain.shipping import AddressHint, TariffWish
from technomart.foundation import clock
from technomart.foundation.errors import Unavailable
from technomart.web.context import extension, reader, runtime, transaction

SEATS = 2
"""So many of a process's threads may wait for a provider; the others go on serving people."""

SECONDS = 3.0
PLACE = "technomart.patience"
CARRIERS = "technomart.patience.carriers"
ADDRESSES = "technomart.patience.addresses"
HINT_SECONDS = 1.5
"""A suggestion that comes later is typed by then."""
REST_SECONDS = 30.0
"""For so long no page waits for a carrier that has just kept one waiting in vain."""


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


class WaryPatience(Patience):
    """The bench in front of the carriers: after one silence everybody walks past it for a while."""

    def __init__(self, seats: int = SEATS, seconds: float = SECONDS, rest: float = REST_SECONDS) -> None:
        super().__init__(seats, seconds)
        self.rest = rest
        self._rests_until = 0.0

    def wait_for(self, work: Callable[[], None]) -> bool:
        if time.monotonic() < self._rests_until:
            return False
        done = super().wait_for(work)
        self._rests_until = 0.0 if done else time.monotonic() + self.rest
        return done


def look_patiently(payment_id: int, *, source: str) -> bool:
    """Find out how a payment stands, if its provider answers soon; whether it has."""
    shop = runtime()
    return cast(Patience, extension(PLACE)).wait_for(lambda: tills.look(shop, payment_id, source=source))


def look_at_parcel_patiently(parcel_id: int) -> bool:
    """Find out how far a parcel is, if its carrier answers soon; whether it has."""
    shop = runtime()
    return cast(Patience, extension(CARRIERS)).wait_for(lambda: carriers.look(shop, parcel_id))


def ask_carriers(wishes: Iterable[TariffWish]) -> bool:
    """Find out what carriers ask, as far as they answer soon; whether anything was learnt.

    What nobody could wait for is left to the back room, so that it is known the next time.
    """
    shop, bench, learnt = runtime(), cast(Patience, extension(CARRIERS)), False
    for wish in wishes:
        if bench.wait_for(partial(carriers.ask_tariffs, shop, wish)):
            learnt = True
            continue
        with reader() as db:
            is_known = shipping.are_tariffs_wanted(db, wish)
        if not is_known:
            with transaction() as db:
                shipping.want_tariffs(db, wish, clock.now())
    return learnt


def suggest_patiently(text: str, city: str) -> tuple[AddressHint, ...]:
    """What may complete an address, if somebody knows it soon; else nothing."""
    shop, found = runtime(), list[AddressHint]()
    bench = cast(Patience, extension(ADDRESSES))
    return tuple(found) if bench.wait_for(lambda: found.extend(shop.addresses.suggest(text, city))) else ()


def be_patient(app: Flask) -> None:
    """Put the benches into this application."""
    app.extensions[PLACE] = Patience()
    app.extensions[CARRIERS] = WaryPatience()
    app.extensions[ADDRESSES] = Patience(seconds=HINT_SECONDS)
