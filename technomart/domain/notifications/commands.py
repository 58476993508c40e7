"""Writing letters once, and noting what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from technomart.domain.notifications.models import Letter, LetterStatus
from technomart.foundation import clock, jobs

DELIVER = "deliver_letter"
"""The kind of job that sends a letter."""

MOST_ATTEMPTS = 30
"""About a day of tries; a mail server that is down longer needs a person."""

SECRET_PARTS = ("token", "link")
"""What opens a door: taken out of the row once the letter is on its way."""


def write(session: Session, key: str, template: str, recipient: str, lang: str, payload: Mapping[str, Any]) -> bool:
    """Owe one letter, sent by the worker after this transaction. False if one was written for this key before."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    written = session.scalar(
        insert(Letter)
        .values(
            key=key,
            template=template,
            recipient=recipient,
            lang=lang,
            payload=dict(payload),
            status=LetterStatus.queued,
            queued_at=clock.now(),
            attempts=0,
        )
        .on_conflict_do_nothing()
        .returning(Letter.id)
    )
    if written is None:
        return False
    jobs.enqueue(session, DELIVER, f"letter:{written}", {"letter_id": written})
    return True


def mark_sent(session: Session, letter_id: int) -> None:
    """The letter is on its way; secrets it carried are kept no longer."""
    row = session.get_one(Letter, letter_id, with_for_update=True)
    row.status, row.sent_at, row.last_error = LetterStatus.sent, clock.now(), None
    row.attempts += 1
    row.payload = {name: value for name, value in row.payload.items() if name not in SECRET_PARTS}


def mark_attempt(session: Session, letter_id: int, reason: str) -> bool:
    """The letter could not be sent; whether it is worth another try."""
    row = session.get_one(Letter, letter_id, with_for_update=True)
    row.attempts += 1
    row.last_error = reason[:2000]
    if row.attempts >= MOST_ATTEMPTS:
        row.status = LetterStatus.failed
    return row.status is LetterStatus.queued


def requeue_failed(session: Session) -> int:
    """Try every failed letter again: for the person who has mended the mail server; how many there are."""
    ids = session.execute(
        update(Letter)
        .where(Letter.status == LetterStatus.failed)
        .values(status=LetterStatus.queued, attempts=0)
        .returning(Letter.id)
        .execution_options(synchronize_session=False)
    ).scalars()
    count = 0
    for letter_id in ids.all():
        jobs.enqueue(session, DELIVER, f"letter:{letter_id}", {"letter_id": letter_id})
        count += 1
    return count
