"""The listing and the words of shops with up to 1,000,000 goods: `python -m benchmarks.search --help`.

Each size is a shop of its own on SQLite, filled once by the demo's generator and used again with --data. A function
makes a group of rows of the table, so that others can be put beside them. No time fails the run; an answer that is
out of date or wrong does.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.search.beside import sql_rows, tantivy_rows
from benchmarks.search.changes import bulk_rows, change_rows
from benchmarks.search.listings import Listing, listing_rows, page_rows
from benchmarks.search.starts import start_rows, started
from benchmarks.search.texts import fold_all, text_rows
from technomart.cli.database import upgrade
from technomart.demo import opening, plenty, shop
from technomart.domain import search
from technomart.foundation.database import Database

SIZES = (10_000, 100_000, 1_000_000)
FOLDED = 100_000
"""The largest shop whose words are folded unasked: a million takes a core a quarter of an hour."""

Rows = Callable[[Database, search.Engine, int], list[str]]
GROUPS: dict[str, Rows] = {
    "listing": listing_rows,
    "sql": sql_rows,
    "tantivy": tantivy_rows,
    "words": text_rows,
    "pages": page_rows,
    "change": change_rows,
    "bulk": bulk_rows,
}
START = "start"


def main() -> None:
    """Measure every size and print one table for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goods", type=int, nargs="+", default=list(SIZES), metavar="N")
    parser.add_argument("--data", type=Path, help="where the shops are kept between runs")
    parser.add_argument("--only", nargs="+", choices=(*GROUPS, START), default=[*GROUPS, START], metavar="ROWS")
    parser.add_argument("--words", type=int, default=FOLDED, metavar="N", help="fold the words of shops up to this")
    parser.add_argument("--quick", action="store_true", help="ask each row for a moment: the smoke test")
    parser.add_argument("--begin", default="", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.begin:
        print(json.dumps(started(chosen.begin)))
        return
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as scratch:
        for goods in chosen.goods:
            url = a_shop_with(goods, (chosen.data or Path(scratch)) / f"{goods}")
            wanted = [one for one in chosen.only if one != "words" or goods <= chosen.words]
            measure(goods, url, wanted, quick=chosen.quick)


def measure(goods: int, url: str, wanted: Sequence[str], *, quick: bool) -> None:
    """One size: a row for each question and each thing that is done to the listing."""
    database = Database(url)
    if "words" in wanted:
        fold_all(database)
    print(f"\n### {goods:,} generated goods, load {os.getloadavg()[0]:.1f}\n")
    print("| what | cpu ms p50 / p95 / p99 | wall ms p50 / p95 / p99 |\n|---|---|---|")
    engine = Listing(database)
    engine.refresh()
    for name, rows in GROUPS.items():
        for row in rows(database, engine, 30 if quick else 300) if name in wanted else ():
            print(f"| {row} |", flush=True)
    if START in wanted:
        search.save_blocks(database, engine)
    engine.close()
    if START in wanted:
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


if __name__ == "__main__":
    main()
