"""What every test can ask for: a database of either kind, a session in a transaction that is undone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from technomart.foundation.database import Database
from tests.databases import PostgresShelf, SqliteShelf, postgres_server, scratch_folder

REQUIRED = set(filter(None, os.environ.get("REQUIRE", "").split(",")))
KINDS = ("sqlite", "postgresql")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser the tests that need one are left out; tools/test.py has said so loudly."""
    if os.environ.get("TECHNOMART_CHROMIUM") or "browser" in REQUIRED:
        return
    left_out = pytest.mark.skip(reason="no browser on this machine")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(left_out)


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


@contextmanager
def fresh_database(kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a fresh migrated database of this kind."""
    if kind == "sqlite":
        with request.getfixturevalue("sqlite_shelf").fresh() as url:
            yield url
        return
    shelf = request.getfixturevalue("postgres_shelf")
    if shelf is None:
        if "postgres" in REQUIRED:
            pytest.fail("REQUIRE=postgres, and no PostgreSQL could be started")
        pytest.skip("no PostgreSQL on this machine")
    with shelf.fresh() as url:
        yield url


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh migrated database, once on SQLite and once on PostgreSQL."""
    with fresh_database(request.param, request) as url:
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
        with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            yield session
        outer.rollback()


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
