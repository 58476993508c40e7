"""One answer per Idempotency-Key: the same request twice does its work once."""

from datetime import timedelta
from typing import Any

from sqlalchemy import LargeBinary, String, UniqueConstraint, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from technomart.foundation import clock
from technomart.foundation.columns import Instant, Key, Moment, Whole
from technomart.foundation.database import Base
from technomart.foundation.errors import Conflict, Invalid

KEPT = timedelta(hours=24)
UNFINISHED_AFTER = timedelta(seconds=60)
"""A claim without an answer this old belongs to a process that died; it may be claimed anew."""


class KeyReused(Invalid):
    """The key was used with another body."""

    code = "idempotency_key_reused"


class StillRunning(Conflict):
    """The same request is being answered at this moment."""

    code = "idempotency_in_progress"


class IdempotencyKey(Base):
    """A claimed key and, once known, the answer that belongs to it."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("principal", "route", "key"),)

    id: Mapped[Key]
    principal: Mapped[str] = mapped_column(String(80))
    route: Mapped[str] = mapped_column(String(120))
    key: Mapped[str] = mapped_column(String(255))
    body_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[Instant]
    status: Mapped[Whole | None]
    headers: Mapped[str | None] = mapped_column(String(2000))
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    answered_at: Mapped[Instant | None] = mapped_column(Moment())


def claim(session: Session, principal: str, route: str, key: str, body_hash: str) -> IdempotencyKey:
    """The row of this key: fresh (`status` empty, yours to answer) or answered (replay it).

    Refuses KeyReused for another body and StillRunning while the first request is being answered.
    """
    at = clock.now()
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < at - KEPT))
    mine = (
        IdempotencyKey.principal == principal,
        IdempotencyKey.route == route,
        IdempotencyKey.key == key,
    )
    row = session.scalar(select(IdempotencyKey).where(*mine).with_for_update())
    if row is None:
        row = IdempotencyKey(
            principal=principal, route=route, key=key, body_hash=body_hash, created_at=at, status=None
        )
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError as error:
            raise StillRunning() from error
        return row
    if row.body_hash != body_hash:
        raise KeyReused()
    if row.status is None:
        if row.created_at > at - UNFINISHED_AFTER:
            raise StillRunning()
        row.created_at = at
    return row


def answer(session: Session, row_id: int, *, status: int, headers: str, body: bytes) -> None:
    """Keep the answer for the next asker."""
    row = session.get_one(IdempotencyKey, row_id)
    row.status, row.headers, row.answer, row.answered_at = status, headers, body, clock.now()


def release(session: Session, row_id: int) -> None:
    """Forget the claim: the request failed in a way that may be tried again with another body."""
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.id == row_id))


def stored(row: IdempotencyKey) -> tuple[int, str, bytes] | Any:
    """The kept answer: (status, headers, body)."""
    return row.status, row.headers or "", row.answer or b""
