"""The shop as it is served, and a real browser in front of it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from technomart.runtime import build
from technomart.settings import Settings
from tests.databases import SqliteShelf
from tests.web.storefront.shop import OpenShop, open_shop

READY_SECONDS = 40


@dataclass
class ServedShop:
    """A shop that answers on a port of its own."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]
    goods: OpenShop


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(folder: Path, port: int, **more: str) -> subprocess.Popen[bytes]:
    """`technomart serve`, ready to answer; with `more` settings."""
    environment = {**os.environ, "TECHNOMART_DATA_DIR": str(folder), "PORT": str(port), "TECHNOMART_WEB_WORKERS": "1"}
    environment |= more
    process = subprocess.Popen(
        [sys.executable, "-m", "technomart.cli", "serve"], env=environment, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise TimeoutError("the shop did not open")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, sqlite_shelf: SqliteShelf) -> Iterator[ServedShop]:
    """A small shop, served for the journeys of a module."""
    with served_shop(tmp_path_factory.mktemp("served"), sqlite_shelf) as shop:
        yield shop


@contextmanager
def served_shop(folder: Path, shelf: SqliteShelf, **more: str) -> Iterator[ServedShop]:
    """A small shop in this folder, served with `more` settings until the block ends."""
    settings = Settings(data_dir=folder)
    shutil.copyfile(shelf.template, folder / "shop.sqlite3")
    runtime = build(settings)
    goods = open_shop(runtime)
    port = free_port()
    shop = ServedShop(f"http://127.0.0.1:{port}", folder, start(folder, port, **more), goods)
    try:
        yield shop
    finally:
        shop.process.send_signal(signal.SIGTERM)
        shop.process.wait(timeout=20)
        runtime.close()


@pytest.fixture
def page(served: ServedShop, browser: Any) -> Iterator[Any]:
    """A tab in which every error of the console or of the policy fails the test."""
    complaints: list[str] = []
    tab = browser.new_page(base_url=served.address)
    tab.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    tab.on(
        "response",
        lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
    )
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    tab.context.close()
    assert complaints == []


@pytest.fixture
def page_without_script(served: ServedShop, browser: Any) -> Iterator[Any]:
    """A tab with JavaScript switched off."""
    context = browser.new_context(base_url=served.address, java_script_enabled=False)
    yield context.new_page()
    context.close()
