"""Delivers what has happened to those who react to it: at least once, and the effect once.

An event is leased in one transaction, so that a crash of a reaction counts as an attempt. Its reactions run in
a second one together with the note that it is delivered: all of it happens, or nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from technomart.foundation import clock
from technomart.foundation.errors import DomainError
from technomart.foundation.jobs import retry_after
from technomart.foundation.logs import log
from technomart.foundation.outbox import OutboxMessage
from technomart.runtime import Runtime
from technomart.subscriptions import REACTIONS

LEASE: Final = timedelta(seconds=30)
LONGEST_REASON: Final = 500


def deliver_one(runtime: Runtime) -> bool:
    """Deliver the event that has been due longest; False when none is due."""
    message = lease(runtime)
    if message is None:
        return False
    try:
        with runtime.database.transaction() as session:
            if is_still_ours(session, message):
                for react in REACTIONS.get(message.topic, ()):
                    react(session, message.payload)
                _note_delivered(session, message, clock.now())
    except Exception as error:  # noqa: BLE001 - the worker loop outlives every reaction
        log().error("event_not_delivered", topic=message.topic, message=message.id, error=type(error).__name__)
        _give_back(runtime, message, reason_of(error))
    return True


def lease(runtime: Runtime) -> OutboxMessage | None:
    """Take one event for a while. Looks before it writes: an idle worker never takes the writers' turn."""
    at = clock.now()
    due = select(OutboxMessage).where(*_due(at)).order_by(OutboxMessage.due_at, OutboxMessage.id).limit(1)
    with runtime.database.reader() as session:
        if session.scalar(due.with_only_columns(OutboxMessage.id)) is None:
            return None
    with runtime.database.transaction() as session:
        message = session.scalar(due.with_for_update(skip_locked=True))
        if message is not None:
            message.leased_until = at + LEASE
            message.attempts += 1
        return message


def is_still_ours(session: Session, message: OutboxMessage) -> bool:
    """Whether nobody has taken the event over since its lease; the row is locked from here on."""
    mine = (OutboxMessage.id == message.id, OutboxMessage.attempts == message.attempts)
    waiting = select(OutboxMessage.id).where(*mine, OutboxMessage.delivered_at.is_(None)).with_for_update()
    return session.scalar(waiting) is not None


def reason_of(error: Exception) -> str:
    """What is kept of a failure."""
    words = f"{error.code} {error.details.get('reason', '')}" if isinstance(error, DomainError) else str(error)
    return f"{type(error).__name__}: {words}"[:LONGEST_REASON]


def _due(at: datetime) -> tuple[ColumnElement[bool], ...]:
    free = OutboxMessage.leased_until.is_(None) | (OutboxMessage.leased_until < at)
    return (OutboxMessage.delivered_at.is_(None), OutboxMessage.due_at <= at, free)


def _note_delivered(session: Session, message: OutboxMessage, at: datetime) -> None:
    """Delivered; what it said is forgotten, it may hold names and one-time links."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message.id)
        .values(delivered_at=at, leased_until=None, last_error=None, payload={})
    )


def _give_back(runtime: Runtime, message: OutboxMessage, reason: str) -> None:
    with runtime.database.transaction() as session:
        if is_still_ours(session, message):
            due_at = clock.now() + retry_after(message.attempts)
            session.execute(
                update(OutboxMessage)
                .where(OutboxMessage.id == message.id)
                .values(leased_until=None, due_at=due_at, last_error=reason)
            )
