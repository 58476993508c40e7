"""The database is held by others or has no room: who must wait hears so, nothing is half done, reading goes on."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from technomart.cli.database import upgrade
from tests.deploy.front import Answer
from tests.faults.crowd import ORDERED, at_the_button, press, press_all
from tests.faults.shop import Served, served

HELD_FOR_A_MOMENT = 1.5
HELD_TOO_LONG = 12
SHOWN = ("/", "/catalog/", "/api/v1/listing")
NO_ROOM = 1
WAITING = 3
"""Buyers who wait at once: all may have come to one process, and one of its four threads must be left to readers."""


def require_later(answer: Answer) -> None:
    """A refusal one can read and repeat."""
    assert answer.status == 503, answer.body.decode()[:300]
    assert answer.one("Retry-After") == "5"
    assert "no-store" in answer.one("Cache-Control")


def require_shown(shop: Served) -> None:
    """What only reads is answered meanwhile."""
    assert [shop.ask(path, timeout=5).status for path in SHOWN] == [200] * len(SHOWN)


@contextmanager
def held(shop: Served) -> Iterator[Callable[[], None]]:
    """Another program has begun to write and does not end; gives the means to end it."""
    engine = create_engine(shop.goods.runtime.database.url)
    connection = engine.connect()
    if shop.kind == "sqlite":
        connection.connection.dbapi_connection.isolation_level = None  # type: ignore[union-attr]
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("LOCK TABLE stock, cart IN EXCLUSIVE MODE"))
    try:
        yield connection.close
    finally:
        connection.close()
        engine.dispose()


@pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
def test_held_for_a_moment_the_shoppers_wait_and_get_their_orders(shop: Served) -> None:
    presses = at_the_button(shop, shop.on_sale(10, "Плеер"), WAITING)
    with held(shop) as let_go, ThreadPoolExecutor(len(presses)) as buyers:
        answers = [buyers.submit(press, shop, one) for one in presses]
        require_shown(shop)
        time.sleep(HELD_FOR_A_MOMENT)
        assert not any(answer.done() for answer in answers)
        let_go()
        assert {answer.result().status for answer in answers} == {201, 303}
    assert shop.goods.books() == []


@contextmanager
def no_room(shop: Served) -> Iterator[None]:
    """No process of the shop can make a file longer, as on a full disk."""
    pids = [pid for part in shop.family().values() for pid in part]
    usual = resource.prlimit(pids[0], resource.RLIMIT_FSIZE)
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (NO_ROOM, usual[1]))
    try:
        yield
    finally:
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, usual)


@pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
def test_without_room_orders_are_refused_and_taken_again_when_there_is_some(shop: Served) -> None:
    sku = shop.on_sale(10, "Радио")
    presses = at_the_button(shop, sku, 4)
    before = len(shop.goods.orders())
    with no_room(shop):
        for one in presses:
            require_later(press(shop, one))
        require_later(shop.ask("/cart/lines", method="POST", headers=presses[0].headers, body=f"sku={sku}".encode()))
        require_shown(shop)
    assert len(shop.goods.orders()) == before
    assert shop.goods.books() == []
    assert [one.what for one in press_all(shop, presses)] == [ORDERED] * 4
    assert shop.goods.books() == []


@pytest.mark.proof
def test_held_too_long_whoever_writes_is_told_to_come_again(own_shop: Served) -> None:
    presses = at_the_button(own_shop, own_shop.on_sale(10, "Плеер"), 4)
    with held(own_shop) as let_go:
        began = time.monotonic()
        require_later(press(own_shop, presses[0]))
        require_later(press(own_shop, presses[1]))
        require_shown(own_shop)
        assert time.monotonic() - began < 2 * HELD_TOO_LONG
        let_go()
    assert own_shop.goods.orders() == []
    assert [one.what for one in press_all(own_shop, presses)] == [ORDERED] * 4
    assert own_shop.goods.books() == []


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 16 MB, where one may be mounted."""
    folder.mkdir()
    mounted = os.geteuid() == 0 and shutil.which("mount")
    if not mounted or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "small", folder]).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.proof
def test_a_full_disk_refuses_orders_and_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        url = f"sqlite:///{disk / 'shop.sqlite3'}"
        upgrade(url)
        with served(tmp_path / "served", url) as shop:
            presses = at_the_button(shop, shop.on_sale(100, "Лампа"), 40)
            (disk / "filler").write_bytes(b"\0" * (shutil.disk_usage(disk).free - 4096))
            first = [press(shop, one) for one in presses]
            refused = [answer for answer in first if answer.status == 503]
            assert {answer.status for answer in first} <= {201, 303, 503}
            assert refused, "the disk was never full"
            require_later(refused[-1])
            require_shown(shop)
            assert shop.goods.books() == []
            (disk / "filler").unlink()
            told = press_all(shop, presses)
            assert {one.what for one in told} == {ORDERED}
            assert len(shop.goods.orders()) == len(presses)
            assert shop.goods.books() == []
