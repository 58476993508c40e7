"""What has happened and must be told: rows written with their cause, delivered at least once by the worker."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from technomart.foundation import clock
from technomart.foundation.columns import Instant, Key, Moment, Whole
from technomart.foundation.database import Base
from technomart.foundation.inserting import write_rows_later


class OutboxMessage(Base):
    """One event for one reaction. `delivered_at` empty: still owed; `due_at`: not before."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_owed", "delivered_at", "due_at"),)

    id: Mapped[Key]
    topic: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[Instant]
    due_at: Mapped[Instant]
    leased_until: Mapped[Instant | None] = mapped_column(Moment())
    delivered_at: Mapped[Instant | None] = mapped_column(Moment())
    attempts: Mapped[Whole] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)


def publish(session: Session, topic: str, payload: Mapping[str, Any]) -> None:
    """Promise that every reaction to `topic` will run, in the caller's transaction. `payload` is plain JSON."""
    moment = clock.now()
    row = {"topic": topic, "payload": dict(payload), "created_at": moment, "due_at": moment}
    write_rows_later(session, OutboxMessage, [row])
