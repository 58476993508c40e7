"""Noticing that somebody has committed, and how far the list of changes has been read."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from technomart.domain.search.queries import pruned_to
from technomart.foundation import changes
from technomart.foundation.changes import ChangeKind
from technomart.foundation.database import Database, told_apart
from technomart.foundation.errors import Unavailable

POLL_SECONDS = 0.2
"""How old the answer may be on PostgreSQL, which has no cheap sign that somebody committed."""

MOVED = (
    "SELECT (SELECT max(seq) FROM change), (SELECT pruned_seq FROM search_listing WHERE id = 1), seq, walk, aliases"
    " FROM search_state WHERE id = 1"
)
"""What moves with every change, also with those noted and thrown away between two looks, and with what search itself
has written."""

LAST = 2**62
Noted = tuple[int, ChangeKind, int, datetime]
"""Number, kind, variant and when it falls due."""


class Watch:
    """Tells whether anybody has committed since the last look, on a connection of its own."""

    def __init__(self, database: Database) -> None:
        self._is_sqlite = database.is_sqlite
        self._source = create_engine(
            database.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"check_same_thread": False} if self._is_sqlite else {},
        )
        self._connection: Connection | None = None
        self._commits: object = None
        self._seen: object = None
        self._next_look = 0.0

    def has_moved(self) -> bool:
        """Whether to look at the list of changes; on PostgreSQL asked at most every 0.2 seconds."""
        try:
            with told_apart():
                return self._looks_different()
        except Unavailable:
            self.close()  # a connection that was cut does not come back
            raise

    def _looks_different(self) -> bool:
        if self._connection is None:
            self._connection = self._source.connect()
        if not self._is_time_to_ask(self._connection):
            return False
        now = self._connection.exec_driver_sql(MOVED).first()
        moved = bool(now != self._seen)
        self._seen = now
        return moved

    def _is_time_to_ask(self, connection: Connection) -> bool:
        """Whether anything may have been noted: on SQLite when somebody has committed, on PostgreSQL now and then."""
        if not self._is_sqlite:
            is_time = time.monotonic() >= self._next_look
            if is_time:
                self._next_look = time.monotonic() + POLL_SECONDS
            return is_time
        raw = connection.connection.driver_connection
        assert raw is not None
        before, self._commits = self._commits, raw.execute("PRAGMA data_version").fetchone()
        return bool(self._commits != before)

    def look_again(self) -> None:
        """Make the next look find something: not everything was read."""
        self._commits = self._seen = None
        self._next_look = 0.0

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._source.dispose()


@dataclass
class Reading:
    """How far one process has read the list of changes: by number, and by the moments at which dated ones fall due.

    `done` is the last moment up to which every dated change among those numbers is applied, with the number of the
    last one of that moment.
    """

    applied: int = 0
    done: tuple[datetime, int] = (datetime.min.replace(tzinfo=UTC), 0)
    next_due: datetime | None = None

    @classmethod
    def at_end(cls, session: Session, at: datetime) -> Reading:
        """As if everything this session sees had been applied."""
        newest = max(changes.newest(session), pruned_to(session))
        return cls(newest, (at, LAST), changes.next_due(session, at))

    def is_lost(self, session: Session) -> bool:
        """Whether changes it has not read are thrown away already."""
        return self.applied < pruned_to(session)

    def is_due(self, at: datetime) -> bool:
        """Whether a dated change has to be applied."""
        return self.next_due is not None and self.next_due <= at

    def has_come_to(self, at: datetime) -> bool:
        """Whether every dated change among those that were read is applied at that moment; then it is noted."""
        if self.is_due(at):
            return False
        self.done = max(self.done, (at, LAST))
        return True

    def read_on(self, session: Session, at: datetime, limit: int) -> tuple[list[Noted], Reading, bool]:
        """What was noted next, how far that is, and whether there is more behind it."""
        rows = changes.after(session, self.applied, limit)
        further = Reading(rows[-1][0] if rows else self.applied, self.done, self.next_due)
        ahead = [due_at for _seq, _kind, _variant, due_at in rows if due_at > at]
        if ahead:
            further.next_due = min([*ahead, self.next_due] if self.next_due else ahead)
        if not further.is_due(at):
            further.done = (at, LAST)
        return rows, further, len(rows) == limit

    def read_due(self, session: Session, at: datetime, limit: int) -> tuple[list[Noted], Reading, bool]:
        """Dated changes that fall due, oldest first; some others that are applied already may come with them."""
        rows = changes.falling_due(session, self.applied, after=self.done, until=at, limit=limit)
        more = len(rows) == limit
        done = (rows[-1][3], rows[-1][0]) if more else (at, LAST)
        next_due = self.next_due if more else changes.next_due(session, at)
        return rows, Reading(self.applied, done, next_due), more
