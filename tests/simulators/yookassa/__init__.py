"""A YooKassa of our own: its interface, its page to pay at, its notices and its bad days, on this machine.

`python -m tests.simulators.yookassa --port 8099` runs it for a person; tests use `running()`. Everything lives in
memory. Where `TECHNOMART_YOOKASSA_SPEC` names YooKassa's OpenAPI file, every request and answer is judged by it too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from ssl import SSLContext
from typing import Any

from werkzeug.serving import BaseWSGIServer

from tests.simulators.serving import listen, running_in_background, url_of
from tests.simulators.yookassa.app import API, create_app
from tests.simulators.yookassa.books import ENDS, Books, new_secret
from tests.simulators.yookassa.clock import Clock
from tests.simulators.yookassa.faults import Faults
from tests.simulators.yookassa.keys import Keys
from tests.simulators.yookassa.spec import judge_at, spec_path
from tests.simulators.yookassa.webhooks import Webhooks

__all__ = ["Simulator", "running"]


@dataclass
class Simulator:
    """All of one simulator. Tests in the same process may use its parts directly, others `/_sim/…`."""

    shop_id: str = "100500"
    secret_key: str = field(default_factory=new_secret)
    webhook_url: str = ""
    url: str = ""
    say: Callable[[str], None] = lambda _: None
    """Tells a person what happens; tests want no such thing."""

    def __post_init__(self) -> None:
        path = spec_path()
        self.spec = judge_at(path) if path is not None else None
        self.spec_faults: list[str] = []
        self.asked: list[tuple[str, int | None]] = []
        self.webhooks = Webhooks(self.webhook_url, say=self.say)
        self.clock, self.faults = Clock(), Faults()
        self.keys = Keys(self.clock)
        self.books = Books(self.clock, self.shop_id, self.webhooks.tell)

    @property
    def api_url(self) -> str:
        return self.url + API

    def advance(self, by: timedelta) -> None:
        """Time passes, and what was to expire does."""
        self.clock.advance(by)
        with self.books.lock:
            self.books.pass_time()

    def ends(self, *, refunds: str = "succeeded", receipts: str = "succeeded") -> None:
        """How refunds and receipts end from now on: at once, or `pending` until they are settled."""
        if refunds not in ENDS or receipts not in ENDS:
            raise ValueError(f"one of {ENDS} is wanted")
        self.books.refunds_end, self.books.receipts_end = refunds, receipts

    def note(self, what: str, status: int | None) -> None:
        """The list of what was asked, with the status that was answered (None: spoilt before it was looked at)."""
        self.asked.append((what, status))
        self.say(f"{what} → {status or 'spoilt'}")

    def reset(self) -> None:
        """As on the first day; the address for notices stays."""
        self.webhooks.settle()
        self.webhooks.deliveries, self.webhooks.lost, self.webhooks.kept_back = [], [], []
        self.faults.clear()
        self.asked, self.spec_faults = [], []
        self.clock.ahead = timedelta(0)
        self.keys.known.clear()
        self.books = Books(self.clock, self.shop_id, self.webhooks.tell)

    def state(self) -> dict[str, Any]:
        books = self.books
        with books.lock:
            books.pass_time()
            return {
                "payments": [one.said() for one in books.payments.values()],
                "refunds": [one.said() for one in books.refunds.values()],
                "receipts": [one.said() for one in books.receipts.values()],
                "asked": self.asked,
                "notices": [vars(one) for one in self.webhooks.deliveries],
                "lost_notices": self.webhooks.lost,
                "kept_back": [one.event for one in self.webhooks.kept_back],
                "spec": "used" if self.spec is not None else "not there",
                "spec_faults": self.spec_faults,
            }


def serve(sim: Simulator, host: str, port: int, *, tls: SSLContext | None = None) -> BaseWSGIServer:
    """A server that listens and is yet to be run; `sim.url` is known from here on."""
    server = listen(create_app(sim), host, port, tls=tls)
    sim.url = url_of(server, host, tls=tls)
    return server


@contextmanager
def running(
    *, webhook_url: str = "", host: str = "127.0.0.1", port: int = 0, tls: SSLContext | None = None
) -> Iterator[Simulator]:
    """A simulator on a free port, until the block ends."""
    sim = Simulator(webhook_url=webhook_url)
    try:
        with running_in_background(serve(sim, host, port, tls=tls), closing=sim.faults.closing):
            yield sim
    finally:
        sim.webhooks.close()
