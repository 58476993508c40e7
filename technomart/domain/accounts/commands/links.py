"""One-time links sent by e-mail: made, looked up, used once, and killed by whatever makes them stale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from technomart.domain.accounts.errors import LinkExpired
from technomart.domain.accounts.models import EmailedToken
from technomart.domain.accounts.queries import find_link
from technomart.foundation import clock
from technomart.foundation.ids import token, token_hash


class Purpose(StrEnum):
    """What following the link proves or allows."""

    confirm = "confirm"
    reset = "reset"
    new_email = "new_email"


def send_link(
    session: Session, account_id: int, purpose: Purpose, *, lasts: timedelta, details: dict[str, Any] | None = None
) -> str:
    """A fresh link's token. Only its hash is kept, so it can be put into one letter and never read again."""
    fresh = token()
    at = clock.now()
    session.add(
        EmailedToken(
            account_id=account_id,
            purpose=purpose,
            token_hash=token_hash(fresh),
            details=details or {},
            created_at=at,
            expires_at=at + lasts,
        )
    )
    return fresh


def use_link(session: Session, value: str, purposes: Iterable[Purpose]) -> EmailedToken:
    """The link, used up by this call: of two at once only one gets it. LinkExpired for all others."""
    link = find_link(session, value, purposes)
    if link is None:
        raise LinkExpired()
    at = clock.now()
    taken = session.execute(
        update(EmailedToken)
        .where(EmailedToken.id == link.id, EmailedToken.used_at.is_(None), EmailedToken.expires_at > at)
        .values(used_at=at)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise LinkExpired()
    return link


def kill_links(session: Session, account_id: int, purposes: Iterable[Purpose] = tuple(Purpose)) -> None:
    """Make every unused link of the account worthless."""
    session.execute(
        delete(EmailedToken).where(
            EmailedToken.account_id == account_id,
            EmailedToken.purpose.in_([str(purpose) for purpose in purposes]),
            EmailedToken.used_at.is_(None),
        )
    )
