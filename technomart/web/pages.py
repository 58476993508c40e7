"""Whole public pages kept ready: the same bytes for everyone, until something they show has changed.

A kept page remembers the number of the last change it was made after and what it depends on. It is served
only while no later change touches any of that, so an answer is never older than the change before it.
"""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

import brotli
from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.http import parse_etags
from werkzeug.sansio.utils import host_is_trusted

from technomart.domain.search import EVERYTHING, VOCABULARY, Dependency, Engine
from technomart.foundation import clock
from technomart.runtime import Runtime
from technomart.web.context import EXTENSION, lang, runtime
from technomart.web.security import headers_for

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STORE = "technomart-pages"
HTML = "text/html; charset=utf-8"
MOST_BYTES = 64 * 1024 * 1024
LONGEST_ADDRESS = 2000
TURNS = {"sqlite": 1, "postgresql": 2}
"""So many threads of a process make public pages at once: one computes, and another one may wait for a server."""

TURN_SECONDS = 0.25
"""Whoever has waited so long for others to make their pages makes one beside them."""

Address = tuple[str, str, str]
"""Language and time, path, query."""

LINES = {200: "200 OK", 304: "304 Not Modified"}
QUICKLY, WELL = 1, 5
"""Brotli's quality for a page that may never be asked for again, and for one that was (docs/speed.md)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One page as bytes: plain and precompressed, with its ETag, its age and what it depends on."""

    body: bytes
    brotli: bytes
    etag: str
    seq: int
    depends: frozenset[Dependency]
    is_packed_well: bool = False

    def packed_well(self) -> Kept:
        """The same page in fewer bytes: worth its time as soon as somebody else asks for it."""
        return replace(self, brotli=brotli.compress(self.body, quality=WELL), is_packed_well=True)

    def is_fresh(self, window: Engine) -> bool:
        """Whether nothing it shows has changed since it was made."""
        return all(window.version(needed) <= self.seq for needed in self.depends)

    @property
    def size(self) -> int:
        return len(self.body) + len(self.brotli) + 200


class PageStore:
    """The pages of one process, least recently used first out. Safe to use from several threads."""

    def __init__(self, most_bytes: int = MOST_BYTES, turns: int = 1) -> None:
        self.most_bytes = most_bytes
        self._pages: OrderedDict[Address, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(turns)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Threads take turns at making pages: many at once hold each other up, since they share an interpreter.

        It is a courtesy and no lock: nobody waits for longer than TURN_SECONDS.
        """
        is_ours = self._turns.acquire(timeout=TURN_SECONDS)
        try:
            yield
        finally:
            if is_ours:
                self._turns.release()

    def get(self, key: Address) -> Kept | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Address, page: Kept) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += page.size - (old.size if old else 0)
            self._pages[key] = page
            while self._bytes > self.most_bytes and self._pages:
                _key, dropped = self._pages.popitem(last=False)
                self._bytes -= dropped.size


def depends_on(*dependencies: Dependency) -> None:
    """Say what the page being made shows; without a word it depends on everything."""
    g.setdefault("page_depends", set()).update(dependencies)


def public_page(view: Callable[..., Any]) -> Callable[..., Response]:
    """Keep the view's page. It must be the same for everyone: no session, no cookie, no name, no token."""

    @wraps(view)
    def kept_view(**arguments: Any) -> Response:
        window = runtime().search
        window.refresh()
        store = cast(PageStore, current_app.extensions[STORE])
        key = address_of(request.environ)
        page, state = store.get(key), "hit"
        if page is None or not page.is_fresh(window):
            with store.turn():
                page = store.get(key)  # somebody else may have made it meanwhile
                if page is None or not page.is_fresh(window):
                    seq = window.seq
                    made = view(**arguments)
                    if not isinstance(made, str):
                        return cast(Response, made)
                    page, state = _keep(made, seq), "fwd=miss" if page is None else "fwd=stale"
                    if len(key[1]) + len(key[2]) <= LONGEST_ADDRESS:
                        store.put(key, page)
        status, headers, body = written(page, state, request.environ)
        return Response(body, status, headers)

    return kept_view


def address_of(environ: WSGIEnvironment) -> Address:
    """What a page is kept under: language, quarter of an hour, and the very bytes that were asked for.

    Path and query stay apart: a question mark that was percent-encoded in the path begins no query.
    Promised days and "today" change with the clock, so pages are kept for one quarter of an hour of it.
    """
    quarter = f"{clock.now().timestamp() // 900:.0f}"
    return f"{lang()} {quarter}", environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")


def _keep(html: str, seq: int) -> Kept:
    body = html.encode()
    packed = brotli.compress(body, quality=QUICKLY)
    return Kept(
        body=body,
        brotli=packed,
        etag=hashlib.blake2b(packed, digest_size=12).hexdigest(),  # as telling as the body, and a seventh of it
        seq=seq,
        depends=frozenset(g.get("page_depends") or {EVERYTHING}) | {VOCABULARY},
    )


def written(page: Kept, state: str, environ: WSGIEnvironment) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers and body as this browser wants them; `Cache-Status` (RFC 9211) says whether it was kept."""
    headers = [
        ("Cache-Control", "no-cache"),
        ("Vary", "Accept-Encoding"),
        ("Cache-Status", f"technomart; {state}"),
        ("ETag", f'"{page.etag}"'),
    ]
    if page.etag in parse_etags(environ.get("HTTP_IF_NONE_MATCH")):
        return 304, headers, b""
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    body = page.body
    if "br" in accepted:
        body = page.brotli
        headers.append(("Content-Encoding", "br"))
    elif "gzip" in accepted:
        body = gzip.compress(page.body, 4, mtime=0)
        headers.append(("Content-Encoding", "gzip"))
    return 200, [*headers, ("Content-Type", HTML), ("Content-Length", str(len(body)))], body


class KeptFirst:
    """Answers what is kept before the application is asked, so that a kept page costs less than a greeting.

    Only what the application itself has answered at the very same address, only to a host of ours and only
    while no later change touches it; everything else goes on to the application.
    """

    def __init__(self, application: WSGIApplication, app: Flask) -> None:
        self._application = application
        self._window = cast(Runtime, app.extensions[EXTENSION]).search
        self._store = cast(PageStore, app.extensions[STORE])
        self._hosts = app.config["TRUSTED_HOSTS"]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = self._find(environ) if environ["REQUEST_METHOD"] == "GET" else None
        if page is None:
            return self._application(environ, start_response)
        status, headers, body = written(page, "hit", environ)
        start_response(LINES[status], [*headers, *headers_for(environ.get("wsgi.url_scheme") == "https")])
        return [body]

    def _find(self, environ: WSGIEnvironment) -> Kept | None:
        if self._hosts is not None and not host_is_trusted(environ.get("HTTP_HOST"), self._hosts):
            return None
        key = address_of(environ)
        page = self._store.get(key)
        if page is None:
            return None
        try:
            self._window.refresh()
        except (SQLAlchemyError, sqlite3.Error):
            return None  # the application meets the same trouble and has words for it
        if not page.is_fresh(self._window):
            return None
        if not page.is_packed_well:
            page = page.packed_well()
            self._store.put(key, page)
        return page


def keep_pages(app: Flask, most_bytes: int = MOST_BYTES) -> None:
    """Give this application a store of pages."""
    shop = cast(Runtime, app.extensions[EXTENSION])
    app.extensions[STORE] = PageStore(most_bytes, TURNS[shop.database.url.get_backend_name()])
