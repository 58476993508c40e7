"""Who writes comes before those of the same process that are about to read, but nobody waits for long."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from technomart.foundation import precedence
from technomart.foundation.database import Database

FOR_EVER = 3600.0
A_MOMENT = 0.05


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers that would wait for an hour: whoever goes on has not waited at all."""
    monkeypatch.setattr(precedence, "HEAD_START_SECONDS", FOR_EVER)


@contextmanager
def another_reads(database: Database) -> Iterator[threading.Event]:
    """Another thread opens a snapshot meanwhile; set as soon as it has it."""
    has_begun = threading.Event()

    def read() -> None:
        with database.reader():
            has_begun.set()

    other = threading.Thread(target=read, daemon=True)
    other.start()
    yield has_begun
    other.join(timeout=10)
    assert not other.is_alive()


@pytest.mark.usefixtures("patient")
def test_a_reader_begins_when_the_writer_has_committed(database: Database) -> None:
    with ExitStack() as afterwards, database.transaction() as session:
        session.connection()
        has_begun = afterwards.enter_context(another_reads(database))
        assert not has_begun.wait(A_MOMENT)
    assert has_begun.is_set()


@pytest.mark.usefixtures("patient")
def test_a_writer_that_was_refused_is_waited_for_no_more(database: Database) -> None:
    with suppress(ZeroDivisionError), database.transaction() as session:
        session.connection()
        raise ZeroDivisionError
    with another_reads(database) as has_begun:
        assert has_begun.wait(10)


@pytest.mark.usefixtures("patient")
def test_who_writes_may_read_meanwhile(database: Database) -> None:
    with database.transaction() as session:
        session.connection()
        with database.reader(), database.glance():
            pass


def test_nobody_waits_for_a_long_writer(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "HEAD_START_SECONDS", 0.0)
    with database.transaction() as session:
        session.connection()
        with another_reads(database) as has_begun:
            assert has_begun.wait(10)
