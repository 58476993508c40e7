"""What the shop window keeps is never older than the change before it, however many look at once."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from technomart.domain import catalog, content, pricing
from technomart.domain.catalog.models import Variant
from technomart.domain.search import Engine
from technomart.foundation import clock
from technomart.foundation.database import Database
from technomart.runtime import Runtime, build
from technomart.settings import Settings
from technomart.web.app import create_app
from tests.factories.buying import ACTOR, an_open_shop, goods_on_sale

LOOKERS = 4
CHANGES = 25
POLL_SECONDS = 0.25
"""How long a change may stay unseen on PostgreSQL."""

PRICE = re.compile(r'<p class="tm-price[^"]*">([\d\u00a0]+)\u00a0₽</p>')


def a_phone(database: Database) -> Variant:
    with database.transaction() as session:
        content.seed(session)
        return goods_on_sale(session, an_open_shop(session), kopecks=100_000)


def charge(database: Database, variant_id: int, kopecks: int) -> None:
    with database.transaction() as session:
        pricing.set_price(session, variant_id, kopecks, at=clock.now(), actor=ACTOR, reason="dearer")


@pytest.fixture
def two_processes(database_url: str, data_dir: Path) -> Iterator[list[Runtime]]:
    """Two runtimes on one database, as two web processes have them."""
    settings = Settings(database_url=database_url, data_dir=data_dir, public_url="https://shop.test")
    runtimes = [build(settings), build(settings)]
    yield runtimes
    for one in runtimes:
        one.close()


def test_no_answer_is_older_than_the_change_before_it(two_processes: list[Runtime], database: Database) -> None:
    phone = a_phone(database)
    clients = [create_app(one).test_client for one in two_processes]
    allowance = 0.0 if database.is_sqlite else POLL_SECONDS
    committed = [(time.monotonic(), 1_000)]
    older: list[tuple[str, int, int]] = []
    looks = [0] * LOOKERS
    over = threading.Event()

    def look(number: int) -> None:
        client = clients[number % 2]()
        while not over.is_set():
            for path in ("/", "/catalog/smartfony/", "/search?q=смартфон", f"/product/{phone.slug}/"):
                asked = time.monotonic() - allowance
                due = max((price for at, price in tuple(committed) if at <= asked), default=0)
                shown = PRICE.search(client.get(path, base_url="https://shop.test").text)
                price = int(shown[1].replace("\u00a0", "")) if shown else 0
                looks[number] += 1
                if price < due:
                    older.append((path, price, due))

    lookers = [threading.Thread(target=look, args=(number,)) for number in range(LOOKERS)]
    for one in lookers:
        one.start()
    for step in range(1, CHANGES + 1):
        charge(database, phone.id, 100_000 + step * 100)
        committed.append((time.monotonic(), 1_000 + step))
        time.sleep(0.02)
    over.set()
    for one in lookers:
        one.join(timeout=60)
    assert min(looks) > 0
    assert older == []


def test_what_an_old_snapshot_saw_is_not_kept(database: Database) -> None:
    phone, engine = a_phone(database), Engine(database)
    engine.refresh()
    with database.reader() as before:
        before.get(Variant, phone.id)
        with database.transaction() as session:
            catalog.rename_variant(session, phone.id, "a-better-name")
        time.sleep(0 if database.is_sqlite else POLL_SECONDS)
        engine.refresh()
        assert engine.cards(before, [phone.id], "ru")[0].slug == phone.slug
    with database.reader() as after:
        assert engine.cards(after, [phone.id], "ru")[0].slug == "a-better-name"
    engine.close()


class StumblingDatabase(Database):
    """A database that cannot be read while it stumbles."""

    stumbles = False

    @contextmanager
    def reader(self) -> Iterator[Session]:
        if self.stumbles:
            raise OperationalError("SELECT", {}, Exception("the connection was lost"))
        with super().reader() as session:
            yield session


def test_a_change_that_could_not_be_read_is_read_the_next_time(database: Database) -> None:
    stumbling = StumblingDatabase(database.url.render_as_string(hide_password=False))
    phone, engine = a_phone(database), Engine(stumbling)
    engine.refresh()
    charge(database, phone.id, 123_400)
    time.sleep(0 if database.is_sqlite else POLL_SECONDS)
    stumbling.stumbles = True
    with pytest.raises(OperationalError):
        engine.refresh()
    stumbling.stumbles = False
    engine.refresh()
    assert engine.offer_of(phone.id).price == 123_400
    engine.close()
    stumbling.dispose()
