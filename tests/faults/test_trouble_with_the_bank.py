"""The bank is slow or broken: few wait for it, everybody else is served meanwhile, nothing is opened twice."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from sqlalchemy import select

from benchmarks.load import Client
from technomart.cli.database import upgrade
from technomart.domain.payments import Payment
from technomart.web.patience import SEATS
from tests.faults.crowd import browser_at_the_button, press
from tests.faults.shop import SERVERS, Served, served
from tests.simulators.yookassa import Simulator, running

BUYERS = 12
WORKERS = 1
OPENING, ON_THE_WAY = "Открываем оплату", "Перейти к оплате"
SLOW_SECONDS = 1.7
"""Just not too slow, so that whoever waits at the bank is waited for in the shop, and the other way round."""

PAY = re.compile(r"/pay/[\w-]+$")
SHOPPERS = count(1)


class Counter:
    """Counts who waits at the bank at the same time."""

    def __init__(self, bank: Simulator) -> None:
        self.most, self._now, self._gate = 0, 0, threading.Lock()
        self._wait = bank.faults.wait
        bank.faults.wait = self.wait  # type: ignore[method-assign]

    def wait(self, seconds: float) -> None:
        with self._gate:
            self._now += 1
            self.most = max(self.most, self._now)
        self._wait(seconds)
        with self._gate:
            self._now -= 1


@pytest.fixture(scope="module")
def bank() -> Iterator[Simulator]:
    with running() as simulator:
        yield simulator


@pytest.fixture(scope="module")
def shop(bank: Simulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A shop whose money is taken by the simulated YooKassa."""
    folder = tmp_path_factory.mktemp("bank")
    url = f"sqlite:///{folder / 'shop.sqlite3'}"
    upgrade(url)
    settings = {
        "TECHNOMART_YOOKASSA_SHOP_ID": bank.shop_id,
        "TECHNOMART_YOOKASSA_SECRET_KEY": bank.secret_key,
        "TECHNOMART_YOOKASSA_API_URL": bank.api_url,
    }
    with served(folder / "served", url, **settings) as opened:
        yield opened


def on_the_way_to_the_bank(shop: Served, buyers: int) -> list[str]:
    """The pages between the shop and the bank of so many who have just ordered."""
    sku, client = shop.on_sale(buyers, f"Часы {next(SHOPPERS)}"), Client(shop.port)
    pages = []
    for _ in range(buyers):
        email = f"buyer{next(SHOPPERS)}@example.com"
        placed = press(shop, browser_at_the_button(client, sku, payment="card", email=email))
        pages += PAY.findall(placed.one("Location"))
    client.close()
    assert len(pages) == buyers
    return pages


def heal(shop: Served, bank: Simulator, pages: list[str]) -> None:
    """The bank is well again: everybody is led on, and it knows of one payment for each of the shop's."""
    bank.faults.clear()
    deadline = time.monotonic() + 30
    while not all(ON_THE_WAY in shop.ask(page).body.decode() for page in pages):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    with shop.goods.runtime.database.reader() as session:
        refs = [payment.provider_ref for payment in session.scalars(select(Payment))]
    assert sorted(refs) == sorted(bank.books.payments)
    assert shop.goods.books() == []


def test_a_slow_bank_keeps_few_waiting_and_nobody_else(shop: Served, bank: Simulator) -> None:
    counter = Counter(bank)
    bank.faults.add("POST /payments", "slow", times=1000, seconds=SLOW_SECONDS)
    pages = on_the_way_to_the_bank(shop, BUYERS)
    others = 0
    with ThreadPoolExecutor(BUYERS) as buyers:
        began = time.monotonic()
        waiting = [buyers.submit(shop.ask, page) for page in pages]
        while not all(one.done() for one in waiting):
            assert shop.ask(f"/catalog/?n={others}").status == 200
            others += 1
        spent = time.monotonic() - began
    answers = [one.result() for one in waiting]
    assert {answer.status for answer in answers} == {200}
    assert all(OPENING in words or ON_THE_WAY in words for words in (answer.body.decode() for answer in answers))
    assert 0 < counter.most <= SEATS * SERVERS + WORKERS
    assert others >= BUYERS, f"only {others} other pages in {spent:.1f} s"
    heal(shop, bank, pages)


@pytest.mark.parametrize("kind", ["reset", "500_after"])
def test_a_broken_bank_leaves_the_orders_and_the_others_alone(shop: Served, bank: Simulator, kind: str) -> None:
    bank.faults.add("POST /payments", kind, times=1000)
    pages = on_the_way_to_the_bank(shop, 3)
    for page in pages:
        answer = shop.ask(page)
        assert answer.status == 200
        assert OPENING in answer.body.decode()
    assert shop.ask("/").status == 200
    heal(shop, bank, pages)
