"""Whole public pages kept ready: the same bytes for everyone, until something they show has changed.

A kept page remembers the number of the last change it was made after and what it depends on. It is served
only while no later change touches any of that, so an answer is never older than the change before it.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, cast

import brotli
from flask import Flask, Response, current_app, g, request

from technomart.domain.search import EVERYTHING, VOCABULARY, Dependency
from technomart.foundation import clock
from technomart.web.context import lang, runtime

STORE = "technomart-pages"
HTML = "text/html; charset=utf-8"
MOST_BYTES = 64 * 1024 * 1024
LONGEST_ADDRESS = 2000
QUICKLY, WELL = 2, 5
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

    @property
    def size(self) -> int:
        return len(self.body) + len(self.brotli) + 200


class PageStore:
    """The pages of one process, least recently used first out. Safe to use from several threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self._pages: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[str, str]) -> Kept | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: tuple[str, str], page: Kept) -> None:
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
        key = (f"{lang()} {quarter_of_an_hour()}", request.full_path)
        page, state = store.get(key), "hit"
        if page is None or any(window.version(needed) > page.seq for needed in page.depends):
            seq = window.seq
            made = view(**arguments)
            if not isinstance(made, str):
                return cast(Response, made)
            page, state = _keep(made, seq), "fwd=miss" if page is None else "fwd=stale"
            if len(key[1]) <= LONGEST_ADDRESS:
                store.put(key, page)
        elif not page.is_packed_well:
            page = page.packed_well()
            store.put(key, page)
        return _respond(page, state)

    return kept_view


def quarter_of_an_hour() -> str:
    """Promised days and "today" change with the clock, so pages are kept for one quarter of an hour of it."""
    return f"{clock.now().timestamp() // 900:.0f}"


def _keep(html: str, seq: int) -> Kept:
    body = html.encode()
    return Kept(
        body=body,
        brotli=brotli.compress(body, quality=QUICKLY),
        etag=hashlib.blake2b(body, digest_size=12).hexdigest(),
        seq=seq,
        depends=frozenset(g.get("page_depends") or {EVERYTHING}) | {VOCABULARY},
    )


def _respond(page: Kept, state: str) -> Response:
    """The page as the browser wants it packed; `Cache-Status` (RFC 9211) says whether it was kept."""
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding", "Cache-Status": f"technomart; {state}"}
    headers["ETag"] = f'"{page.etag}"'
    if page.etag in request.if_none_match:
        return Response(status=304, headers=headers)
    accepted = request.headers.get("Accept-Encoding", "")
    body = page.body
    if "br" in accepted:
        body, headers["Content-Encoding"] = page.brotli, "br"
    elif "gzip" in accepted:
        body, headers["Content-Encoding"] = gzip.compress(page.body, 4), "gzip"
    return Response(body, content_type=HTML, headers=headers)


def keep_pages(app: Flask, most_bytes: int = MOST_BYTES) -> None:
    """Give this application a store of pages."""
    app.extensions[STORE] = PageStore(most_bytes)
