"""The benchmark runs from the first row to the last, and would notice a page that is out of date."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.freshness import SHOWN, Freshness, Seen
from benchmarks.load import Measured

ROOT = Path(__file__).parents[2]
ROWS = (
    "hello of Flask", "static file", "home, kept", "listing, kept", "filtered listing, kept", "product, kept",
    "search, kept", "home, fresh", "listing, fresh", "filtered listing, fresh", "product, fresh", "search, fresh",
    "cart of 5 lines", "add to cart", "checkout, show", "checkout, place",
)  # fmt: skip


def run(module: str, *options: str) -> tuple[list[str], str]:
    """The first words of the rows, and everything that was said."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("TECHNOMART_")}
    done = subprocess.run(
        [sys.executable, "-m", module, "--quick", *options],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    return [line.split("|")[1].strip() for line in done.stdout.splitlines() if line.startswith("| ")], done.stdout


@pytest.mark.proof
def test_every_row_is_measured_and_nothing_is_out_of_date(tmp_path: Path) -> None:
    rows, said = run("benchmarks.pages", "--data", str(tmp_path / "data"))
    assert rows == ["page", *ROWS]
    assert "first view of home" in said
    assert ", 0 times out of date" in said


@pytest.mark.proof
def test_whole_purchases_are_measured_on_both_databases_and_the_books_are_right() -> None:
    rows, _said = run("benchmarks.flows")
    assert rows == ["database", *["SQLite"] * 3, *["PostgreSQL"] * 3]


@pytest.mark.proof
def test_every_row_of_the_listing_is_measured_and_what_others_count_is_the_same(tmp_path: Path) -> None:
    rows, said = run("benchmarks.search", "--goods", "1000", "--data", str(tmp_path / "data"))
    groups = ("leaf, ", "in SQL", "tantivy", "text, ", "suggestions", "misspelt", "fresh page", "one price", "bulk")
    assert [group for group in groups if not any(group in row for row in rows)] == []
    assert rows[-2:] == ["from blocks", "without"]
    assert "words of 1,000 goods folded" in said


CHANGES = [
    {"began": 1.0, "committed": 1.1, "sku": "7", "price": 10_000, "pieces": 5},
    {"began": 2.0, "committed": 2.1, "sku": "7", "price": 10_100, "pieces": 5},
]


@pytest.mark.parametrize(
    ("price", "sent", "stale"),
    [
        (9_900, 1.05, 0),  # asked before the first commit: nothing is known
        (10_000, 1.2, 0),
        (9_900, 1.2, 1),  # the price before the first change
        (10_100, 2.05, 0),  # asked before the second commit, made after it
        (10_100, 2.2, 0),
        (10_000, 2.2, 1),
    ],
)
def test_an_answer_older_than_the_change_before_it_is_found(price: int, sent: float, stale: int) -> None:
    run = Freshness(Measured(), Counter(), CHANGES, [Seen("/", "7", price, 5, sent)])
    assert len(run.stale()) == stale


def test_price_and_pieces_are_read_off_a_card() -> None:
    card = (
        '<p class="tm-price tm-price--drop">12\u00a0990\u00a0₽</p> <s>15\u00a0000\u00a0₽</s></div>'
        '<p class="tm-stock">Сегодня</p><div data-buy="100500" data-most="7">'
    )
    found = SHOWN.search(card.encode())
    assert found is not None
    assert (found[1].decode(), found[2], found[3]) == ("12\u00a0990", b"100500", b"7")
