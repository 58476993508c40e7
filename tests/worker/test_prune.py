"""What is over is thrown away, and nothing else; the schedule comes round by itself."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from technomart import worker
from technomart.domain.accounts.models import SignInAttempt, WebSession
from technomart.domain.carts.models import Cart, CartLine
from technomart.foundation import clock
from technomart.foundation.database import Base
from technomart.foundation.idempotency import IdempotencyKey
from technomart.foundation.jobs import Job
from technomart.foundation.outbox import OutboxMessage
from technomart.runtime import Runtime
from technomart.worker import prune
from technomart.worker.schedule import SCHEDULE
from tests.factories.catalog import a_variant

_numbers = count(1)
NOW = clock.now()
LONG_AGO = NOW - timedelta(days=400)
SOON = NOW + timedelta(days=1)


def a_session(*, is_over: bool) -> WebSession:
    name = f"session-{next(_numbers)}"
    end = LONG_AGO if is_over else SOON
    return WebSession(
        token_hash=name, public_id=name, data=b"", created_at=LONG_AGO, seen_at=LONG_AGO, expires_at=end, ends_at=SOON
    )


def a_cart(*, is_over: bool) -> Cart:
    end = LONG_AGO if is_over else SOON
    return Cart(token=f"cart-{next(_numbers)}", created_at=LONG_AGO, changed_at=LONG_AGO, expires_at=end)


def a_key(*, is_over: bool) -> IdempotencyKey:
    key = f"key-{next(_numbers)}"
    made = LONG_AGO if is_over else NOW
    return IdempotencyKey(principal="p", route="r", key=key, body_hash="h", created_at=made, status=None)


def an_attempt(*, is_over: bool) -> SignInAttempt:
    return SignInAttempt(key_hash="h", at=LONG_AGO if is_over else NOW)


def an_event(*, is_over: bool) -> OutboxMessage:
    delivered = LONG_AGO if is_over else NOW
    return OutboxMessage(topic="t", payload={}, created_at=LONG_AGO, due_at=LONG_AGO, delivered_at=delivered)


def quantity(session: Session, model: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("make", [a_session, a_cart, a_key, an_attempt, an_event])
def test_what_is_over_goes_and_what_lives_stays(
    runtime: Runtime, make: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prune, "PORTION", 2)
    rows = [make(is_over=True) for _ in range(5)] + [make(is_over=False)]
    living = rows[-1]
    with runtime.database.transaction() as session:
        session.add_all(rows)
    worker.run_once(runtime)
    with runtime.database.reader() as session:
        assert session.scalars(select(type(living).id)).all() == [living.id]


def test_a_forgotten_cart_goes_with_its_lines(runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        variant = a_variant(session)
        cart = a_cart(is_over=True)
        session.add(cart)
        session.flush()
        session.add(
            CartLine(cart_id=cart.id, variant_id=variant.id, quantity=1, seen_price_kopecks=1, added_at=LONG_AGO)
        )
    worker.run_once(runtime)
    with runtime.database.reader() as session:
        assert (quantity(session, Cart), quantity(session, CartLine)) == (0, 0)


def test_what_is_owed_is_never_thrown_away(runtime: Runtime) -> None:
    owed = OutboxMessage(topic="t", payload={}, created_at=LONG_AGO, due_at=SOON)
    with runtime.database.transaction() as session:
        session.add(owed)
    worker.run_once(runtime)
    with runtime.database.reader() as session:
        assert quantity(session, OutboxMessage) == 1


def test_every_duty_stands_in_one_row_and_comes_round_again(runtime: Runtime) -> None:
    worker.run_once(runtime)
    worker.run_once(runtime)
    with runtime.database.reader() as session:
        due = dict(session.execute(select(Job.kind, Job.due_at)).tuples().all())
    assert set(due) == set(SCHEDULE)
    for kind, duty in SCHEDULE.items():
        rest = due[kind] - clock.now()
        assert duty.every - timedelta(minutes=1) < rest <= duty.every
    with runtime.database.transaction() as session:
        session.execute(update(Job).values(due_at=LONG_AGO))
        session.add(an_attempt(is_over=True))
    assert worker.run_once(runtime) == len(SCHEDULE)
    with runtime.database.reader() as session:
        assert quantity(session, SignInAttempt) == 0
