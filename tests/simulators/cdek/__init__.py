"""A CDEK of our own: its tariffs, its points, its orders and its bad days, on this machine.

`python -m tests.simulators.cdek --port 8098` runs it for a person; tests use `running()`. Everything lives in memory.
It was written from notes about CDEK's interface, not beside it: what agrees with it may still differ from CDEK.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from werkzeug.serving import BaseWSGIServer

from tests.simulators.cdek.app import API, create_app
from tests.simulators.cdek.books import Books, Order
from tests.simulators.serving import listen, running_in_background, url_of
from tests.simulators.yookassa.faults import Faults

__all__ = ["Simulator", "running"]


@dataclass
class Simulator:
    """All of one simulator."""

    client_id: str = "simulator"
    client_secret: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    expires_in: int = 3600
    url: str = ""
    say: Callable[[str], None] = lambda _: None

    def __post_init__(self) -> None:
        self.reset()

    @property
    def api_url(self) -> str:
        return self.url + API

    def reset(self) -> None:
        """As on the first day."""
        self.faults, self.books = Faults(), Books()
        self.asked: list[tuple[str, int | None]] = []
        self.tokens = 0
        self.token = secrets.token_urlsafe(24)

    def end_token(self) -> None:
        """The token that is out there is good for nothing any more."""
        self.token = secrets.token_urlsafe(24)

    def order(self, number: str) -> Order:
        """The last order with our number."""
        return [one for one in self.books.orders.values() if one.asked["number"] == number][-1]

    def note(self, what: str, status: int | None) -> None:
        self.asked.append((what, status))
        self.say(f"{what} → {status or 'spoilt'}")

    def count(self, what: str) -> int:
        """How often this was asked."""
        return sum(name == what for name, _ in self.asked)

    def state(self) -> dict[str, Any]:
        return {
            "orders": [one.said() | {"asked": one.asked} for one in self.books.orders.values()],
            "points": len(self.books.points),
            "asked": self.asked,
        }


def serve(sim: Simulator, host: str, port: int) -> BaseWSGIServer:
    """A server that listens and is yet to be run; `sim.url` is known from here on."""
    server = listen(create_app(sim), host, port)
    sim.url = url_of(server, host)
    return server


@contextmanager
def running(*, host: str = "127.0.0.1", port: int = 0) -> Iterator[Simulator]:
    """A simulator on a free port, until the block ends."""
    sim = Simulator()
    with running_in_background(serve(sim, host, port), closing=sim.faults.closing):
        yield sim
