"""Visitors who leave in the middle, and very many who stay: nothing is left open and nothing piles up."""

from __future__ import annotations

import random
import socket
import struct
import sys
import time
from pathlib import Path

import pytest

from benchmarks.buying import put
from benchmarks.load import Ask, Client
from tests.faults.shop import Served

LEAVERS, IDLE = 500, 200
A_FEW = 24
"""Connections of the pools that come to be while many ask at once."""


def test_who_leaves_in_the_middle_leaves_nothing_open(shop: Served) -> None:
    warm_up(shop)
    before = open_files(shop)
    for number in range(LEAVERS):
        leave(shop, f"/search?q=left{number}" if number % 2 else "/catalog/")
    waiting = [socket.create_connection(("127.0.0.1", shop.port)) for _ in range(IDLE)]
    assert shop.ask("/", timeout=5).status == 200
    for one in waiting:
        one.close()
    deadline = time.monotonic() + 20
    while (after := open_files(shop)) > before + A_FEW:
        assert time.monotonic() < deadline, f"{before} files were open, now {after}"
        time.sleep(0.2)
    assert shop.goods.books() == []


def warm_up(shop: Served) -> None:
    """Let the pools grow to what they are while many ask."""
    client = Client(shop.port)
    for number in range(64):
        client.send(Ask(f"/search?q=warm{number}"))
    client.close()


def leave(shop: Served, path: str) -> None:
    """Ask, read a little or nothing of the answer, and cut the line."""
    with socket.create_connection(("127.0.0.1", shop.port)) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{shop.port}\r\n\r\n".encode())
        if random.Random(path).random() < 0.5:
            line.recv(100)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def open_files(shop: Served) -> int:
    """How many files and connections the web processes hold."""
    return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in shop.family()["servers"])


REQUESTS, WARM = 20_000, 6_000
ADDRESSES = 200
"""So few that all of them are kept by then: what is kept has a bound of its own."""

MOST_GROWTH = 0.1


@pytest.mark.proof
@pytest.mark.alone
@pytest.mark.parametrize("own_shop", ["sqlite"], indirect=True)
def test_twenty_thousand_requests_leave_the_memory_as_it_was(own_shop: Served) -> None:
    sku = own_shop.on_sale(100_000, "Лампа")
    client = Client(own_shop.port)
    mixed = random.Random(20261126)
    grown: list[int] = []
    for number in range(REQUESTS):
        if number in (WARM, REQUESTS - 1):
            grown.append(memory(own_shop))
        path = mixed.choice(
            ("/", "/catalog/", f"/search?q=лампа&price={number % ADDRESSES}-", "/api/v1/listing", "/nothing", "cart")
        )
        if path == "cart":
            client.send(put(sku))
        else:
            client.send(Ask(path, status=404 if path == "/nothing" else 200))
    client.close()
    before, after = grown
    sys.stdout.write(f"\n{REQUESTS} requests: {before / 1e6:.0f} MB after {WARM}, {after / 1e6:.0f} MB at the end\n")
    assert after <= before * (1 + MOST_GROWTH)


def memory(shop: Served) -> int:
    """What the web processes hold for themselves alone, in bytes."""
    return sum(_private(pid) for pid in shop.family()["servers"])


def _private(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))
