"""Keys of repeated requests: claimed once, answered once, forgotten after a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.foundation import clock, idempotency
from technomart.foundation.idempotency import KEPT, UNFINISHED_AFTER, IdempotencyKey, KeyReused, StillRunning

ASKED = ("a:1", "POST /orders", "key", "hash")


def claim(session: Session, **changed: str) -> IdempotencyKey:
    names = ("principal", "route", "key", "body_hash")
    row = idempotency.claim(session, **(dict(zip(names, ASKED, strict=True)) | changed))
    session.flush()
    return row


def answered(session: Session) -> IdempotencyKey:
    row = claim(session)
    idempotency.answer(session, row.id, status=201, headers="[]", body=b"{}")
    session.flush()
    return row


def test_a_fresh_key_is_ours_to_answer_and_then_it_is_answered(session: Session) -> None:
    assert claim(session).status is None
    with pytest.raises(StillRunning):
        claim(session)
    row = session.scalars(select(IdempotencyKey)).one()
    idempotency.answer(session, row.id, status=201, headers="[]", body=b"{}")
    assert idempotency.stored(claim(session)) == (201, "[]", b"{}")


def test_another_body_is_refused_answered_or_not(session: Session) -> None:
    claim(session)
    with pytest.raises(KeyReused):
        claim(session, body_hash="other")


@pytest.mark.parametrize("name", ["principal", "route", "key"])
def test_another_caller_route_or_key_is_another_claim(session: Session, name: str) -> None:
    first = answered(session)
    assert claim(session, **{name: "other"}).id != first.id


def test_a_released_key_may_be_claimed_with_another_body(session: Session) -> None:
    idempotency.release(session, claim(session).id)
    assert claim(session, body_hash="other").status is None


def test_a_claim_whose_process_died_is_claimed_anew(session: Session) -> None:
    row = claim(session)
    row.created_at = clock.now() - UNFINISHED_AFTER - timedelta(seconds=1)
    session.flush()
    assert claim(session).id == row.id
    with pytest.raises(StillRunning):
        claim(session)


def test_an_answer_is_kept_a_day_and_no_longer(session: Session) -> None:
    row = answered(session)
    row.created_at = clock.now() - KEPT + timedelta(minutes=1)
    session.flush()
    assert claim(session).status == 201
    row.created_at = clock.now() - KEPT - timedelta(minutes=1)
    session.flush()
    assert claim(session).status is None
