"""PostgreSQL goes away and comes back: whoever asks meanwhile hears so, and nobody has to start the shop anew."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from tests.faults.crowd import ORDERED, at_the_button, press_all
from tests.faults.shop import Served

POOLED = 2 * 2 * 16
"""Two processes with two pools each, and how many connections one may have."""


def cut(shop: Served) -> int:
    """End every connection of the shop to its database, as a restart does; how many there were."""
    url = shop.goods.runtime.database.url
    shop.goods.runtime.database.dispose()
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        ended = connection.execute(
            text(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        ).scalar_one()
    engine.dispose()
    return int(ended)


@pytest.mark.parametrize("shop", ["postgresql"], indirect=True)
def test_cut_off_the_shop_serves_on_by_itself(shop: Served) -> None:
    presses = at_the_button(shop, shop.on_sale(10, "Плеер"), 4)
    with ThreadPoolExecutor(8) as visitors:
        list(visitors.map(lambda n: shop.ask(f"/search?q=x{n}").status, range(32)))
    assert cut(shop) > 0
    with ThreadPoolExecutor(8) as visitors:
        told = list(visitors.map(lambda n: shop.ask(f"/search?q=y{n}").status, range(2 * POOLED)))
    assert set(told) <= {200, 503}
    assert told.count(503) <= POOLED
    began = time.monotonic()
    while shop.ask("/search?q=z").status != 200:
        assert time.monotonic() < began + 5
    assert [shop.ask(f"/search?q=w{n}").status for n in range(16)] == [200] * 16
    assert [one.what for one in press_all(shop, presses)] == [ORDERED] * 4
    assert shop.goods.books() == []
