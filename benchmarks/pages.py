"""`python -m benchmarks.pages`: the shop as it is served, with the demo, under load from this process.

For each page: answers a second of one core, processor time of the server for one answer, median and 99th
percentile of the time it takes with four clients at once, statements to the database, bytes on the wire. *Kept*
asks one address again and again; *fresh* never asks the same address twice. Beside them, in the same run on the same
server settings, a Flask application that says hello and a static file. Then the run of `benchmarks.freshness`.
An answer that is not the expected one, or one that is out of date, ends the run with 1; no time ever does.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count, repeat
from pathlib import Path

from sqlalchemy import event, select

from benchmarks import first_view, freshness
from benchmarks.buying import carts_to_order, carts_to_show, first_adds, pages_of_checkout
from benchmarks.load import Ask, load
from benchmarks.servers import Server, fill, served
from technomart.domain.catalog.models import Variant
from technomart.domain.search import Query
from technomart.runtime import Runtime, build
from technomart.settings import Settings
from technomart.web.app import create_app
from technomart.web.templating import asset

LEAF = "/catalog/smartphones/"
FILTERS = "in_stock=1&rating=4&s.ram=8&s.ram=12&s.ram=16"
MOST_FIRST_VIEW = 250 * 1024
CHANGING = 40


@dataclass(frozen=True)
class Case:
    """A row of the table: its name, its requests, and one of them whose statements are counted (None: not ours)."""

    name: str
    asks: Callable[[], Iterable[Ask]]
    example: Callable[[], Ask] | None = None


def kept(name: str, path: str) -> Case:
    return Case(f"{name}, kept", lambda: repeat(Ask(path)), lambda: Ask(path))


def fresh(name: str, shape: str, numbers: Iterator[int]) -> Case:
    """`{n}` in the address is never the same twice."""
    return Case(
        f"{name}, fresh",
        lambda: (Ask(shape.format(n=n)) for n in numbers),
        lambda: Ask(shape.format(n=next(numbers))),
    )


def cases(server: Server, product: str, skus: list[str], orders: int) -> list[Case]:
    numbers = count(1)
    shown, checkout = carts_to_show(server, skus), pages_of_checkout(server, skus)
    return [
        kept("home", "/"),
        kept("listing", LEAF),
        kept("filtered listing", f"{LEAF}?{FILTERS}"),
        kept("product", product),
        kept("search", "/search?q=samsung"),
        fresh("home", "/?n={n}", numbers),
        fresh("listing", LEAF + "?price={n}-300000", numbers),
        fresh("filtered listing", LEAF + "?price={n}-300000&" + FILTERS, numbers),
        fresh("product", product + "?n={n}", numbers),
        fresh("search", "/search?q=samsung&price={n}-300000", numbers),
        Case("cart of 5 lines", lambda: repeat(shown), lambda: shown),
        Case("add to cart", lambda: first_adds(skus), lambda: next(first_adds(skus))),
        Case("checkout, show", lambda: repeat(checkout), lambda: checkout),
        Case(
            "checkout, place",
            lambda: carts_to_order(server, skus, orders),
            lambda: carts_to_order(server, skus, 1)[0],
        ),
    ]


def statements(runtime: Runtime, ask: Ask) -> int:
    """How many statements a process that knows the shop, but not yet this page, asks the database for it."""
    client, asked = create_app(runtime).test_client(use_cookies=False), list[str]()
    client.get("/catalog/")

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE")):
            asked.append(statement)

    headers = {"Cookie": ask.cookie, "Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
    for engine in (runtime.database.writer, runtime.database.readers):
        event.listen(engine, "before_cursor_execute", listen)
    try:
        client.open(ask.path, method="GET" if ask.form is None else "POST", data=ask.form, headers=headers)
    finally:
        for engine in (runtime.database.writer, runtime.database.readers):
            event.remove(engine, "before_cursor_execute", listen)
    return len(asked)


def row(server: Server, case: Case, seconds: float, queries: str) -> None:
    measured = load(server, case.asks(), seconds)
    load_average = os.getloadavg()[0]
    say(
        f"| {case.name:22} | {measured.per_core:8.0f} | {measured.cpu_ms:6.2f} | {measured.quantile_ms(0.5):7.1f} "
        f"| {measured.quantile_ms(0.99):7.1f} | {queries:>7} | {max(measured.sizes):7d} | {load_average:4.1f} |"
    )


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def table(server: Server, runtime: Runtime, product: str, skus: list[str], *, seconds: float, orders: int) -> None:
    say(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    say("| page | answers/s of a core | cpu ms | p50 ms | p99 ms | queries | bytes | load |")
    say("|---" * 8 + "|")
    with served("hello") as hello:
        load(hello, repeat(Ask("/")), seconds / 4)
        row(hello, Case("hello of Flask", lambda: repeat(Ask("/"))), seconds, "0")
    row(server, Case("static file", lambda: repeat(Ask(asset("app.css")))), seconds, "0")
    for case in cases(server, product, skus, orders):
        if case.name != "checkout, place":
            load(server, case.asks(), seconds / 4)
        queries = "" if case.example is None else str(statements(runtime, case.example()))
        row(server, case, seconds, queries)


def goods(runtime: Runtime) -> tuple[list[int], list[str], list[str]]:
    """Ids, SKUs and slugs of what is sold and plentiful, the most popular first."""
    runtime.search.refresh()
    every = Query(scope=runtime.search.vocabulary.leaves, in_stock=True, limit=5000, facets=())
    ids = [one for one in runtime.search.search(every).ids if runtime.search.offer_of(one).quantity > 5]
    with runtime.database.reader() as session:
        known = {row.id: row for row in session.scalars(select(Variant).where(Variant.id.in_(ids)))}
    return ids, [known[one].sku for one in ids], [known[one].slug for one in ids]


def run_freshness(server: Server, runtime: Runtime, ids: list[int], slugs: list[str], *, seconds: float) -> bool:
    chosen = freshness.addresses(runtime.search.vocabulary, slugs)
    found = freshness.watch(server, chosen, ids[:CHANGING], seconds=seconds)
    skus, stale = {change["sku"] for change in found.changes}, found.stale()
    checked = sum(1 for one in found.seen if one.sku in skus)
    say(
        f"Zipf: {len(found.measured.spent)} answers of {len(chosen)} addresses, {found.hit_share:.0%} kept, "
        f"{found.measured.cpu_ms:.2f} ms cpu each, {len(found.changes)} changes, {checked} times changed goods were "
        f"shown, {len(stale)} times out of date"
    )
    for one in stale[:10]:
        say("  " + one)
    return not stale and checked > 0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, help="a folder of the demo shop to use and to keep; else a new one")
    options.add_argument("--quick", action="store_true", help="every row for a moment: to see that it runs")
    asked = options.parse_args()
    seconds, zipf_seconds, orders = (0.3, 4.0, 8) if asked.quick else (4.0, 30.0, 200)
    with tempfile.TemporaryDirectory() as folder:
        fill(str(asked.data or folder), pictures=not asked.quick)
        runtime = build(Settings())
        ids, skus, slugs = goods(runtime)
        with served("shop") as server:
            table(server, runtime, f"/product/{slugs[0]}/", skus, seconds=seconds, orders=orders)
            total = first_view.total_bytes(server, say)
            well = run_freshness(server, runtime, ids, slugs, seconds=zipf_seconds)
        runtime.close()
    if not well or total > MOST_FIRST_VIEW:
        sys.exit(1)


if __name__ == "__main__":
    main()
