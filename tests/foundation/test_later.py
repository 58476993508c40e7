"""What is put off is written before anything else is asked or told, and in one turn on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from technomart.foundation import clock, outbox
from technomart.foundation.database import Database
from technomart.foundation.inserting import change_rows_later, write_new, write_rows_later
from technomart.foundation.jobs import Job
from technomart.foundation.outbox import OutboxMessage
from tests.conftest import count_queries

TRIED = update(Job).where(Job.key == bindparam("which")).values(attempts=Job.attempts + bindparam("more"))
ENDED = delete(Job).where(Job.key == bindparam("which"))
ATTEMPTS = select(Job.key, Job.attempts).order_by(Job.id)


def a_job(key: str) -> dict[str, Any]:
    return {"kind": "count", "key": key, "payload": {"of": key}, "due_at": clock.now()}


def jobs(session: Session) -> list[tuple[str, int]]:
    return [tuple(row) for row in session.execute(ATTEMPTS)]


@pytest.mark.parametrize(
    "ask",
    [
        lambda session: session.execute(select(func.count()).select_from(Job)).scalar_one(),
        lambda session: session.scalar(select(func.count()).select_from(Job)),
        lambda session: len(session.scalars(select(Job)).all()),
        lambda session: session.connection().scalar(select(func.count()).select_from(Job)),
    ],
    ids=["execute", "scalar", "scalars", "connection"],
)
def test_whoever_asks_misses_nothing(session: Session, ask: Callable[[Session], int]) -> None:
    write_rows_later(session, Job, [a_job("first"), a_job("second")])
    assert ask(session) == 2


def test_a_row_is_written_with_the_defaults_of_its_table(session: Session) -> None:
    write_rows_later(session, Job, [a_job("first")])
    found = session.scalars(select(Job)).one()
    assert (found.key, found.payload, found.attempts, found.leased_until) == ("first", {"of": "first"}, 0, None)


def test_nothing_overtakes_what_was_put_off(session: Session) -> None:
    write_rows_later(session, Job, [a_job("first"), a_job("second")])
    change_rows_later(session, TRIED, {"which": "second", "more": 2})
    change_rows_later(session, TRIED, {"which": "second", "more": 3})
    write_rows_later(session, Job, [a_job("third")])
    change_rows_later(session, ENDED, {"which": "first"})
    session.add(Job(**a_job("fourth")))
    session.flush()
    assert jobs(session) == [("second", 5), ("third", 0), ("fourth", 0)]


def test_a_change_keeps_its_constants(session: Session) -> None:
    write_rows_later(session, Job, [a_job("first"), a_job("second")])
    outbox.publish(session, "told", {})
    change_rows_later(session, TRIED, {"which": "first", "more": 1})
    moved = update(OutboxMessage).where(OutboxMessage.topic == "told").values(attempts=7)
    change_rows_later(session, moved, {})
    assert jobs(session) == [("first", 1), ("second", 0)]
    assert session.scalar(select(OutboxMessage.attempts)) == 7


def test_a_savepoint_undoes_what_was_put_off_inside_it_alone(session: Session) -> None:
    write_rows_later(session, Job, [a_job("before")])
    with session.begin_nested() as savepoint:
        write_rows_later(session, Job, [a_job("inside")])
        savepoint.rollback()
    assert jobs(session) == [("before", 0)]


def test_it_is_written_with_the_commit_and_in_one_turn(database: Database) -> None:
    with database.transaction() as session:
        write_new(session, Job(**a_job("first")))
    with count_queries(database) as asked, database.transaction() as session:
        session.execute(text("SELECT 1"))
        outbox.publish(session, "told", {"of": "first"})
        outbox.publish(session, "told", {"of": "second"})
        change_rows_later(session, TRIED, {"which": "first", "more": 1})
    told = [one for one in asked if "outbox" in one or "UPDATE" in one]
    assert len(told) == (3 if database.is_sqlite else 1), told
    with database.reader() as session:
        assert jobs(session) == [("first", 1)]
        topics = session.scalars(select(OutboxMessage).order_by(OutboxMessage.payload["of"].as_string())).all()
        assert [one.payload for one in topics] == [{"of": "first"}, {"of": "second"}]


def refuse(database: Database, *keys: str) -> None:
    with database.transaction() as session:
        outbox.publish(session, "told", {})
        write_rows_later(session, Job, [a_job(key) for key in keys])
        if not keys:
            raise LookupError


@pytest.mark.parametrize(("keys", "error"), [((), LookupError), (("twice", "twice"), IntegrityError)])
def test_what_was_put_off_is_undone_with_the_rest(
    database: Database, keys: tuple[str, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        refuse(database, *keys)
    with database.reader() as session:
        assert jobs(session) == []
        assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 0
