"""Shoppers who buy over HTTPS one after the other and remember every order they were told of."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

from sqlalchemy import select

from technomart.domain import inventory
from technomart.domain.orders.models import Order
from tests.deploy.front import Answer, Front
from tests.factories.buying import goods_on_sale
from tests.web.storefront.shop import ANSWERS, HIDDEN

PLENTY = 100_000
ORDER = re.compile(r"/orders/([\w-]+)")


def stock_plenty(front: Front) -> str:
    """A variant that will not run out; its SKU."""
    assert front.goods is not None
    with front.goods.runtime.database.transaction() as session:
        warehouse = next(place for place in inventory.locations(session) if place.kind == "warehouse")
        return goods_on_sale(session, warehouse, kopecks=70_000, pieces=PLENTY, name="Колонка").sku


@dataclass
class Purchases:
    """What the shoppers saw: the tokens of acknowledged orders with the moment, and every status."""

    acknowledged: list[tuple[str, float]] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    broken_lines: int = 0

    def tokens(self, *, before: float | None = None) -> set[str]:
        return {token for token, moment in self.acknowledged if before is None or moment < before}

    def wait_for(self, count: int, *, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while len(self.acknowledged) < count:
            assert time.monotonic() < deadline, f"only {len(self.acknowledged)} orders, {self.statuses}"
            time.sleep(0.02)


class Door(Protocol):
    """A shop that can be asked, behind its front or at its own port."""

    def ask(
        self, path: str, *, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> Answer: ...


class Shopper:
    """One browser without script: its cookie, and how it buys."""

    def __init__(self, front: Door, seen: Purchases) -> None:
        self.front, self.seen, self.cookie = front, seen, ""

    def ask(self, path: str, form: dict[str, str] | None = None) -> Answer:
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": self.cookie}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(form).encode() if form is not None else None
        answer = self.front.ask(path, method="GET" if form is None else "POST", headers=headers, body=body)
        self.seen.statuses[answer.status] += 1
        for cookie in answer.all("Set-Cookie"):
            self.cookie = cookie.split(";")[0]
        return answer

    def buy(self, sku: str) -> None:
        """From the card to the order; what goes wrong on the way is simply given up."""
        if self.ask("/cart/lines", {"sku": sku, "quantity": "1"}).status != 303:
            return
        page = self.ask("/checkout")
        if page.status != 200:
            return
        placed = self.ask("/checkout", {**dict(HIDDEN.findall(page.body.decode())), **ANSWERS})
        order = ORDER.search("".join(placed.all("Location")))
        if placed.status == 303 and order:
            self.seen.acknowledged.append((order[1], time.monotonic()))


@contextmanager
def buying(
    front: Door, sku: str, *, shoppers: int = 3, kind: type[Shopper] = Shopper, seen: Purchases | None = None
) -> Iterator[Purchases]:
    """So many shoppers of this kind at once until the block ends."""
    seen, over = seen or Purchases(), threading.Event()

    def shop() -> None:
        while not over.is_set():
            try:
                kind(front, seen).buy(sku)
            except (OSError, http.client.HTTPException):
                seen.broken_lines += 1
                over.wait(0.05)

    threads = [threading.Thread(target=shop) for _ in range(shoppers)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join()


def kept_orders(front: Front) -> set[str]:
    """The tokens of all orders in the shop's database."""
    assert front.goods is not None
    with front.goods.runtime.database.reader() as session:
        return set(session.scalars(select(Order.public_token)))
