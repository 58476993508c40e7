"""Writing past the unit of work: at once, with its defaults, and not if a name is taken."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from technomart.foundation import clock
from technomart.foundation.inserting import change_rows, write_new
from technomart.foundation.jobs import Job


def a_job(key: str, **given: Any) -> Job:
    return Job(kind="count", key=key, payload={"of": key}, due_at=clock.now(), **given)


def test_what_was_written_is_as_if_it_had_been_read(session: Session) -> None:
    first, second = a_job("first"), a_job("second", attempts=3)
    assert write_new(session, first, second)
    assert first.id < second.id
    assert (first.attempts, first.leased_until, second.attempts) == (0, None, 3)
    first.attempts += 1
    session.flush()
    session.expire_all()
    found = session.scalars(select(Job).order_by(Job.id)).all()
    assert found == [first, second]
    assert [(one.key, one.payload, one.attempts) for one in found] == [
        ("first", {"of": "first"}, 1),
        ("second", {"of": "second"}, 3),
    ]


def test_nothing_is_written_if_the_name_is_taken(session: Session) -> None:
    assert write_new(session, a_job("once"), unless="key")
    again = a_job("once")
    assert not write_new(session, again, unless="key")
    again.key = "twice"
    assert write_new(session, again, unless="key")
    assert session.scalars(select(Job.key).order_by(Job.id)).all() == ["once", "twice"]


def test_rows_are_changed_at_once_and_counted(session: Session) -> None:
    write_new(session, a_job("first"), a_job("second"))
    tried = update(Job).where(Job.key == bindparam("which")).values(attempts=Job.attempts + bindparam("more"))
    assert change_rows(session, tried, {"which": "second", "more": 2}) == 1
    assert change_rows(session, tried, {"which": "third", "more": 2}) == 0
    assert session.execute(select(Job.key, Job.attempts).order_by(Job.id)).all() == [("first", 0), ("second", 2)]
    assert change_rows(session, delete(Job).where(Job.kind == bindparam("of")), {"of": "count"}) == 2
