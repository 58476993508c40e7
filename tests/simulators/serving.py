"""Lets a simulator listen on this machine, for a test or for a person."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ssl import SSLContext
from typing import Any

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server


class _Quiet(WSGIRequestHandler):
    def handle(self) -> None:
        """A line that the fault plan has cut is over."""
        with suppress(OSError):
            super().handle()

    def log(self, *_: Any) -> None:
        """Says nothing: the tests' output is for the tests."""


def listen(app: Flask, host: str, port: int, *, tls: SSLContext | None = None) -> BaseWSGIServer:
    """A server that listens and is yet to be run; port 0 is any free one."""
    server = make_server(host, port, app, threaded=True, request_handler=_Quiet, ssl_context=tls)
    server.daemon_threads = True  # type: ignore[attr-defined]
    return server


def url_of(server: BaseWSGIServer, host: str, *, tls: SSLContext | None = None) -> str:
    return f"{'https' if tls else 'http'}://{host}:{server.server_port}"


@contextmanager
def running_in_background(server: BaseWSGIServer, *, closing: threading.Event) -> Iterator[None]:
    """Serve until the block ends; whoever is kept waiting on purpose is let go by `closing`."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
