"""Looking at the letters that are owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.notifications.models import Letter, LetterStatus
from technomart.domain.notifications.rules import LetterTemplate


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedLetter:
    """A letter still to be sent, as it was written down."""

    key: str
    template: LetterTemplate
    recipient: str
    lang: str
    payload: Mapping[str, Any]
    queued_at: datetime


def find_owed(session: Session, key: str) -> OwedLetter | None:
    """The letter of this occasion, or None when it has been sent or given up."""
    row = session.scalar(select(Letter).where(Letter.key == key, Letter.status == LetterStatus.queued))
    if row is None:
        return None
    return OwedLetter(
        key=row.key,
        template=LetterTemplate(row.template),
        recipient=row.recipient,
        lang=row.lang,
        payload=dict(row.payload),
        queued_at=row.queued_at,
    )
