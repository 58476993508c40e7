"""Does the work that was asked for: one job at a time, leased, given back with a rest when it fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from technomart.domain import fulfilment, notifications, pricing, reviews, shipping
from technomart.domain.payments import work as money
from technomart.foundation import clock, jobs
from technomart.foundation.jobs import Job
from technomart.foundation.logs import log
from technomart.runtime import Runtime
from technomart.worker import carriers, letters, pictures, promotions, short_messages, tills
from technomart.worker.outbox import reason_of
from technomart.worker.schedule import SCHEDULE

LEASE_SECONDS: Final = 120
"""Longer than any one job may take; a letter takes at most some 80 seconds of waiting for a mail server."""

Work = Callable[[Runtime, Mapping[str, Any]], None]

KINDS: Final[Mapping[str, Work]] = MappingProxyType(
    {
        notifications.SEND_LETTER: letters.send,
        notifications.SEND_SHORT: short_messages.send,
        reviews.DROP_PICTURES: pictures.drop,
        money.LOOK: tills.look,
        money.CAPTURE: tills.capture,
        money.VOID: tills.void,
        money.REFUND: tills.refund,
        money.RECEIPT: tills.receipt,
        money.LATE: tills.give_back_late,
        fulfilment.SUBMIT_PARCEL: carriers.submit,
        fulfilment.CANCEL_PARCEL: carriers.cancel,
        shipping.ASK_TARIFFS: carriers.ask_tariffs,
        pricing.APPLY_PROMOTION: promotions.apply_one,
        **{kind: duty.work for kind, duty in SCHEDULE.items()},
    }
)


class UnknownWork(LookupError):
    """Nobody here knows how to do a job of this kind."""


def do_one(runtime: Runtime) -> bool:
    """Do the job that has been due longest; False when none is due."""
    job = lease(runtime)
    if job is None:
        return False
    try:
        if job.kind not in KINDS:
            raise UnknownWork(job.kind)
        KINDS[job.kind](runtime, job.payload)
    except Exception as error:  # noqa: BLE001 - the worker loop outlives every job
        log().warning("job_failed", kind=job.kind, job=job.id, attempts=job.attempts, error=type(error).__name__)
        with runtime.database.transaction() as session:
            if is_still_ours(session, job):
                jobs.failed(session, job, clock.now(), reason_of(error))
        return True
    with runtime.database.transaction() as session:
        if is_still_ours(session, job):
            _finish(session, job)
    return True


def lease(runtime: Runtime) -> Job | None:
    """Take one job for a while. Looks before it writes: an idle worker never takes the writers' turn."""
    at = clock.now()
    free = Job.leased_until.is_(None) | (Job.leased_until < at)
    with runtime.database.reader() as session:
        if session.scalar(select(Job.id).where(Job.due_at <= at, free).limit(1)) is None:
            return None
    with runtime.database.transaction() as session:
        return jobs.lease(session, at, LEASE_SECONDS)


def is_still_ours(session: Session, job: Job) -> bool:
    """Whether nobody has taken the job over since its lease; the row is locked from here on."""
    mine = select(Job.id).where(Job.id == job.id, Job.attempts == job.attempts).with_for_update()
    return session.scalar(mine) is not None


def _finish(session: Session, job: Job) -> None:
    """Forget the job, or put a duty of the schedule down for its next time."""
    if job.kind not in SCHEDULE:
        jobs.done(session, job.id)
        return
    again = clock.now() + SCHEDULE[job.kind].every
    row = update(Job).where(Job.id == job.id)
    session.execute(row.values(due_at=again, leased_until=None, attempts=0, last_error=None))
