"""The shop's memory: one writing and one reading door to SQLite or PostgreSQL; the only place that commits.

On SQLite a writing transaction is `BEGIN IMMEDIATE` on a WAL database with `synchronous=FULL`: readers never
wait, an acknowledged commit survives power loss unless it is of what may be lost, and nobody decides on stale
facts. SQLite's own waiting is not fair, so the threads of a process first queue at a lock of ours, and of the
processes one at a time stands next to the file: whoever has just written cannot pass it.
On PostgreSQL writers run READ COMMITTED and lock rows in the order of docs/locking.md; readers see one
REPEATABLE READ snapshot.
"""

from __future__ import annotations

import fcntl
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import QueuePool

from technomart.foundation.errors import Unavailable
from technomart.foundation.later import WriteSession
from technomart.foundation.precedence import Precedence

BEGAN = "began"
"""Where a reading session says when (`time.monotonic`) it was opened: its snapshot is not older than that."""

WRITER_WAIT_SECONDS = 10
"""How long a writer waits for its turn before it is told to come again."""

GLANCE_MS = 3
"""How long SQLite itself waits for the file before we look at the clock; its longer waits let others pass."""

NEXT_TRY_SECONDS = 0.002

ASKED_AFTER_SECONDS = 0.2
"""How long a connection to PostgreSQL may have rested before it is asked whether it still lives."""

RESTS_SINCE = "rests since"

CARE = "care"
"""How much care a writing connection of SQLite takes of the disk at this moment."""

AT_A_GLANCE = "at a glance"
"""The mark of a connection that is asked one question: it opens no snapshot."""

SNAPSHOT = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


class Base(DeclarativeBase):
    """The ancestor of every table; its naming makes constraints the same on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class DatabaseBusy(Unavailable):
    """Another writer held the database too long; the request may simply be repeated."""

    code = "database_busy"


class DatabaseFull(Unavailable):
    """The disk is full: reading goes on, writing does not."""

    code = "database_full"


class DatabaseGone(Unavailable):
    """The database does not answer at this moment, as while it is started anew; the next request asks it again."""

    code = "database_gone"


@contextmanager
def told_apart() -> Iterator[None]:
    """What the database cannot do now is raised as what it is: DatabaseBusy, DatabaseFull, DatabaseGone."""
    try:
        yield
    except OperationalError as error:
        refusal = _translated(error)
        if refusal is None:
            raise
        raise refusal from error


def _translated(error: OperationalError) -> Unavailable | None:
    text = str(error.orig).lower()
    if error.connection_invalidated or "connection" in text:
        return DatabaseGone()
    if "locked" in text or "busy" in text or "lock timeout" in text:
        return DatabaseBusy()
    if "full" in text or "no space" in text or "disk i/o" in text:
        return DatabaseFull()
    return None


class Turnstile:
    """Lets one process at a time stand next to the file: a lock beside the database, let go once it has its turn.

    Without it a process with a queue of its own threads takes turn after turn, since it knows at once when the file
    is free, while the others have to look again and again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    @contextmanager
    def passed(self, until: float) -> Iterator[None]:
        """Stand next to the file inside the block. Nobody waits here longer than until then: the file says busy."""
        file = self._opened()
        while file is not None and not _locked(file):
            if time.monotonic() >= until:
                file = None
            else:
                time.sleep(NEXT_TRY_SECONDS)
        try:
            yield
        finally:
            if file is not None:
                fcntl.flock(file, fcntl.LOCK_UN)

    def _opened(self) -> IO[bytes] | None:
        """The lock; None where it cannot be made, as on a full disk: then whoever comes first is served."""
        if self._file is None:
            with suppress(OSError):
                self._file = self._path.open("ab")
        return self._file

    def close(self) -> None:
        """Let go of the file beside the database."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _locked(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Database:
    """Both doors to one database. Built once per process and never across a fork."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.writer = self._engine(writes=True)
        self.readers = self._engine(writes=False)
        self._glances = self.readers.execution_options(**{AT_A_GLANCE: True})
        self._write_sessions = sessionmaker(self.writer, class_=WriteSession, expire_on_commit=False)
        self._read_sessions = sessionmaker(self.readers, expire_on_commit=False, autoflush=False)
        self._queue = threading.Lock()
        self._patience = threading.local()
        self._precedence = Precedence()
        self._next = Turnstile(Path(f"{self.url.database}.next")) if self.is_sqlite else None

    def _engine(self, *, writes: bool) -> Engine:
        if self.is_sqlite:
            engine = create_engine(
                self.url,
                poolclass=QueuePool,
                pool_size=8,
                max_overflow=24,
                pool_use_lifo=True,
                connect_args={"timeout": WRITER_WAIT_SECONDS, "check_same_thread": False},
            )
            event.listen(engine, "connect", _prepare_sqlite_writer if writes else _prepare_sqlite_reader)
            event.listen(engine, "begin", self._begin_to_write if writes else _begin_to_read)
            return engine
        waits = f"lock_timeout={WRITER_WAIT_SECONDS * 1000}"
        engine = create_engine(
            self.url,
            pool_size=8,
            max_overflow=8,
            pool_use_lifo=True,
            isolation_level="READ COMMITTED" if writes else "AUTOCOMMIT",
            connect_args={"options": f"-c {waits if writes else 'default_transaction_read_only=on'}"},
        )
        event.listen(engine, "checkin", _note_rest)
        event.listen(engine, "checkout", _require_alive)
        event.listen(engine, "begin", self._begin_on_server if writes else _begin_to_read)
        return engine

    def _begin_to_write(self, connection: Any) -> None:
        """Take the turn at the file, waiting only for what the queue of our own threads has left of the time."""
        until = getattr(self._patience, "until", None) or time.monotonic() + WRITER_WAIT_SECONDS
        assert self._next is not None
        care = "NORMAL" if self._may_be_lost() else "FULL"
        if connection.info.get(CARE, "FULL") != care:  # it is said once, not with every transaction
            connection.exec_driver_sql(f"PRAGMA synchronous={care}")
            connection.info[CARE] = care
        with self._next.passed(until):
            while True:
                try:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                    self._precedence.enter()
                    return
                except OperationalError as error:
                    if time.monotonic() >= until or not isinstance(_translated(error), DatabaseBusy):
                        raise

    def _begin_on_server(self, connection: Connection) -> None:
        self._precedence.enter()
        if self._may_be_lost():
            connection.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")

    def _may_be_lost(self) -> bool:
        return getattr(self._patience, "may_be_lost", False)

    @contextmanager
    def transaction(self, *, may_be_lost: bool = False) -> Iterator[Session]:
        """One writing transaction: committed when the block ends well, rolled back when it raises.

        Of what may be lost nobody waits until it is on the disk: a power cut may undo the last moments of it, never a
        part of one, and never what was acknowledged after it. Refuses with DatabaseBusy after WRITER_WAIT_SECONDS
        without a turn, DatabaseFull without room, DatabaseGone.
        """
        until = time.monotonic() + WRITER_WAIT_SECONDS
        if self.is_sqlite and not self._queue.acquire(timeout=WRITER_WAIT_SECONDS):
            raise DatabaseBusy()
        self._patience.until, self._patience.may_be_lost = until, may_be_lost
        try:
            with told_apart(), self._write_sessions() as session:
                try:
                    yield session
                    session.commit()
                except BaseException:
                    session.rollback()
                    raise
        finally:
            self._precedence.leave()
            self._patience.until, self._patience.may_be_lost = None, False
            if self.is_sqlite:
                self._queue.release()

    @contextmanager
    def reader(self) -> Iterator[Session]:
        """One reading snapshot: everything read inside belongs to the same moment; writing is refused.

        What was read stays readable after the block, as it was. Whoever writes in this process comes first, for a
        moment. Refuses with DatabaseGone.
        """
        self._precedence.give_way()
        with told_apart(), self._read_sessions(info={BEGAN: time.monotonic()}) as session:
            try:
                yield session
            except SQLAlchemyError:
                session.rollback()
                raise
            finally:
                if session.in_transaction():  # not if nothing was asked
                    session.expunge_all()  # what was read is the caller's: nothing makes it forget itself
                    session.commit()  # a refusal too: of a rollback psycopg would forget what it has prepared

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """For one question that needs no other beside it: no snapshot is opened for it, no session keeps its rows.

        Whoever writes in this process comes first, for a moment. Refuses with DatabaseGone.
        """
        self._precedence.give_way()
        with told_apart(), self._glances.connect() as connection:
            yield connection

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.writer.dispose()
        self.readers.dispose()
        if self._next is not None:
            self._next.close()


def _note_rest(_connection: object, record: Any) -> None:
    record.info[RESTS_SINCE] = time.monotonic()


def _require_alive(connection: Any, record: Any, _proxy: object) -> None:
    """Ask a connection that has rested whether it still lives; the pool replaces one that does not.

    One that was in use a moment ago is not asked: that would be one more question for each of a crowd.
    """
    rested = time.monotonic() - record.info.get(RESTS_SINCE, time.monotonic())
    if rested < ASKED_AFTER_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
        connection.commit()
    except connection.OperationalError as gone:
        raise DisconnectionError() from gone


def _begin_to_read(connection: Connection) -> None:
    """Open the snapshot ourselves: whatever a driver is told of a single connection costs as much as a question."""
    if AT_A_GLANCE not in connection.get_execution_options():
        connection.exec_driver_sql(SNAPSHOT[connection.dialect.name])


def _prepare_sqlite_writer(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={GLANCE_MS}")
    _tune_sqlite(cursor)


def _prepare_sqlite_reader(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    _tune_sqlite(cursor)
    cursor.execute("PRAGMA query_only=ON")


def _tune_sqlite(cursor: sqlite3.Cursor) -> None:
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.execute("PRAGMA cache_size=-16000")
    cursor.execute("PRAGMA mmap_size=2147418112")
