"""Throws away what is over: ended sessions, forgotten carts, old keys, delivered events; a portion at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, select

from technomart.domain import notifications
from technomart.domain.accounts.models import EmailedToken, SignInAttempt, WebSession
from technomart.domain.carts.models import Cart
from technomart.foundation import clock
from technomart.foundation.database import Base
from technomart.foundation.idempotency import KEPT, IdempotencyKey
from technomart.foundation.outbox import OutboxMessage
from technomart.runtime import Runtime

PORTION: Final = 200
"""Rows one transaction deletes: a few milliseconds, so that no shopper waits for a clean-up."""

ATTEMPTS_KEPT: Final = timedelta(days=2)
TOKENS_KEPT: Final = timedelta(days=7)
EVENTS_KEPT: Final = timedelta(days=7)
LETTERS_KEPT: Final = timedelta(days=90)

Nothing = Mapping[str, Any]


def web_sessions(runtime: Runtime, _: Nothing) -> None:
    at = clock.now()
    _delete(runtime, WebSession, (WebSession.expires_at < at) | (WebSession.ends_at < at))


def carts(runtime: Runtime, _: Nothing) -> None:
    _delete(runtime, Cart, Cart.expires_at < clock.now())


def idempotency_keys(runtime: Runtime, _: Nothing) -> None:
    _delete(runtime, IdempotencyKey, IdempotencyKey.created_at < clock.now() - KEPT)


def sign_in_attempts(runtime: Runtime, _: Nothing) -> None:
    _delete(runtime, SignInAttempt, SignInAttempt.at < clock.now() - ATTEMPTS_KEPT)


def emailed_tokens(runtime: Runtime, _: Nothing) -> None:
    _delete(runtime, EmailedToken, EmailedToken.expires_at < clock.now() - TOKENS_KEPT)


def delivered_events(runtime: Runtime, _: Nothing) -> None:
    _delete(runtime, OutboxMessage, OutboxMessage.delivered_at < clock.now() - EVENTS_KEPT)


def sent_letters(runtime: Runtime, _: Nothing) -> None:
    before = clock.now() - LETTERS_KEPT
    while True:
        with runtime.database.transaction() as session:
            if notifications.forget_sent(session, before, PORTION) < PORTION:
                return


def _delete(runtime: Runtime, model: type[Base], is_over: ColumnElement[bool]) -> None:
    """Delete the rows that are over. The condition is asked twice: a row may come to life in between."""
    key = model.__table__.c.id
    while True:
        with runtime.database.transaction() as session:
            ids = session.scalars(select(key).where(is_over).limit(PORTION)).all()
            session.execute(delete(model).where(key.in_(ids), is_over).execution_options(synchronize_session=False))
        if len(ids) < PORTION:
            return
