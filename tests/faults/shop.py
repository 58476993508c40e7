"""The shop as shipped, `technomart serve`, on a database of either kind: opened, looked into, killed in parts."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from technomart.domain import inventory
from technomart.runtime import build
from technomart.settings import Settings
from tests.deploy.front import ROOT, Answer, clean_environment
from tests.factories.buying import goods_on_sale
from tests.journeys.conftest import free_port
from tests.web.storefront.shop import OpenShop, open_shop

READY_SECONDS = 40
SERVERS = 2
STOP_SECONDS = 4


@dataclass
class Served:
    """The processes of one shop and the way to its database."""

    folder: Path
    port: int
    goods: OpenShop
    settings: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    @property
    def kind(self) -> str:
        return self.goods.runtime.database.url.get_backend_name()

    def start(self) -> float:
        """Open; how many seconds until it answered."""
        began = time.monotonic()
        log = (self.folder / "shop.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "technomart.cli", "serve"],
            env=clean_environment(**self.settings),
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        log.close()
        return self.wait_until_well(began)

    def wait_until_well(self, since: float) -> float:
        """How many seconds after that moment the shop answered."""
        while time.monotonic() < since + READY_SECONDS:
            assert self.process is not None
            assert self.process.poll() is None, (self.folder / "shop.log").read_text()[-2000:]
            try:
                if self.ask("/healthz", timeout=2).status == 200:
                    return time.monotonic() - since
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.02)
        raise TimeoutError((self.folder / "shop.log").read_text()[-2000:])

    def wait_until_whole(self, since: float, killed: list[int]) -> float:
        """How many seconds after that moment the shop answered, others in the place of those that were killed."""
        while not self._is_whole(killed):
            assert self.process is not None
            assert self.process.poll() is None, (self.folder / "shop.log").read_text()[-2000:]
            assert time.monotonic() < since + READY_SECONDS, self.family()
            time.sleep(0.02)
        return self.wait_until_well(since)

    def _is_whole(self, killed: list[int]) -> bool:
        family = self.family()
        alive = [pid for pid in family["servers"] + family["worker"] if pid not in killed]
        return len(alive) == SERVERS + 1

    def stop(self) -> None:
        """Close. Whoever is only just coming up hears no signal; it ends with its parent."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(timeout=10)

    def family(self) -> dict[str, list[int]]:
        """Who runs: the parent, its server processes, its worker."""
        assert self.process is not None
        children = psutil.Process(self.process.pid).children()
        kinds = {child.pid: words for child in children if (words := _command(child))}
        workers = [pid for pid, words in kinds.items() if words[-1:] == ["work"]]
        servers = [pid for pid, words in kinds.items() if pid not in workers and "resource_tracker" not in str(words)]
        return {"parent": [self.process.pid], "servers": servers, "worker": workers}

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        timeout: float = 60,
    ) -> Answer:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body, headers={"Accept": "text/html", **(headers or {})})
            got = connection.getresponse()
            return Answer(got.status, got.getheaders(), got.read())
        finally:
            connection.close()

    def on_sale(self, pieces: int, name: str) -> str:
        """The SKU of new goods for 1 000 roubles, so many in the warehouse."""
        with self.goods.runtime.database.transaction() as session:
            warehouse = next(place for place in inventory.locations(session) if place.kind == "warehouse")
            return goods_on_sale(session, warehouse, kopecks=100_000, pieces=pieces, name=name).sku


def _command(process: psutil.Process) -> list[str]:
    """What it was started with; nothing if it has just ended."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def kill(pid: int) -> None:
    """End this very process without a word."""
    os.kill(pid, signal.SIGKILL)


@contextmanager
def served(folder: Path, database_url: str, **settings: str) -> Iterator[Served]:
    """A shop with goods on this migrated database, served with the settings it is shipped with."""
    data = folder / "data"
    data.mkdir(parents=True)
    port = free_port()
    given = {
        "TECHNOMART_DATA_DIR": str(data),
        "TECHNOMART_DATABASE_URL": database_url,
        "TECHNOMART_PORT": str(port),
        "TECHNOMART_LOG_LEVEL": "WARNING",
        **settings,
    }
    runtime = build(Settings(data_dir=data, database_url=database_url))
    shop = Served(folder, port, open_shop(runtime), given)
    try:
        shop.start()
        yield shop
    finally:
        shop.stop()
        runtime.close()
