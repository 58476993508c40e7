"""Many addresses by Zipf's law while goods change: how often a page was kept, and that none was ever out of date.

Every card and every product page that shows one of the changing goods is read. It must say what the last change
committed before the request left says, or something newer. One older answer fails the run.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from benchmarks.changing import SEED
from benchmarks.load import Answer, Ask, Measured, load
from benchmarks.servers import Server
from technomart.domain.catalog import Vocabulary

ADDRESSES = 2000
SHOWN = re.compile(
    rb'<p class="tm-price(?![^"]*--off)[^"]*">([\d,\xa0\xc2]+)\xc2\xa0\xe2\x82\xbd</p>'
    rb'(?:(?!</article>|<p class="tm-price).)*?data-buy="(\w+)" data-most="(\d*)"',
    re.DOTALL,
)


@dataclass(frozen=True)
class Seen:
    """What an answer said of goods, and when it was asked for and had come."""

    path: str
    sku: str
    price: int
    pieces: int
    sent: float


@dataclass
class Freshness:
    """What the run has shown."""

    measured: Measured
    states: Counter[str]
    changes: list[dict[str, Any]]
    seen: list[Seen] = field(default_factory=list)

    @property
    def hit_share(self) -> float:
        return self.states["hit"] / max(1, sum(self.states.values()))

    def stale(self) -> list[str]:
        """The answers that were older than the change before them."""
        found = []
        for one in self.seen:
            of_sku = [change for change in self.changes if change["sku"] == one.sku]
            before = [change for change in of_sku if change["committed"] < one.sent]
            allowed = [(c["price"], c["pieces"]) for c in of_sku if c["committed"] >= one.sent] + [
                (c["price"], c["pieces"]) for c in before[-1:]
            ]
            if before and (one.price, one.pieces) not in allowed:
                found.append(f"{one.path}: {one.sku} {one.price} x {one.pieces}, not {allowed}")
        return found


def addresses(words: Vocabulary, slugs: Sequence[str]) -> list[str]:
    """Home, categories and brands with filters and orders, searches, products: in an order of chance."""
    chance = random.Random(SEED)
    leaves = [words.categories[leaf].slug for leaf in words.leaves]
    brands = list(words.brand_slugs)
    found = dict.fromkeys(["/", *(f"/product/{slug}/" for slug in slugs[:800])])
    found |= dict.fromkeys(f"/catalog/{slug}/" for slug in words.category_slugs)
    while len(found) < ADDRESSES:
        shape = chance.choice(
            ("/catalog/{c}/?brand={b}", "/catalog/{c}/?price={p}-", "/catalog/{c}/?sort=cheap&price=-{p}",
             "/brand/{b}/?in_stock=1&price={p}-", "/search?q={b}&price={p}-")
        )  # fmt: skip
        address = shape.format(c=chance.choice(leaves), b=chance.choice(brands), p=chance.randrange(100, 90_000, 100))
        found[address] = None
    return ["/", *chance.sample([one for one in found if one != "/"], ADDRESSES - 1)]


def by_zipf(chosen: Sequence[str]) -> Iterator[Ask]:
    """These addresses for ever, the first the most often: the n-th with a chance of 1/n. Unpacked, to be read."""
    chance = random.Random(SEED)
    weights = list(accumulate(1 / rank for rank in range(1, len(chosen) + 1)))
    while True:
        for path in chance.choices(chosen, cum_weights=weights, k=1000):
            yield Ask(path, packed=False)


def watch(server: Server, chosen: Sequence[str], changing: Sequence[int], *, seconds: float) -> Freshness:
    """Ask for so long while another process changes those variants."""
    command = [sys.executable, "-m", "benchmarks.changing", *map(str, changing)]
    changer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert changer.stdout is not None
    changes: list[dict[str, Any]] = [json.loads(changer.stdout.readline())]
    reader = threading.Thread(target=lambda: changes.extend(json.loads(line) for line in changer.stdout or ()))
    reader.start()
    states: Counter[str] = Counter()
    answers: list[tuple[str, float, bytes]] = []

    def told(ask: Ask, answer: Answer, sent: float) -> None:
        states[answer.header("cache-status").rpartition("; ")[2]] += 1
        answers.extend((ask.path, sent, found) for found in {match.group(0) for match in SHOWN.finditer(answer.body)})

    try:
        measured = load(server, by_zipf(chosen), seconds, told)
    finally:
        changer.terminate()
        changer.wait(timeout=30)
        reader.join(timeout=10)
    return Freshness(measured, states, changes, [seen for one in answers if (seen := _read(*one))])


def _read(path: str, sent: float, text: bytes) -> Seen | None:
    found = SHOWN.fullmatch(text)
    if found is None:
        return None
    roubles, _, kopecks = found[1].decode().replace("\xa0", "").partition(",")
    return Seen(path, found[2].decode(), int(roubles) * 100 + int(kopecks or 0), int(found[3] or 0), sent)
