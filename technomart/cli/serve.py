"""`technomart serve`: the whole shop in one command: tables, content, demo goods, web processes and a worker.

On a server the parts run apart: `serve --no-worker` for the web, `work` for the back room.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from technomart.cli import database, locks, pulse, stages, supervision
from technomart.cli.kinship import die_with_parent, follow_parent
from technomart.cli.progress import say
from technomart.settings import Settings, settings_to_open_with

WORKER_REST_SECONDS = 1.0
WORKER_NICENESS = 5
"""The back room gives way to those who stand at the counter."""
READY_SECONDS = 60


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`serve` and, for machines that run the parts apart, `prepare` and `work`."""
    parser = commands.add_parser("serve", help="open the shop: web processes and one worker")
    parser.add_argument("--demo", action="store_true", help="fill an empty shop with the demo catalogue first")
    parser.add_argument("--no-worker", action="store_true", help="web processes only; run `technomart work` beside")
    parser.set_defaults(run=serve)
    ready = commands.add_parser("prepare", help="bring tables and documents up to date without opening")
    ready.add_argument("--demo", action="store_true", help="fill an empty shop with the demo catalogue too")
    ready.set_defaults(run=prepare)
    worker = commands.add_parser("work", help="run one worker: letters, jobs, the schedule")
    worker.set_defaults(run=work)


def prepare(chosen: argparse.Namespace) -> int:
    """Everything that comes before opening: what is new is there when the web processes start."""
    settings = Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    say("bringing the database up to date")
    database.upgrade(settings.database)
    stages.prepare(settings, demo=chosen.demo)
    return 0


def serve(chosen: argparse.Namespace) -> int:
    """Run until told to stop. Stopping and starting again loses nothing."""
    settings = settings_of_environment()
    address = f"http://{settings.host}:{settings.port}"
    with locks.only_one(settings.data_dir, f"process {os.getpid()} at {address}"):
        require_free(settings.host, settings.port)
        prepare(chosen)
        stop = threading.Event()
        signs = settings.data_dir / "pulse"
        os.environ[pulse.FOLDER] = str(signs)
        threading.Thread(target=pulse.watch, args=(signs, stop), daemon=True).start()
        worker = threading.Thread(target=keep_worker, args=(stop,), daemon=True)
        if not chosen.no_worker:
            worker.start()
        opened = threading.Event()
        threading.Thread(target=announce, args=(address, settings, stop, opened), daemon=True).start()
        serve_web(settings, opened=opened)
        stop.set()
        if not chosen.no_worker:
            worker.join(timeout=10)
    return 0


def require_free(host: str, port: int) -> None:
    """End the program with a sentence if another program listens here: its answers would pass for ours."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(f"The shop cannot listen on {host}:{port}: {error.strerror}. Choose another port with PORT=.")


def settings_of_environment() -> Settings:
    """The settings, with PORT honoured, handed on to the child processes by the environment."""
    if "PORT" in os.environ:
        os.environ.setdefault("TECHNOMART_PORT", os.environ["PORT"])
    settings = Settings()
    if not settings.is_production and "TECHNOMART_PUBLIC_URL" not in os.environ:
        os.environ["TECHNOMART_PUBLIC_URL"] = f"http://127.0.0.1:{settings.port}"
    return settings_to_open_with()


def serve_web(
    settings: Settings, target: str = "technomart.wsgi:open_door", opened: threading.Event | None = None
) -> None:
    """The web processes; returns when they were told to stop. `target` makes the application of each.

    The server replaces a process that falls, but gives up if its successor falls within seconds as well. A shop that
    has been open then opens again; one that never was ends the program, it would only fall again.
    """
    os.environ["TECHNOMART_PARENT"] = str(os.getpid())
    while True:
        server = _server(settings, target)
        try:
            server.serve()
        except SystemExit:
            if server.interrupt_signal:
                return
            if opened is None or not opened.is_set():
                raise
            say("the web processes have fallen again and again: opening anew")
        else:
            return


def _server(settings: Settings, target: str) -> Any:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    return Granian(
        target=target,
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_workers,
        blocking_threads=settings.web_threads,
        backpressure=256,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_enabled=True,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
    )


def keep_worker(stop: threading.Event) -> None:
    """Keep one worker process alive until the shop stops."""
    while not stop.is_set():
        child = start_worker()
        while child.poll() is None and not stop.wait(0.2):
            pass
        if stop.is_set():
            child.terminate()
            try:
                child.wait(timeout=8)
            except subprocess.TimeoutExpired:
                child.kill()
            return
        stop.wait(WORKER_REST_SECONDS)


def start_worker() -> subprocess.Popen[bytes]:
    """Start a worker from this thread's process; it ends itself when its parent is gone."""

    def step_back() -> None:
        die_with_parent()
        os.nice(WORKER_NICENESS)

    environment = dict(os.environ, TECHNOMART_PARENT=str(os.getpid()))
    command = [sys.executable, "-m", "technomart.cli", "work"]
    return subprocess.Popen(command, env=environment, preexec_fn=step_back)  # noqa: S603 - our own program


def work(_chosen: argparse.Namespace) -> int:
    """Deliver letters, run jobs and the schedule until told to stop."""
    from technomart import worker
    from technomart.foundation import logs
    from technomart.runtime import build

    follow_parent()
    settings = settings_to_open_with()
    logs.configure(settings.log_level, readable=not settings.is_production)
    stop = threading.Event()
    stop_on_signals(stop.set)
    with locks.one_of_many(settings.data_dir):
        runtime = build(settings)
        supervision.tell("READY=1")
        try:
            worker.run(runtime, stop)
        finally:
            runtime.close()
    return 0


def stop_on_signals(stop: Callable[[], None]) -> None:
    def told(_number: int, _frame: FrameType | None) -> None:
        stop()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)


def announce(address: str, settings: Settings, stop: threading.Event, opened: threading.Event) -> None:
    """Say where the shop is once it answers: to the person at the terminal, and to systemd."""
    deadline = time.monotonic() + READY_SECONDS
    asking = urllib.request.Request(f"{address}/healthz", headers={"Host": urlsplit(settings.public_url).netloc})  # noqa: S310 - our own address
    while time.monotonic() < deadline and not stop.is_set():
        try:
            with urllib.request.urlopen(asking, timeout=2):  # noqa: S310 - the same
                break
        except (urllib.error.URLError, OSError):
            stop.wait(0.1)
    else:
        return
    opened.set()
    supervision.tell("READY=1")
    stages.say_open(address, settings)
