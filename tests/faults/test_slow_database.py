"""The way to PostgreSQL is slow and uneven: everything takes longer, and nothing else changes."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url

from tests.conftest import fresh_database
from tests.faults.crowd import ORDERED, SOLD_OUT, at_the_button, press_all
from tests.faults.shop import Served, served

DELAY_SECONDS, JITTER_SECONDS = 0.01, 0.01
BUYERS, PIECES = 24, 4
POSTGRES = 5432


@contextmanager
def slow_way(there: URL) -> Iterator[int]:
    """A port that leads to that database, every portion of bytes later than it came, in their order."""
    uneven = random.Random(20261126)
    loop = asyncio.new_event_loop()

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while portion := await reader.read(65_536):
                await asyncio.sleep(DELAY_SECONDS + uneven.random() * JITTER_SECONDS)
                writer.write(portion)
                await writer.drain()
        except OSError:
            pass  # one side has gone: so does the other
        finally:
            writer.close()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        folder = str(there.query.get("host", ""))
        if folder:
            far, back = await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{there.port or POSTGRES}")
        else:
            far, back = await asyncio.open_connection(there.host, there.port or POSTGRES)
        await asyncio.gather(carry(reader, back), carry(far, writer))

    thread = threading.Thread(target=loop.run_forever, daemon=True)  # this one may have a browser's loop
    thread.start()
    opened = asyncio.run_coroutine_threadsafe(asyncio.start_server(meet, "127.0.0.1", 0), loop).result(timeout=10)
    try:
        yield opened.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)


@pytest.fixture
def far_shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """The shop as shipped; what it sees of its database comes by the slow way, what the test sees does not."""
    with fresh_database("postgresql", request) as url:
        near = make_url(url)
        with slow_way(near) as port:
            far = near.difference_update_query(["host"]).set(host="127.0.0.1", port=port)
            far_url = far.render_as_string(hide_password=False)
            with served(tmp_path / "served", url, TECHNOMART_DATABASE_URL=far_url) as shop:
                yield shop


@pytest.mark.proof
def test_the_last_pieces_are_sold_once(far_shop: Served) -> None:
    sku = far_shop.on_sale(PIECES, "Плеер")
    told = press_all(far_shop, at_the_button(far_shop, sku, BUYERS))
    assert Counter(one.what for one in told) == {ORDERED: PIECES, SOLD_OUT: BUYERS - PIECES}
    assert far_shop.goods.books() == []
