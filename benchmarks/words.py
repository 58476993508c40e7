"""How long words take to be looked up in up to a million goods: python -m benchmarks.words [--rows N ...]."""

import argparse
import itertools
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from technomart.cli.database import upgrade
from technomart.domain.search.text.analyser import words
from technomart.domain.search.text.looking import Ids, Shelf
from technomart.domain.search.text.ranking import rank
from technomart.domain.search.text.reading import Aliases, read
from technomart.foundation.database import Database

NOUNS, BRANDS, TOLD, A_TEXT = 160, 300, 2_000, 45
COMMON = "zqcommon"
"""A word in an eighth of all descriptions."""

SHARE_OF_COMMON = 0.125
ASKED = 200
SEED = 1

Goods = tuple[int, str, str, str, str]


def names(count: int, start: str) -> list[str]:
    """Made-up words that no stemmer shortens."""
    letters = itertools.product("abcdfghkmn", "aiou", "bdfgkmnprt", "k")
    return [start + "".join(parts) for parts in itertools.islice(letters, count)]


def goods(rows: int) -> Iterator[Goods]:
    """Terms of goods whose kinds follow Zipf's law, with descriptions of 45 words."""
    chance = random.Random(SEED)
    nouns, brands, told = names(NOUNS, "zq"), names(BRANDS, "xr"), [f"{one}v" for one in names(400, "tl")] * 5
    told = [f"{word}{'bdfgk'[place // 400]}" for place, word in enumerate(told)]
    kinds = chance.choices(nouns, [1 / (place + 1) ** 0.9 for place in range(NOUNS)], k=rows)
    often = list(itertools.accumulate(1 / (place + 5) for place in range(TOLD)))
    for one, noun in enumerate(kinds, start=1):
        brand, number = chance.choice(brands), chance.randrange(100, 9_999)
        series = f"ser{chance.choice('abcdefghij')}{chance.choice('abcdefghij')}k"
        body = set(chance.choices(told, cum_weights=often, k=A_TEXT))
        if chance.random() < SHARE_OF_COMMON:
            body.add(COMMON)
        title = f"{noun} {brand} {series} {number} {series}{number} ={series}{number}"
        about = f"{1_000_000 + one} {4_600_000_000_000 + one} {chance.choice((8, 16, 32))}gb ips nfc"
        yield one, title, about, " ".join(body), f"{series} {number}"


def build(path: Path, rows: int) -> float:
    """A database with just the terms; seconds of cpu."""
    upgrade(f"sqlite:///{path}")
    began = time.process_time()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.executemany(
            "INSERT INTO search_text (variant_id, title, about, body, model) VALUES (?, ?, ?, ?, ?)", goods(rows)
        )
    connection.close()
    return time.process_time() - began


def queries(path: Path, rows: int) -> dict[str, list[str]]:
    """Queries by kind, taken from goods at random."""
    chance = random.Random(SEED + 1)
    with sqlite3.connect(path) as connection:
        ids = [chance.randint(1, rows) for _ in range(ASKED)]
        read_one = "SELECT title, about FROM search_text WHERE variant_id = ?"
        known = [connection.execute(read_one, (one,)).fetchone() for one in ids]
    connection.close()
    titles = [title.split() for title, _ in known]
    return {
        "kind": [title[0] for title in titles],
        "kind and brand": [" ".join(title[:2]) for title in titles],
        "kind, brand, series": [" ".join(title[:3]) for title in titles],
        "model number": [title[4] for title in titles],
        "series, number": [" ".join(title[2:4]) for title in titles],
        "SKU": [about.split()[0] for _, about in known],
        "word of an eighth": [COMMON] * 50,
        "kind and that word": [f"{title[0]} {COMMON}" for title in titles],
    }


def at(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def measure(path: Path, rows: int) -> None:
    database, aliases = Database(f"sqlite:///{path}"), Aliases()
    shelf = Shelf(database)
    popular = np.random.default_rng(SEED).random(rows + 1).astype(np.float32)

    def ask(query: str) -> tuple[int, float]:
        began = time.process_time()
        with shelf.looking() as look:
            ids, _ = rank(read(words(query), look, aliases), look, standing)
        return len(ids), (time.process_time() - began) * 1000

    def standing(ids: Ids) -> tuple[np.ndarray, np.ndarray]:
        return popular[ids], popular[ids] > SHARE_OF_COMMON

    words("прогрев")
    before = private_mb()
    print(f"{'ms of cpu':22}{'most hits':>10}{'first p50':>11}{'p95':>8}{'most':>8}{'then p50':>10}{'p95':>8}")
    for kind, asked in queries(path, rows).items():
        first = [ask(query) for query in asked]
        again = [ask(query)[1] for query in asked]
        most, cold = max(hits for hits, _ in first), [spent for _, spent in first]
        told = (
            f"{at(cold, 0.5):11.2f}{at(cold, 0.95):8.2f}{max(cold):8.1f}{at(again, 0.5):10.2f}{at(again, 0.95):8.2f}"
        )
        print(f"{kind:22}{most:10}{told}")
    kept, more = shelf.kept.nbytes / 1e6, private_mb() - before
    print(f"{len(shelf.kept)} terms kept in {kept:.1f} MB, {more:.0f} MB of private memory more")
    database.dispose()


def private_mb() -> float:
    """What this process has written into its memory; pages of the mapped file are the system's."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1024


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    for rows in parser.parse_args(arguments).rows:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "words.sqlite3"
            seconds = build(path, rows)
            print(f"\n{rows:,} goods, {path.stat().st_size / 1e6:,.0f} MB, built in {seconds:.0f} s of cpu")
            measure(path, rows)


if __name__ == "__main__":
    main()
