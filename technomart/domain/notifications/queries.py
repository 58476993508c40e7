"""Looking at letters."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.notifications.models import Letter, LetterStatus
from technomart.domain.notifications.ports import LetterToSend


def find_queued(session: Session, letter_id: int) -> LetterToSend | None:
    """The letter, if it still has to be sent."""
    row = session.get(Letter, letter_id)
    if row is None or row.status is not LetterStatus.queued:
        return None
    return LetterToSend(
        key=row.key, template=row.template, recipient=row.recipient, lang=row.lang, payload=row.payload
    )


def newest(session: Session, limit: int = 100) -> list[Letter]:
    """The letters written last, newest first: for the development page."""
    return list(session.scalars(select(Letter).order_by(Letter.id.desc()).limit(limit)))


def find_letter(session: Session, letter_id: int) -> Letter | None:
    """The letter's row, or none."""
    return session.get(Letter, letter_id)
