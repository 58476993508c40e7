"""Listings as the columns answer them, and whole pages as the web makes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.test import create_environ, run_wsgi_app

from benchmarks.search.measuring import times_of
from benchmarks.search.questions import CLASSES, SEED, Questions
from technomart.domain import content, search
from technomart.foundation.database import Database
from technomart.runtime import build
from technomart.settings import Settings
from technomart.web.app import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

ADDRESS = "https://shop.test"
BIGGEST = 20


class NoWords:
    """Nothing is known of words: they are measured by rows of their own."""

    def start(self, *_about: object) -> None:
        pass

    def state(self, *_about: object) -> None:
        pass

    def follow(self, *_about: object) -> bool:
        return False


class Listing(search.Engine):
    """The listing alone."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._text = NoWords()  # type: ignore[assignment]


def listing_rows(_database: Database, engine: search.Engine, count: int) -> list[str]:
    """Listings of every class, all counts and the page; those of a class share no kept answer."""
    asking = Questions(engine, SEED)
    rows = []
    for kind, name in CLASSES.items():
        asked = list(asking.of(kind, count + count // 10))
        for query in asked[: count // 10]:
            engine.search(query)
        rows.append(f"{name} | {times_of(engine.search, asked[count // 10 :]).cells}")
    return rows


def page_rows(database: Database, _engine: search.Engine, count: int) -> list[str]:
    """Whole pages of big leaves that nobody has asked for before, packed as browsers want them, one at a time.

    What is timed is the application as a server calls it (WSGI); to put the request together is somebody else's work.
    """
    folder = Path(str(database.url.database)).parent
    runtime = build(Settings(data_dir=folder, public_url=ADDRESS))
    with database.transaction() as session:
        content.seed(session)
    app, words = create_app(runtime), runtime.search.vocabulary
    sizes = runtime.search.search(search.Query(scope=words.leaves, facets=())).leaves
    biggest = sorted(sizes, key=lambda leaf: -sizes[leaf])[:BIGGEST]

    def asked(number: int) -> WSGIEnvironment:
        slug = words.categories[biggest[number % len(biggest)]].slug
        how = {"Accept-Encoding": "gzip, deflate, br"}
        return create_environ(f"/catalog/{slug}/", ADDRESS, f"price={number + 100}-", headers=how)

    def answer(environ: WSGIEnvironment) -> None:
        pieces, status, _headers = run_wsgi_app(app, environ)
        if not status.startswith("200 ") or not b"".join(pieces):
            raise SystemExit(f"{status} for {environ['PATH_INFO']}")

    for number in range(BIGGEST):
        answer(asked(number))
    times = times_of(answer, map(asked, range(BIGGEST, BIGGEST + count)))
    runtime.close()
    return [f"a fresh page of a big leaf, {times.a_second:.0f} a second of a core | {times.cells}"]
