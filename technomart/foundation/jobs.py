"""Work to be done later, once: a row with a unique key, leased by whoever comes first."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Index, String, Text, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from technomart.foundation import clock
from technomart.foundation.columns import Instant, Key, Moment, Whole
from technomart.foundation.database import Base

RETRY_SECONDS = (5, 30, 120, 600, 3600)
"""How long a failed job or message rests before the next try; the last step repeats."""


class Job(Base):
    """One piece of work. The same key enqueued twice is one piece of work."""

    __tablename__ = "job"
    __table_args__ = (Index(None, "due_at"),)

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    due_at: Mapped[Instant]
    attempts: Mapped[Whole] = mapped_column(default=0)
    leased_until: Mapped[Instant | None] = mapped_column(Moment())
    last_error: Mapped[str | None] = mapped_column(Text)


def retry_after(attempts: int) -> timedelta:
    """How long to rest after this many failed tries."""
    return timedelta(seconds=RETRY_SECONDS[min(attempts, len(RETRY_SECONDS)) - 1])


def enqueue(
    session: Session, kind: str, key: str, payload: Mapping[str, Any], *, due_at: datetime | None = None
) -> None:
    """Ask for a piece of work in the caller's transaction; nothing happens if the key is already waiting."""
    if session.scalar(select(Job.id).where(Job.key == key)) is None:
        session.add(Job(kind=kind, key=key, payload=dict(payload), due_at=due_at or clock.now()))
        session.flush()  # a second enqueue in the same transaction must see this one


def lease(session: Session, at: datetime, lease_seconds: int) -> Job | None:
    """Take the job that has been due longest, or none. On PostgreSQL locked rows are stepped over."""
    due = (
        select(Job)
        .where(Job.due_at <= at, (Job.leased_until.is_(None)) | (Job.leased_until < at))
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job = session.scalar(due)
    if job is not None:
        job.leased_until = at + timedelta(seconds=lease_seconds)
        job.attempts += 1
    return job


def done(session: Session, job_id: int) -> None:
    """The work is done: forget it."""
    session.execute(delete(Job).where(Job.id == job_id))


def failed(session: Session, job: Job, at: datetime, reason: str) -> None:
    """Give the job back with the reason; it rests longer after each failure."""
    session.execute(
        update(Job)
        .where(Job.id == job.id)
        .values(leased_until=None, due_at=at + retry_after(job.attempts), last_error=reason[:2000])
    )
