"""`python -m benchmarks.search [--goods N …] [--data FOLDER] [--quick]`: the listing from 10,000 to 1,000,000 goods.

Each size is a shop of its own on SQLite, filled once by the demo's generator and used again with --data. A function
makes a group of rows of the table, so that others can be put beside them. No time fails the run; an answer that is
out of date or wrong does.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from benchmarks.search.beside import InSql, same
from benchmarks.search.measuring import own_megabytes, percentiles, times_of
from benchmarks.search.questions import CLASSES, Questions
from technomart.cli.database import upgrade
from technomart.demo import opening, plenty, shop
from technomart.domain import content, pricing, search
from technomart.domain.catalog.models import Variant
from technomart.foundation.clock import now
from technomart.foundation.database import Database
from technomart.runtime import build
from technomart.settings import Settings
from technomart.web.app import create_app
from tests.databases import postgres_server

SEED = 20_261_126
SIZES = (10_000, 100_000, 1_000_000)
MOST_CHANGED = 100_000
BETWEEN_QUESTIONS = 0.005
ADDRESS = "https://shop.test"


class NoWords:
    """Nothing is known of words: they are measured by rows of their own."""

    def start(self, *_about: object) -> None:
        pass

    def state(self, *_about: object) -> None:
        pass

    def follow(self, *_about: object) -> bool:
        return False


class Listing(search.Engine):
    """The listing alone."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._text = NoWords()  # type: ignore[assignment]


def main() -> None:
    """Measure every size and print one table for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goods", type=int, nargs="+", default=list(SIZES), metavar="N")
    parser.add_argument("--data", type=Path, help="where the shops are kept between runs")
    parser.add_argument("--quick", action="store_true", help="ask each row for a moment: the smoke test")
    parser.add_argument("--part", default="", help=argparse.SUPPRESS)
    parser.add_argument("--url", default="", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.part:
        print(json.dumps(PARTS[chosen.part](chosen.url)))
        return
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as scratch:
        for goods in chosen.goods:
            measure(goods, (chosen.data or Path(scratch)) / f"{goods}", quick=chosen.quick)


def measure(goods: int, folder: Path, *, quick: bool) -> None:
    """One size: a row for each question and each thing that is done to the listing."""
    url = a_shop_with(goods, folder)
    print(f"\n### {goods:,} generated goods\n")
    print("| what | cpu ms p50 / p95 / p99 | wall ms p50 / p95 / p99 |\n|---|---|---|")
    database = Database(url)
    engine = Listing(database)
    engine.refresh()
    for rows in (listing_rows, beside_rows, page_rows, change_rows, bulk_rows):
        for row in rows(database, engine, 30 if quick else 300):
            print(f"| {row} |", flush=True)
    search.save_blocks(database, engine)
    engine.close()
    print("\n| start | cpu s | wall s | own MB |\n|---|---|---|---|")
    for row in start_rows(url):
        print(f"| {row} |", flush=True)
    database.dispose()


def a_shop_with(goods: int, folder: Path) -> str:
    """The database with so many goods; made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / 'shop.sqlite3'}"
    upgrade(url)
    database = Database(url)
    began = time.monotonic()
    with database.transaction() as session:
        opening.open_places(session, shop())
    plenty.fill(database, goods, lambda _line: None)
    database.dispose()
    print(f"{goods:,} goods are there after {time.monotonic() - began:.0f} s", file=sys.stderr)
    return url


def listing_rows(_database: Database, engine: search.Engine, count: int) -> list[str]:
    """Listings of every class, all counts and the page; those of a class share no kept answer."""
    asking = Questions(engine, SEED)
    rows = []
    for kind, name in CLASSES.items():
        asked = list(asking.of(kind, count + count // 10))
        for query in asked[: count // 10]:
            engine.search(query)
        rows.append(f"{name} | {times_of(engine.search, asked[count // 10 :]).cells}")
    return rows


def beside_rows(_database: Database, engine: search.Engine, count: int) -> list[str]:
    """The classes without a filter once more, asked of PostgreSQL in SQL; every count must be ours."""
    snapshot = engine.settle()
    assert snapshot is not None
    rows = []
    with postgres_server() as url:
        if url is None:
            return ["the same counts in SQL | no PostgreSQL here |"]
        beside = InSql(url, snapshot.columns.blocks())
        for kind in ("leaf0", "dept0"):
            asked = list(Questions(engine, SEED).of(kind, max(20, count // 10)))
            for query in asked:
                if not same(engine.search(query), beside.search(query)):
                    raise SystemExit(f"SQL counts otherwise: {query}")
            wall = " / ".join(f"{one:.2f}" for one in times_of(beside.search, asked).wall)
            rows.append(f"{CLASSES[kind]}, in SQL | | {wall}")
        beside.close()
    return rows


def page_rows(database: Database, _engine: search.Engine, count: int) -> list[str]:
    """Whole pages of big leaves that nobody has asked for before, as the web makes them, one at a time."""
    folder = Path(str(database.url.database)).parent
    runtime = build(Settings(data_dir=folder, public_url=ADDRESS))
    with database.transaction() as session:
        content.seed(session)
    client, words = create_app(runtime).test_client(), runtime.search.vocabulary
    sizes = runtime.search.search(search.Query(scope=words.leaves, facets=())).leaves
    biggest = sorted(sizes, key=lambda leaf: -sizes[leaf])[:20]

    def ask(number: int) -> None:
        slug = words.categories[biggest[number % len(biggest)]].slug
        answer = client.get(f"/catalog/{slug}/?price={number + 100}-", base_url=ADDRESS)
        if answer.status_code != 200:
            raise SystemExit(f"{answer.status_code} for a page of {slug}")

    for number in range(20):
        ask(number)
    times = times_of(ask, range(20, 20 + count))
    runtime.close()
    return [f"a fresh page of a big leaf, {1000 / times.cpu[0]:.0f}/s of a core | {times.cells}"]


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
        f"one price changed, seen by the next question | {written(spent, waited)}",
        f"nothing changed | {idle.cells}",
    ]


def bulk_rows(database: Database, engine: search.Engine, count: int) -> list[str]:
    """Listings and orders while somebody changes a tenth of all prices, at most 100,000."""
    ids = some_ids(database, min(MOST_CHANGED, max(1000, len(all_ids(database)) // 10)))
    asking = Questions(engine, SEED + 1)
    before = times_of(engine.search, asking.of("leafF", count))
    orders_before = [told["ms"] for told in told_by(sent("orders", database, ids[-1:], count // 6))]
    changing, began = sent("many", database, ids, 0), time.monotonic()
    ordering = sent("orders", database, ids[-1:], count // 3)
    cpu: list[float] = []
    wall: list[float] = []
    for query in asking.of("leafF", 10**6):
        if changing.poll() is not None:
            break
        start, clock = time.process_time_ns(), time.perf_counter_ns()
        engine.refresh()
        engine.search(query)
        cpu.append((time.process_time_ns() - start) / 1e6)
        wall.append((time.perf_counter_ns() - clock) / 1e6)
        time.sleep(BETWEEN_QUESTIONS)
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
        f"leaf with filters, during it and applying it | {written(cpu, wall)}",
        f"an order, before it | | {' / '.join(f'{one:.1f}' for one in percentiles(orders_before))}",
        f"an order, during it | | {' / '.join(f'{one:.1f}' for one in percentiles(orders_during))}",
        f"{len(ids):,} prices changed | | {seconds:.0f} s in all",
    ]


def start_rows(url: str) -> list[str]:
    """A process that begins: with the saved columns, and without. The memory is what it has more than before."""
    rows = []
    for name in ("from blocks", "without"):
        if name == "without":
            database = Database(url)
            with database.transaction() as session:
                search.forget_blocks(session)
            database.dispose()
        asked = [sys.executable, "-m", "benchmarks.search", "--part", "start", "--url", url]
        told = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
        rows.append(f"{name} | {told['cpu']:.2f} | {told['wall']:.2f} | {told['own']:.0f}")
    return rows


def start(url: str) -> dict[str, float]:
    """Begin, answer one question, and tell what that took."""
    database = Database(url)
    before, began, clock = own_megabytes(), time.process_time(), time.perf_counter()
    engine = Listing(database)
    engine.search(search.Query(scope=engine.vocabulary.leaves))
    told = {"cpu": time.process_time() - began, "wall": time.perf_counter() - clock}
    return {**told, "own": own_megabytes() - before}


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


def written(cpu: list[float], wall: list[float]) -> str:
    return " | ".join(" / ".join(f"{one:.2f}" for one in percentiles(part)) for part in (cpu, wall))


PARTS = {"start": start}

if __name__ == "__main__":
    main()
