"""Others who work in the shop while it is measured, each a process of its own: prices one by one, many, orders."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator

from sqlalchemy import select

from technomart.domain import content, inventory, pricing
from technomart.domain.catalog.models import Variant
from technomart.domain.inventory import Location
from technomart.foundation import clock
from technomart.foundation.database import Database
from tests.factories import buying

ACTOR = "benchmark"
AT_A_TIME = 100
"""Prices a transaction of the bulk change sets: some twenty milliseconds, then it rests as long."""


def one_by_one(database: Database, ids: list[int], count: int) -> Iterator[dict[str, float]]:
    """A new lowest price every now and then, with the moment it was committed."""
    for number in range(count):
        variant_id, kopecks = ids[number % len(ids)], 5_000 + number
        with database.transaction() as session:
            pricing.set_prices(session, [(variant_id, kopecks)], at=clock.now(), actor=ACTOR, reason=ACTOR)
        yield {"id": variant_id, "kopecks": kopecks, "committed": time.monotonic()}
        time.sleep(0.05)


def many(database: Database, ids: list[int], kopecks: int) -> Iterator[dict[str, float]]:
    """This price for all of them, in short transactions with rests between."""
    for start in range(0, len(ids), AT_A_TIME):
        began = time.monotonic()
        prices = [(one, kopecks) for one in ids[start : start + AT_A_TIME]]
        with database.transaction() as session:
            pricing.set_prices(session, prices, at=clock.now(), actor=ACTOR, reason=ACTOR)
        time.sleep(time.monotonic() - began)
    yield {"changed": len(ids)}


def orders(database: Database, ids: list[int], count: int) -> Iterator[dict[str, float]]:
    """Orders of one thing each, with the milliseconds of the transaction that places it, its turn included."""
    with database.transaction() as session:
        content.seed(session)
        if session.scalar(select(Location.id).where(Location.code == "arbat")) is None:
            buying.a_shop(session)
        place = inventory.locations(session)[0]
        inventory.receive(session, ids[0], place.id, count, cause=ACTOR, actor=ACTOR)
    for _ in range(count):
        with database.transaction() as session:
            variant = session.get_one(Variant, ids[0])
            cart = buying.a_cart(session, (variant, 1))
            total = buying.total_of(session, cart)
        began = time.monotonic()
        with database.transaction() as session:
            buying.place(session, cart.token, total)
        yield {"ms": (time.monotonic() - began) * 1000}
        time.sleep(0.02)


WORK = {"one_by_one": one_by_one, "many": many, "orders": orders}


def main() -> None:
    """KIND URL COUNT (or the price), ids on the standard input; a line of JSON for everything that is done."""
    kind, url, count = sys.argv[1:]
    database = Database(url)
    for told in WORK[kind](database, json.load(sys.stdin), int(count)):
        print(json.dumps(told), flush=True)
    database.dispose()


if __name__ == "__main__":
    main()
