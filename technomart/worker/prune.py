"""Throws away what is over: ended sessions, forgotten carts, old keys, delivered events; a portion at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from technomart.domain import accounts, alerts, checkout, notifications, search, shipping
from technomart.domain import carts as cart_book
from technomart.foundation import clock
from technomart.foundation.database import Base
from technomart.foundation.idempotency import KEPT, IdempotencyKey
from technomart.foundation.outbox import OutboxMessage
from technomart.runtime import Runtime

PORTION: Final = 200
"""Rows one transaction deletes: a few milliseconds, so that no shopper waits for a clean-up."""

EVENTS_KEPT: Final = timedelta(days=7)
LETTERS_KEPT: Final = timedelta(days=90)

Nothing = Mapping[str, Any]
Forgetting = Callable[[Session], int]


def web_sessions(runtime: Runtime, _: Nothing) -> None:
    _in_portions(runtime, lambda session: accounts.forget_ended_sessions(session, PORTION))


def carts(runtime: Runtime, _: Nothing) -> None:
    _in_portions(runtime, lambda session: cart_book.expire(session, clock.now(), most=PORTION))


def idempotency_keys(runtime: Runtime, _: Nothing) -> None:
    _in_portions(runtime, _rows(IdempotencyKey, IdempotencyKey.created_at < clock.now() - KEPT))


def sign_in_attempts(runtime: Runtime, _: Nothing) -> None:
    _in_portions(runtime, lambda session: accounts.forget_old_tries(session, PORTION))


def emailed_tokens(runtime: Runtime, _: Nothing) -> None:
    _in_portions(runtime, lambda session: accounts.forget_dead_links(session, PORTION))


def delivered_events(runtime: Runtime, _: Nothing) -> None:
    _in_portions(runtime, _rows(OutboxMessage, OutboxMessage.delivered_at < clock.now() - EVENTS_KEPT))


def sent_letters(runtime: Runtime, _: Nothing) -> None:
    before = clock.now() - LETTERS_KEPT
    _in_portions(runtime, lambda session: notifications.forget_sent(session, before, PORTION))


def old_alerts(runtime: Runtime, _: Nothing) -> None:
    _in_portions(runtime, lambda session: alerts.forget_old(session, clock.now(), PORTION))


def cart_reminders(runtime: Runtime, _: Nothing) -> None:
    _in_portions(runtime, lambda session: checkout.forget_reminders(session, clock.now(), PORTION))


def carrier_tariffs(runtime: Runtime, _: Nothing) -> None:
    before = clock.now() - shipping.GOOD_FOR
    _in_portions(runtime, lambda session: shipping.forget_tariffs(session, before, PORTION))


def search_counts(runtime: Runtime, _: Nothing) -> None:
    with runtime.database.transaction() as session:
        search.forget_searches(session, clock.now().date())


def _in_portions(runtime: Runtime, forget: Forgetting) -> None:
    """Forget until less than a portion was left, each portion in a transaction of its own."""
    while True:
        with runtime.database.transaction() as session:
            forgotten = forget(session)
        if forgotten < PORTION:
            return


def _rows(model: type[Base], is_over: ColumnElement[bool]) -> Forgetting:
    """Delete the rows that are over. The condition is asked twice: a row may come to life in between."""
    key = model.__table__.c.id

    def forget(session: Session) -> int:
        ids = session.scalars(select(key).where(is_over).limit(PORTION)).all()
        session.execute(delete(model).where(key.in_(ids), is_over).execution_options(synchronize_session=False))
        return len(ids)

    return forget
