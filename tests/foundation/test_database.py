"""The doors to the database: what a reader may do and sees, and how long a writer waits for its turn."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from technomart.foundation import changes, database
from technomart.foundation.changes import Change, ChangeKind
from technomart.foundation.database import Database, DatabaseBusy


def test_a_writer_waits_once_whether_for_a_thread_or_for_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stood behind another thread while a third program held the file has waited for both."""
    monkeypatch.setattr(database, "WRITER_WAIT_SECONDS", 1.0)
    shop = Database(f"sqlite:///{tmp_path / 'shop.sqlite3'}")
    with shop.transaction() as session:
        session.execute(text("CREATE TABLE thing (id INTEGER)"))
    waits: list[float] = []

    def write() -> None:
        begun = time.monotonic()
        with pytest.raises(DatabaseBusy), shop.transaction() as session:
            session.execute(text("INSERT INTO thing VALUES (1)"))
        waits.append(time.monotonic() - begun)

    holder = sqlite3.connect(tmp_path / "shop.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    first, second = threading.Thread(target=write), threading.Thread(target=write)
    first.start()
    time.sleep(0.5)
    second.start()
    first.join()
    second.join()
    holder.execute("ROLLBACK")
    holder.close()
    assert len(waits) == 2
    assert max(waits) < 1.3, "the second had half a second left at the file, not a whole one"
    with shop.transaction() as session:
        session.execute(text("INSERT INTO thing VALUES (2)"))
    shop.dispose()


FORGET = text("DELETE FROM change")
COUNT = select(func.count()).select_from(Change)


def note_one(database: Database) -> None:
    with database.transaction() as session:
        changes.note(session, ChangeKind.offer, [1])


def test_neither_a_reader_nor_a_glance_may_write(database: Database) -> None:
    note_one(database)
    with pytest.raises(DBAPIError, match=r"read-?only"), database.reader() as session:
        session.execute(FORGET)
    with pytest.raises(DBAPIError, match=r"read-?only"), database.glance() as connection:
        connection.execute(FORGET)
    with database.reader() as session:
        assert session.scalar(COUNT) == 1


def test_a_reader_stays_at_one_moment_and_a_glance_is_at_its_own(database: Database) -> None:
    note_one(database)
    with database.reader() as session:
        assert session.scalar(COUNT) == 1
        note_one(database)
        assert session.scalar(COUNT) == 1
        with database.glance() as connection:
            assert connection.scalar(COUNT) == 2
    with database.reader() as session:
        assert session.scalar(COUNT) == 2


def care_of(session: Session) -> str:
    """What of the disk is waited for in this transaction, as the database says it."""
    if session.get_bind().dialect.name == "sqlite":
        return str(session.scalar(text("PRAGMA synchronous")))
    return str(session.scalar(text("SELECT source FROM pg_settings WHERE name = 'synchronous_commit'")))


def test_only_for_what_may_be_lost_nobody_waits_for_the_disk(database: Database) -> None:
    in_haste, usual = ("1", "2") if database.is_sqlite else ("session", "configuration file")
    for may_be_lost in (False, True, True, False):
        with database.transaction(may_be_lost=may_be_lost) as session:
            assert care_of(session) == (in_haste if may_be_lost else usual)
    with pytest.raises(LookupError), database.transaction(may_be_lost=True):
        raise LookupError
    with database.transaction() as session:
        assert care_of(session) == usual


def test_what_readers_ask_often_stays_prepared(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite plans for itself")
    for _ in range(10):
        with suppress(LookupError), database.reader() as session:
            session.scalar(COUNT)
            raise LookupError  # as somebody is refused
    with database.glance() as connection:
        prepared = connection.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    assert any("FROM change" in statement for statement in prepared)
