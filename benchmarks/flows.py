"""`python -m benchmarks.flows`: shoppers who buy, from home to the page of their order, with every page between.

On SQLite (every commit waited for) and PostgreSQL, with 1, 4 and 16 buyers at once: complete flows a second, how
long one takes, how long its last button takes as the buyer sees it, and the order's transaction in that, from asking
for the turn to the end of the commit. Each flow has a connection of its own, so that both web processes have work.
The buyers share the machine with the server. An answer that is not the expected one ends the run.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from sqlalchemy import select

from benchmarks.buying import ANSWERS, HIDDEN, put
from benchmarks.load import Ask, Client, UnexpectedAnswer
from benchmarks.servers import TIMING, Server, fill, served
from technomart.cli.invariants import violations
from technomart.domain import inventory
from technomart.domain.catalog.models import Category, Product, Variant
from technomart.foundation.database import Database
from technomart.settings import Settings
from tests.databases import postgres_server

BUYERS = (1, 4, 16)
KINDS = 40
PLENTY = 100_000
LEAF = "smartphones"
SHOP = re.compile(rb'name="pickup" value="([a-z0-9-]+)"')
PICK_UP = {"delivery": "pickup", "city": "", "street": ""}


@dataclass
class Measured:
    """What the buyers of one row went through."""

    flows: list[float] = field(default_factory=list)
    orders: list[float] = field(default_factory=list)
    transactions: list[float] = field(default_factory=list)
    problems: list[Exception] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0


def quantile_ms(spent: list[float], share: float) -> float:
    return sorted(spent)[int((len(spent) - 1) * share)] * 1000


def buy(client: Client, sku: str, slug: str) -> tuple[float, float]:
    """One whole flow; how many seconds its last button took, and the transaction in it."""
    for path in ("/", f"/catalog/{LEAF}/", f"/product/{slug}/"):
        client.send(Ask(path))
    cookie = client.send(put(sku)).header("set-cookie").partition(";")[0]
    client.send(Ask("/cart", cookie=cookie))
    page = client.send(Ask("/checkout", cookie=cookie, packed=False)).body
    hidden = {name.decode(): value.decode() for name, value in HIDDEN.findall(page)}
    shop = SHOP.findall(page)[0].decode()
    pressed = time.monotonic()
    placed = client.send(Ask("/checkout", hidden | ANSWERS | PICK_UP | {"pickup": shop}, cookie, status=303))
    spent = time.monotonic() - pressed
    client.send(Ask(placed.header("location"), cookie=cookie))
    return spent, float(placed.header(TIMING.lower()).rpartition("=")[2]) / 1000


def measure(server: Server, goods: list[tuple[str, str]], buyers: int, seconds: float) -> Measured:
    """Let so many buy one thing after the other for so long."""
    measured, kinds, gate = Measured(), cycle(goods), threading.Lock()
    before, began = server.cpu_seconds(), time.monotonic()

    def shop() -> None:
        try:
            while time.monotonic() - began < seconds and not measured.problems:
                with gate:
                    sku, slug = next(kinds)
                started = time.monotonic()
                with closing(Client(server.port)) as client:
                    order, transaction = buy(client, sku, slug)
                measured.orders.append(order)
                measured.transactions.append(transaction)
                measured.flows.append(time.monotonic() - started)
        except (UnexpectedAnswer, OSError, IndexError, ValueError) as problem:
            measured.problems.append(problem)

    threads = [threading.Thread(target=shop) for _ in range(buyers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    measured.seconds = time.monotonic() - began
    measured.cpu_seconds = server.cpu_seconds() - before
    if measured.problems:
        raise measured.problems[0]
    return measured


def stock_up(database: Database) -> list[tuple[str, str]]:
    """SKU and slug of so many kinds of one leaf, plenty of each at every place: no order changes what is told."""
    with database.transaction() as session:
        places = [place.id for place in inventory.locations(session)]
        chosen = select(Variant).join(Product).join(Category, Category.id == Product.category_id)
        kinds = session.scalars(chosen.where(Category.slug == LEAF).order_by(Variant.id).limit(KINDS)).all()
        plenty = [(one.id, place, PLENTY) for one in kinds for place in places]
        inventory.receive_all(session, plenty, cause="benchmark", actor="benchmark")
        return [(one.sku, one.slug) for one in kinds]


def rows(kind: str, seconds: float) -> None:
    """The rows of the database that is set."""
    database = Database(Settings().database)
    goods = stock_up(database)
    with served("timed") as server:
        measure(server, goods, 4, seconds / 4)
        for buyers in BUYERS:
            told = measure(server, goods, buyers, seconds)
            say(
                f"| {kind:10} | {buyers:2d} | {len(told.flows) / told.seconds:7.1f} "
                f"| {told.cpu_seconds / len(told.flows) * 1000:6.1f} "
                f"| {quantile_ms(told.flows, 0.5):6.0f} / {quantile_ms(told.flows, 0.95):6.0f} "
                f"| {quantile_ms(told.orders, 0.5):6.1f} / {quantile_ms(told.orders, 0.95):6.1f} "
                f"| {quantile_ms(told.transactions, 0.5):6.1f} / {quantile_ms(told.transactions, 0.95):6.1f} "
                f"| {os.getloadavg()[0]:4.1f} |"
            )
    with database.reader() as session:
        wrong = violations(session)
    database.dispose()
    if wrong:
        sys.exit("the books are wrong: " + "; ".join(wrong))


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """Both kinds by name, each empty and on the disk; PostgreSQL only where there is one."""
    with postgres_server(in_earnest=True) as server:
        yield {"SQLite": f"sqlite:///{folder / 'shop.sqlite3'}"} | (
            {"PostgreSQL": server.replace("postgresql://", "postgresql+psycopg://", 1)} if server else {}
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="every row for a moment: to see that it runs")
    seconds = 0.5 if options.parse_args().quick else 8.0
    say(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    timed = " | ".join(f"{each} p50 / p95 ms" for each in ("flow", "order", "its transaction"))
    say(f"| database | buyers | flows/s | cpu ms a flow | {timed} | load |")
    say("|---" * 8 + "|")
    with tempfile.TemporaryDirectory() as name, databases(Path(name)) as urls:
        for kind, url in urls.items():
            os.environ["TECHNOMART_DATABASE_URL"] = url
            fill(str(Path(name) / kind), pictures=False)
            rows(kind, seconds)


if __name__ == "__main__":
    main()
