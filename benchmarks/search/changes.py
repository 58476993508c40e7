"""What a listing does while others change prices: how soon it knows, and what that costs everybody."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import takewhile

from sqlalchemy import select

from benchmarks.search.measuring import Times, percentiles, times_of, written
from benchmarks.search.questions import SEED, Questions
from technomart.domain import pricing, search
from technomart.domain.catalog.models import Variant
from technomart.foundation.clock import now
from technomart.foundation.database import Database

MOST_CHANGED = 100_000
BETWEEN_QUESTIONS = 0.005
CHEAPEST = 200
"""The bulk change sets a price from here on, another one each time: a price that holds already changes nothing."""


def change_rows(database: Database, engine: search.Engine, count: int) -> list[str]:
    """From the commit of somebody's price to the answer that has it; and a look when nothing has changed."""
    spent, waited = [], []
    for told in told_by(sent("one_by_one", database, some_ids(database, 50), count // 3)):
        began = time.process_time_ns()
        engine.refresh()
        seen = engine.offer_of(int(told["id"])).price
        waited.append((time.monotonic() - told["committed"]) * 1000)
        spent.append((time.process_time_ns() - began) / 1e6)
        if seen != told["kopecks"]:
            raise SystemExit(f"a price of {told['kopecks']} was answered as {seen}")
    idle = times_of(lambda _: engine.refresh(), range(count * 3))
    return [
        f"one price changed, seen by the next question | {Times.of(spent, waited).cells}",
        f"nothing changed | {idle.cells}",
    ]


def bulk_rows(database: Database, engine: search.Engine, count: int) -> list[str]:
    """Listings and orders while somebody changes a tenth of all prices, at most 100,000 and half of the shop."""
    everything = all_ids(database)
    ids = some_ids(database, min(MOST_CHANGED, max(1000, len(everything) // 10), len(everything) // 2))
    bought = [next(one for one in everything if one > ids[0])]
    assert bought[0] != ids[1], "what is ordered must keep its price"
    asking = Questions(engine, SEED + 1)
    before = looked_and_answered(engine, asking.of("leafF", count * 4))
    orders_before = [told["ms"] for told in told_by(sent("orders", database, bought, count // 3))]
    changing, began = sent("many", database, ids, CHEAPEST + int(time.time()) % 1000), time.monotonic()
    ordering = sent("orders", database, bought, count)
    queries = takewhile(lambda _: changing.poll() is None, asking.of("leafF", 10**6))
    during = looked_and_answered(engine, queries)
    seconds = time.monotonic() - began
    orders_during = [told["ms"] for told in told_by(ordering)]
    engine.settle()
    with database.reader() as session:
        charged = pricing.offers_of(session, ids, now())
    wrong = sum(engine.offer_of(one).price != charged[one].price.minor for one in ids)
    if changing.returncode or wrong:
        raise SystemExit(f"{wrong} of {len(ids)} changed prices are answered wrong")
    return [
        f"leaf with filters, before the bulk change | {before.cells}",
        f"leaf with filters, during it and applying it | {during.cells}",
        f"an order, before it | | {written(percentiles(orders_before), 1)}",
        f"an order, during it | | {written(percentiles(orders_during), 1)}",
        f"{len(ids):,} prices changed | | {seconds:.0f} s in all",
    ]


def looked_and_answered(engine: search.Engine, queries: Iterable[search.Query]) -> Times:
    """What each question takes with the look at what has changed before it; a moment passes between two."""
    cpu: list[float] = []
    wall: list[float] = []
    for query in queries:
        start, clock = time.process_time_ns(), time.perf_counter_ns()
        engine.refresh()
        engine.search(query)
        cpu.append((time.process_time_ns() - start) / 1e6)
        wall.append((time.perf_counter_ns() - clock) / 1e6)
        time.sleep(BETWEEN_QUESTIONS)
    return Times.of(cpu, wall)


def some_ids(database: Database, count: int) -> list[int]:
    """So many variants, spread over all of them."""
    ids = all_ids(database)
    return ids[:: max(1, len(ids) // count)][:count]


def all_ids(database: Database) -> list[int]:
    with database.reader() as session:
        return list(session.scalars(select(Variant.id).order_by(Variant.id)))


def sent(kind: str, database: Database, ids: list[int], count: int) -> subprocess.Popen[str]:
    """Somebody at work, as a process of its own."""
    url = database.url.render_as_string(hide_password=False)
    asked = [sys.executable, "-m", "benchmarks.search.somebody", kind, url, str(count)]
    one = subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert one.stdin is not None
    json.dump(ids, one.stdin)
    one.stdin.close()
    return one


def told_by(one: subprocess.Popen[str]) -> Iterator[dict[str, float]]:
    """What somebody tells, line by line, until it is done."""
    assert one.stdout is not None
    for line in one.stdout:
        yield json.loads(line)
    if one.wait():
        raise SystemExit("somebody failed")
