"""A web process that hangs is ended and replaced; nobody has to notice it first."""

from __future__ import annotations

import os
import signal
import time

import pytest

from technomart.cli.pulse import SILENT_SECONDS
from tests.faults.shop import SERVERS, Served


@pytest.mark.parametrize("shop", ["sqlite"], indirect=True)
def test_a_process_that_hangs_is_replaced(shop: Served) -> None:
    signs, deadline = shop.folder / "data" / "pulse", time.monotonic() + 20
    while len(list(signs.iterdir())) < SERVERS:
        assert time.monotonic() < deadline, "both processes are up and give signs of life"
        time.sleep(0.1)
    stuck = shop.family()["servers"][0]
    os.kill(stuck, signal.SIGSTOP)
    began = time.monotonic()
    try:
        while stuck in shop.family()["servers"] or len(shop.family()["servers"]) < SERVERS:
            assert time.monotonic() < began + 3 * SILENT_SECONDS, shop.family()
            time.sleep(0.1)
    finally:
        if stuck in shop.family()["servers"]:
            os.kill(stuck, signal.SIGCONT)
    assert time.monotonic() - began > SILENT_SECONDS / 2, "it was not ended for its silence"
    shop.wait_until_well(time.monotonic())
    assert [shop.ask(f"/search?q=a{n}", timeout=5).status for n in range(20)] == [200] * 20
