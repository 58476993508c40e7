"""Somebody in the back office, as a process of its own: one price or one count of stock changes every second.

Prints, for each change, when it began and when it was committed (the machine's monotonic clock), the SKU, and
what any page has to say of it from then on: the price in kopecks and the pieces that can be bought, 0 for plenty.
"""

from __future__ import annotations

import json
import random
import sys
import time

from sqlalchemy.orm import Session

from technomart.domain import inventory, pricing
from technomart.domain.catalog import facts_of
from technomart.foundation import clock
from technomart.foundation.database import Database
from technomart.settings import Settings

SEED = 20_261_125
ACTOR = "benchmark"
EVERY_SECONDS = 1.0
ROUBLE = 100


def change_one(database: Database, variant_id: int, sku: str, *, free: int | None) -> dict[str, object]:
    """Charge a rouble more; or count so many free pieces at the first place."""
    began = time.monotonic()
    with database.transaction() as session:
        if free is None:
            cost = charged(session, variant_id) + ROUBLE
            pricing.set_price(session, variant_id, cost, at=clock.now(), actor=ACTOR, reason=ACTOR)
        else:
            first = inventory.stock_of(session, variant_id)[0]
            inventory.adjust(session, variant_id, first.location.id, first.promised + free, cause=ACTOR, actor=ACTOR)
        told = inventory.availability_of(session, [variant_id])[variant_id].told
        pieces = told if told < inventory.MOST_TOLD else 0
        cost = charged(session, variant_id)
    return {"began": began, "committed": time.monotonic(), "sku": sku, "price": cost, "pieces": pieces}


def charged(session: Session, variant_id: int) -> int:
    """What one piece costs now, in kopecks: a reduced price stands, whatever becomes of the list price beside it."""
    return pricing.offers_of(session, [variant_id], clock.now())[variant_id].price.minor


def main() -> None:
    """Change the variants whose ids are given, by turns of a fixed seed, until the pipe is closed."""
    database, chance = Database(Settings().database), random.Random(SEED)
    ids = [int(one) for one in sys.argv[1:]]
    with database.reader() as session:
        skus = {one: facts.sku for one, facts in facts_of(session, ids).items()}
    while True:
        variant_id = chance.choice(ids)
        free = None if chance.random() < 0.5 else chance.randrange(1, inventory.MOST_TOLD)
        told = change_one(database, variant_id, skus[variant_id], free=free)
        try:
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()
        except BrokenPipeError:
            break
        time.sleep(EVERY_SECONDS)


if __name__ == "__main__":
    main()
