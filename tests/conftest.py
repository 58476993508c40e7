"""What every test can ask for: a database of either kind, a session in a transaction that is undone."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from technomart.foundation.database import Database
from technomart.foundation.later import WriteSession
from tests.databases import (
    Fill,
    PostgresShelf,
    SqliteShelf,
    compile_statements_once,
    postgres_server,
    scratch_folder,
)

REQUIRED = set(filter(None, os.environ.get("REQUIRE", "").split(",")))
KINDS = ("sqlite", "postgresql")
BROWSER_OPTIONS = ["--no-sandbox", "--disable-background-networking", "--disable-quic", "--no-first-run"]
FACES = {Path(__file__).parent / name for name in ("web", "cli", "worker")}


LONG = (
    "web/api/test_fuzz",
    "journeys/test_every_page",
    "cli/test_twelve_files",
    "worker/test_killed",
    "benchmarks/",
    "journeys/",
)
"""Few and long tests: begun first, so that no worker is left alone with one at the end."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long, and leave out what cannot or need not be run here.

    Without a browser the tests that need one: tools/test.py has said so loudly. And on PostgreSQL, what asks the
    same question of a face or a command again with other words: there the first case of each stands for all, and
    of these cases a third is run by `make test`, all of them by `make proof`. What faces ask for has its own tests on
    both databases.
    """
    items.sort(key=lambda item: next((n for n, name in enumerate(LONG) if f"tests/{name}" in item.nodeid), len(LONG)))
    left_out = pytest.mark.skip(reason="no browser on this machine")
    has_browser = bool(os.environ.get("TECHNOMART_CHROMIUM")) or "browser" in REQUIRED
    asked: set[str] = set()
    kept: list[pytest.Item] = []
    for item in items:
        if "browser" in item.keywords and not has_browser:
            item.add_marker(left_out)
        if _is_asked_again(item, asked):
            continue
        if _is_on_postgres(item) and ("on_postgres_as_proof" in item.keywords or _can_wait(item)):
            item.add_marker(pytest.mark.proof)
        kept.append(item)
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_sessionstart() -> None:
    compile_statements_once()


def pytest_collection_finish() -> None:
    """Tell the collector of garbage that what is loaded stays: looking through it took a sixth of a test's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _is_asked_again(item: pytest.Item, asked: set[str]) -> bool:
    """Whether this needs no run on PostgreSQL: it is not about the database, or its first case has been there."""
    given = getattr(item, "callspec", None)
    if given is None or "postgresql" not in (given.params.get(name) for name in ("database_url", "_module_database")):
        return False
    if "one_database" in item.keywords:
        return True
    question = item.nodeid.partition("[")[0]
    is_again = not FACES.isdisjoint(item.path.parents) and question in asked
    asked.add(question)
    return is_again


def _can_wait(item: pytest.Item) -> bool:
    """Whether this is one of the two thirds of what is asked of faces."""
    question = item.nodeid.partition("[")[0]
    return not FACES.isdisjoint(item.path.parents) and bool(crc32(question.encode()) % 3)


def _is_on_postgres(item: pytest.Item) -> bool:
    given = getattr(item, "callspec", None)
    return given is not None and any(
        value == "postgresql" for value in given.params.values() if isinstance(value, str)
    )


@pytest.fixture(scope="session")
def sqlite_shelf() -> Iterator[SqliteShelf]:
    folder = scratch_folder("technomart-sqlite-")
    yield SqliteShelf(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_shelf() -> Iterator[PostgresShelf | None]:
    with postgres_server() as url:
        if url is None:
            yield None
            return
        shelf = PostgresShelf(url)
        yield shelf
        shelf.close()


def shelf_of(kind: str, request: pytest.FixtureRequest) -> SqliteShelf | PostgresShelf:
    """The shelf of this kind of database; without a PostgreSQL the test is left out, or fails where one must be."""
    if kind == "sqlite":
        return request.getfixturevalue("sqlite_shelf")
    shelf = request.getfixturevalue("postgres_shelf")
    if shelf is None:
        if "postgres" in REQUIRED:
            pytest.fail("REQUIRE=postgres, and no PostgreSQL could be started")
        pytest.skip("no PostgreSQL on this machine")
    return shelf


@contextmanager
def fresh_database(kind: str, request: pytest.FixtureRequest, fill: Fill | None = None) -> Iterator[str]:
    """The URL of a fresh migrated database of this kind, empty or filled by this once for many tests."""
    with shelf_of(kind, request).fresh(fill) as url:
        yield url


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh migrated database, once on SQLite and once on PostgreSQL; `filled(…)` says what is in it."""
    mark = request.node.get_closest_marker("filled")
    with fresh_database(request.param, request, mark.kwargs["by"] if mark else None) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A `Database` with committed data of its own: for faces, search, the worker and races."""
    database = Database(database_url)
    yield database
    database.dispose()


@pytest.fixture(params=KINDS, scope="module")
def _module_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    with fresh_database(request.param, request) as url:
        database = Database(url)
        yield database
        database.dispose()


@pytest.fixture
def session(_module_database: Database) -> Iterator[Session]:
    """A session whose every change is undone after the test: for rules and commands, on both databases."""
    with _module_database.writer.connect() as connection:
        outer = connection.begin()
        with WriteSession(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            yield session
        outer.rollback()


@pytest.fixture(scope="session")
def open_browser() -> Iterator[Callable[..., Any]]:
    """Opens a real browser, with options of its own if need be; it is closed with the last test."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = os.environ["TECHNOMART_CHROMIUM"]
        yield lambda *options: playwright.chromium.launch(executable_path=path, args=[*BROWSER_OPTIONS, *options])


@pytest.fixture(scope="session")
def browser(open_browser: Callable[..., Any]) -> Iterator[Any]:
    """One browser for all tests of a worker; each has tabs and cookies of its own."""
    chromium = open_browser()
    yield chromium
    chromium.close()


@contextmanager
def count_queries(database: Database) -> Iterator[list[str]]:
    """Every statement the database was asked inside the block, in order."""
    asked: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            asked.append(statement)

    engines = (database.writer, database.readers)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", listen)
    try:
        yield asked
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", listen)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return tmp_path / "data"
