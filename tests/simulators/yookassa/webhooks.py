"""Tells the shop what has happened, as YooKassa does and as badly as the net can: late, twice, in disorder, never."""

from __future__ import annotations

import copy
import heapq
import itertools
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from flask import json

MOST_TRIES = 8
FIRST_PAUSE = 0.2


@dataclass(order=True)
class Notice:
    due: float
    number: int
    event: str = field(compare=False)
    body: bytes = field(compare=False)
    source_ip: str = field(compare=False, default="")
    forwarded_for: str = field(compare=False, default="")
    tries: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Delivery:
    """One try. `status` is None when nobody took it."""

    event: str
    number: int
    tries: int
    status: int | None


class Webhooks:
    """Sends to `url` (nowhere while it is empty), again until the answer is 200.

    `source_ip` is the sender's address (any of 127.0.0.0/8 works on Linux), `forwarded_for` what a proxy in front of
    the shop would have written.
    """

    def __init__(self, url: str = "", *, say: Callable[[str], None] = lambda _: None) -> None:
        self.say = say
        self.numbers = itertools.count(1)
        self.changed = threading.Condition()
        self.waiting: list[Notice] = []
        self.on_the_way = 0
        self.closed = False
        self.url = url
        self.settle()
        self.deliveries: list[Delivery] = []
        self.lost: list[str] = []
        self.kept_back: list[Notice] = []
        self.thread = threading.Thread(target=self._carry, name="webhooks", daemon=True)
        self.thread.start()

    def settle(  # every wish of a test in one place
        self,
        *,
        url: str | None = None,
        source_ip: str = "",
        forwarded_for: str = "",
        copies: int = 1,
        delay_seconds: float = 0.0,
        lose: bool = False,
        keep_back: bool = False,
    ) -> None:
        """How notices travel from now on. `keep_back` collects them until `release`."""
        self.url = self.url if url is None else url
        self.source_ip, self.forwarded_for = source_ip, forwarded_for
        self.copies, self.delay, self.lose, self.keep_back = copies, delay_seconds, lose, keep_back

    def tell(self, event: str, thing: dict[str, Any]) -> None:
        if not self.url:
            return
        if self.lose:
            self.lost.append(event)
            return
        for _ in range(self.copies):
            notice = self._notice(event, thing)
            if self.keep_back:
                self.kept_back.append(notice)
            else:
                self._send(notice)

    def release(self, *, backwards: bool = False) -> None:
        """Let go of what was kept back, in order or last first, one after the other."""
        notices, self.kept_back = self.kept_back, []
        for step, notice in enumerate(reversed(notices) if backwards else notices):
            notice.due = time.monotonic() + step * 0.05
            self._send(notice)

    def forge(self, event: str, thing: dict[str, Any], *, source_ip: str = "", forwarded_for: str = "") -> None:
        """A notice about something that never happened."""
        notice = self._notice(event, thing)
        notice.source_ip, notice.forwarded_for = source_ip, forwarded_for
        self._send(notice)

    def quiet(self, timeout: float = 10.0) -> bool:
        """Whether all that is to be told was told, within this time."""
        with self.changed:
            return self.changed.wait_for(lambda: not self.waiting and not self.on_the_way, timeout)

    def close(self) -> None:
        with self.changed:
            self.closed = True
            self.changed.notify_all()
        self.thread.join(5)

    def _notice(self, event: str, thing: dict[str, Any]) -> Notice:
        said = {"type": "notification", "event": event, "object": copy.deepcopy(thing)}
        due = time.monotonic() + self.delay
        return Notice(due, next(self.numbers), event, json.dumps(said).encode(), self.source_ip, self.forwarded_for)

    def _send(self, notice: Notice) -> None:
        with self.changed:
            heapq.heappush(self.waiting, notice)
            self.changed.notify_all()

    def _carry(self) -> None:
        while (notice := self._next()) is not None:
            status = self._try(notice)
            self.say(f"notice {notice.event} → {status or 'nobody took it'}")
            self.deliveries.append(Delivery(notice.event, notice.number, notice.tries + 1, status))
            with self.changed:
                self.on_the_way -= 1
                notice.tries += 1
                if status != 200 and notice.tries < MOST_TRIES:
                    notice.due = time.monotonic() + FIRST_PAUSE * 2 ** (notice.tries - 1)
                    heapq.heappush(self.waiting, notice)
                self.changed.notify_all()

    def _next(self) -> Notice | None:
        with self.changed:
            while not self.closed:
                if self.waiting and self.waiting[0].due <= time.monotonic():
                    self.on_the_way += 1
                    return heapq.heappop(self.waiting)
                self.changed.wait(max(self.waiting[0].due - time.monotonic(), 0) if self.waiting else None)
        return None

    def _try(self, notice: Notice) -> int | None:
        parts = urlsplit(self.url)
        source = (notice.source_ip, 0) if notice.source_ip else None
        opened: Callable[[], HTTPConnection] = {
            "https": lambda: HTTPSConnection(
                parts.netloc, timeout=5, source_address=source, context=ssl.create_default_context()
            ),
            "http": lambda: HTTPConnection(parts.netloc, timeout=5, source_address=source),
        }[parts.scheme]
        headers = {"Content-Type": "application/json", "User-Agent": "AHC/2.1"}
        if notice.forwarded_for:
            headers["X-Forwarded-For"] = notice.forwarded_for
        connection = opened()
        try:
            connection.request("POST", parts.path or "/", notice.body, headers)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()
