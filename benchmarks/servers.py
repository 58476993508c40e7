"""The servers under load: the shop as it is shipped, and beside it the smallest Flask application there is.

`python -m benchmarks.servers shop|timed|hello` serves one of them with the shop's own server settings; the timed shop
says with an answer how long its writing took.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from flask import Flask
from sqlalchemy.orm import Session

from technomart.cli import database, stages
from technomart.cli.serve import serve_web, settings_of_environment
from technomart.foundation.database import Database
from technomart.settings import Settings
from technomart.wsgi import die_with_the_server, open_door

READY_SECONDS = 60
TARGETS = {
    "shop": "technomart.wsgi:open_door",
    "timed": "benchmarks.servers:open_timed_door",
    "hello": "benchmarks.servers:say_hello",
}
TIMING = "Server-Timing"


@dataclass(frozen=True)
class Server:
    """A server that answers on a port."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """The processor time of its processes so far, in user and system mode."""
        parent = psutil.Process(self.pid)
        spent = [process.cpu_times() for process in (parent, *parent.children(recursive=True))]
        return sum(times.user + times.system for times in spent)


def open_timed_door() -> Callable[..., Any]:
    """The shop's door; an answer says how long its longest transaction took, the wait for its turn in it.

    `Server-Timing: transaction;dur=12.3`, in milliseconds, from asking for the turn to the end of the commit.
    """
    spent = threading.local()
    begin = Database.transaction

    @contextmanager
    def transaction(self: Database, **given: bool) -> Iterator[Session]:
        began = time.perf_counter()
        with begin(self, **given) as session:
            yield session
        spent.longest = max(spent.longest, time.perf_counter() - began)

    Database.transaction = transaction  # type: ignore[method-assign, assignment]
    shop = open_door()

    def timed(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            return start_response(status, [*headers, (TIMING, f"transaction;dur={spent.longest * 1000:.3f}")], *error)

        spent.longest = 0.0
        return shop(environ, start)

    return timed


def say_hello() -> Flask:
    """What a page costs that does nothing."""
    die_with_the_server()
    app = Flask("hello", static_folder=None)

    @app.get("/")
    def hello() -> str:
        return "hello"

    return app


def fill(folder: str, *, pictures: bool) -> None:
    """The demo shop in this folder, made if it is not there; pictures that are not drawn now are when asked for."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    os.environ["TECHNOMART_DATA_DIR"] = folder
    os.environ.setdefault("TECHNOMART_LOG_LEVEL", "WARNING")
    settings = Settings()
    database.upgrade(settings.database)
    stages.prepare(settings, demo=True, pictures=pictures)


@contextmanager
def served(name: str) -> Iterator[Server]:
    """The server with that name, without the worker, whose pictures would be drawn on the same cores."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {key: value for key, value in os.environ.items() if key != "PORT"} | {"TECHNOMART_PORT": str(port)}
    command = [sys.executable, "-m", "benchmarks.servers", name]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, "/" if name == "hello" else "/healthz")
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int, path: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not open")


if __name__ == "__main__":
    serve_web(settings_of_environment(), TARGETS[sys.argv[1]])
