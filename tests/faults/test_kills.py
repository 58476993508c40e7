"""Killed in a storm of checkouts, whole or in parts: what was acknowledged is whole, the doors open again."""

from __future__ import annotations

import random
import sys
import time

import pytest

from tests.deploy.buyers import buying
from tests.faults.shop import Served, kill
from tests.faults.storm import Storm, StormShopper, require_whole, stormy_goods

PIECES = 100_000
PARTS = ("parent", "one server", "worker", "servers", "everybody")
UP_AGAIN_SECONDS = 5.0
EARLIER_THAN_THIS = 0.4


def strike(shop: Served, part: str, chance: random.Random) -> float:
    """Kill this part of the shop; how many seconds until it answers again with all its processes."""
    family = shop.family()
    servers = sorted(family["servers"])
    chosen = {
        "parent": family["parent"],
        "one server": servers[:1],
        "worker": family["worker"],
        "servers": servers,
        "everybody": [*family["worker"], *servers, *family["parent"]],
    }[part]
    chance.shuffle(chosen)
    began = time.monotonic()
    for pid in chosen:
        kill(pid)
    assert shop.process is not None
    if shop.process.pid in chosen:
        shop.process.wait(timeout=10)
        return shop.start()
    return shop.wait_until_whole(began, chosen)


def survive(shop: Served, kills: int) -> list[float]:
    """So many kills of parts by chance during one storm; the seconds until the shop was up again, each time."""
    chance, spent = random.Random(kills), list[float]()
    sku = stormy_goods(shop, PIECES)
    parts = [PARTS[number % len(PARTS)] for number in range(kills)]
    storm = Storm()
    with buying(shop, sku, shoppers=4, kind=StormShopper, seen=storm):
        storm.wait_for_more(2)
        for part in parts:
            time.sleep(chance.uniform(0, EARLIER_THAN_THIS))
            spent.append(strike(shop, part, chance))
            assert shop.goods.books() == [], part
            storm.wait_for_more(1)
    sys.stdout.write(
        f"\n{shop.kind}: {kills} kills, {storm.told} orders told of, {len(storm.paid)} of them paid, "
        f"{dict(storm.statuses)}, up again within {max(spent):.1f} s\n"
    )
    require_whole(shop, storm, sku, PIECES)
    assert {status for status in storm.statuses if status >= 500} <= {503}
    return spent


@pytest.mark.parametrize("own_shop", ["sqlite"], indirect=True)
def test_three_kills_lose_nothing(own_shop: Served) -> None:
    survive(own_shop, kills=3)


@pytest.mark.proof
@pytest.mark.alone
def test_twenty_kills_lose_nothing(own_shop: Served) -> None:
    assert max(survive(own_shop, kills=20)) <= UP_AGAIN_SECONDS
