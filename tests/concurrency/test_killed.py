"""Killed in the middle of a checkout: what was acknowledged is whole, what was not has left no trace."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from technomart.domain import inventory
from technomart.domain.accounts import models as accounts
from technomart.domain.catalog.models import Variant
from technomart.domain.orders.models import Order
from technomart.foundation.database import Database
from technomart.foundation.outbox import OutboxMessage
from tests.concurrency.racing import books, buyer
from tests.factories.buying import a_cart, an_open_shop, goods_on_sale

ROOT = Path(__file__).parents[2]
TABLES_NEEDED = (accounts,)
PIECES = 100_000


def a_shop_with_plenty(database: Database) -> int:
    with database.transaction() as session:
        return goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=PIECES).id


def acknowledged_until_killed(url: str, variant_id: int, seconds: float) -> list[str]:
    """The order numbers a busy process said aloud before it was killed."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.concurrency.test_killed", url, str(variant_id)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    first = child.stdout.readline().strip()
    time.sleep(seconds)
    child.kill()
    rest, _ = child.communicate(timeout=30)
    return [first, *(line for line in rest.split("\n")[:-1])]


def survive(database: Database, kills: int) -> None:
    chance = random.Random(kills)
    variant_id = a_shop_with_plenty(database)
    url = database.url.render_as_string(hide_password=False)
    acknowledged: list[str] = []
    for _ in range(kills):
        acknowledged += acknowledged_until_killed(url, variant_id, chance.uniform(0.05, 0.4))
        assert books(database) == []
    with database.reader() as session:
        kept = {order.number: order for order in session.scalars(select(Order))}
        told = {message.payload["number"] for message in session.scalars(select(OutboxMessage))}
        left = inventory.availability_of(session, [variant_id])[variant_id].available
    assert set(acknowledged) <= set(kept)
    assert told == set(kept), "every order has its letter, every letter its order"
    assert left + len(kept) == PIECES
    assert len(kept) - len(acknowledged) <= kills, "at most the one order that was under way each time"


@pytest.mark.proof
def test_a_killed_process_loses_nothing_it_has_acknowledged(database: Database) -> None:
    survive(database, kills=2)


@pytest.mark.proof
def test_twenty_kills_lose_nothing(database: Database) -> None:
    survive(database, kills=20)


def main() -> None:
    """A process that does nothing but buy, saying each order's number once it is committed."""
    database = Database(sys.argv[1])
    while True:
        with database.transaction() as session:
            variant = session.get_one(Variant, int(sys.argv[2]))
            bid = (a_cart(session, (variant, 1)).token, 100_000)
        sys.stdout.write(buyer(database, bid)() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
