"""The door for the web server: the application of this process, with its static files in front."""

from __future__ import annotations

import ctypes
import os
import re
import signal
from typing import Any

from servestatic import ServeStatic

from technomart.cli.pulse import start_beating
from technomart.demo.painting import paint
from technomart.foundation import logs, memory
from technomart.runtime import build
from technomart.settings import settings_to_open_with
from technomart.web.app import create_app
from technomart.web.security import HEADERS
from technomart.web.templating import DIST

HASHED = re.compile(r"\.[0-9a-f]{8,}\.")
ONE_HOUR = 3600
PR_SET_PDEATHSIG = 1


def open_door() -> ServeStatic:
    """The WSGI application as it is served: hashed files are immutable and precompressed."""
    die_with_the_server()
    settings = settings_to_open_with()
    logs.configure(settings.log_level, readable=not settings.is_production)
    app = create_app(build(settings, painter=paint))
    memory.settle()
    start_beating()
    return BuiltFiles(
        app,
        root=DIST if DIST.exists() else None,
        prefix="static/",
        max_age=ONE_HOUR,
        allow_all_origins=False,
        immutable_file_test=lambda _path, url: bool(HASHED.search(url)),
        add_headers_function=_static_headers,
    )


class BuiltFiles(ServeStatic):  # type: ignore[misc]
    """Serves what the build has named by its content, and no note the build keeps beside it."""

    def add_file_to_dictionary(self, url: str, path: str, **known: Any) -> None:
        if HASHED.search(url):
            super().add_file_to_dictionary(url, path, **known)


def die_with_the_server() -> None:
    """A web process ends with the server that started it, however and whenever that ends (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    server = os.environ.get("TECHNOMART_PARENT")
    if server is not None and os.getppid() != int(server):
        os._exit(0)  # an exit that can be caught would leave it listening


def _static_headers(headers: object, _path: str, _url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value  # type: ignore[index]
