"""Writing letters down, each occasion once, and noting what became of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from technomart.domain.notifications.errors import BadRecipient
from technomart.domain.notifications.models import Letter, LetterStatus
from technomart.domain.notifications.rules import (
    SEND_LETTER,
    SEND_SHORT,
    LetterTemplate,
    ShortKind,
    is_one_address,
    is_one_number,
)
from technomart.foundation import clock, jobs

LANGUAGES = ("ru", "en")


def write(
    session: Session, *, key: str, template: str, recipient: str, lang: str, payload: Mapping[str, Any]
) -> None:
    """Owe this letter, in the caller's transaction; nothing happens if the occasion `key` already has one.

    Refuses BadRecipient for anything but one bare address. `payload` is plain JSON, complete: nothing
    is looked up when the letter is sent.
    """
    if not is_one_address(recipient):
        raise BadRecipient(field="email")
    if session.scalar(select(Letter.id).where(Letter.key == key)) is not None:
        return
    letter = Letter(
        key=key,
        template=LetterTemplate(template).value,
        recipient=recipient,
        lang=lang if lang in LANGUAGES else LANGUAGES[0],
        payload=dict(payload),
        queued_at=clock.now(),
    )
    try:
        with session.begin_nested():  # somebody may write about the same occasion at this very moment
            session.add(letter)
            session.flush()
            jobs.enqueue(session, SEND_LETTER, f"letter:{key}", {"key": key})
    except IntegrityError:
        return


def say_shortly(
    session: Session, *, key: str, kind: ShortKind, phone: str, lang: str, payload: Mapping[str, Any]
) -> None:
    """Owe a short message to a telephone, in the caller's transaction; nothing for what is no number.

    Whoever calls it is sure to call once an occasion. It is forgotten when it is out, and when it is too old.
    """
    if not is_one_number(phone):
        return
    facts: dict[str, Any] = {"kind": kind.value, "phone": phone, "lang": lang if lang in LANGUAGES else LANGUAGES[0]}
    facts |= {"key": key, "queued_at": clock.now().isoformat(), "said": dict(payload)}
    jobs.enqueue(session, SEND_SHORT, f"short:{key}", facts)


def mark_sent(session: Session, key: str, at: datetime) -> None:
    """The letter is out. What it said is forgotten: it may hold an address or a one-time link."""
    session.execute(
        update(Letter)
        .where(Letter.key == key)
        .values(status=LetterStatus.sent, sent_at=at, attempts=Letter.attempts + 1, last_error=None, payload={})
    )


def mark_failed(session: Session, key: str, reason: str, *, for_ever: bool) -> None:
    """An attempt failed; `for_ever`: nobody will try again."""
    values: dict[str, Any] = {"attempts": Letter.attempts + 1, "last_error": reason[:2000]}
    if for_ever:
        values |= {"status": LetterStatus.failed, "payload": {}}
    session.execute(update(Letter).where(Letter.key == key, Letter.status == LetterStatus.queued).values(values))


def forget_sent(session: Session, before: datetime, limit: int) -> int:
    """Delete up to `limit` letters that left before this moment; how many there were."""
    old = select(Letter.id).where(Letter.status == LetterStatus.sent, Letter.sent_at < before).limit(limit)
    ids = session.scalars(old).all()
    session.execute(delete(Letter).where(Letter.id.in_(ids)))
    return len(ids)
