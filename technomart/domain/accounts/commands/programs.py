"""Keys for programs: issued once, limited to their scopes, revoked by their owner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from technomart.domain.accounts.errors import TooManyApiTokens, UnknownApiToken
from technomart.domain.accounts.models import ApiToken
from technomart.domain.accounts.queries import Bearer, lock_account, permissions_of
from technomart.domain.accounts.rules import normal_scopes
from technomart.domain.accounts.rules.times import MOST_API_TOKENS, SEEN_EVERY
from technomart.foundation import clock
from technomart.foundation.ids import token, token_hash

PREFIX = "tm_"
"""Lets people and secret scanners recognise a key of this shop."""


def issue_api_token(
    session: Session, account_id: int, *, name: str, scopes: Iterable[str], expires_at: datetime | None = None
) -> tuple[str, ApiToken]:
    """A new key: its text, to be shown this once, and its row. TooManyApiTokens, UnknownScope."""
    lock_account(session, account_id)
    working = (
        select(func.count())
        .select_from(ApiToken)
        .where(ApiToken.account_id == account_id, ApiToken.revoked_at.is_(None))
    )
    if (session.scalar(working) or 0) >= MOST_API_TOKENS:
        raise TooManyApiTokens(most=MOST_API_TOKENS)
    value = PREFIX + token()
    row = ApiToken(
        public_id=token(),
        account_id=account_id,
        token_hash=token_hash(value),
        name=name.strip(),
        scopes=normal_scopes(scopes, permissions_of(session, account_id)),
        created_at=clock.now(),
        expires_at=expires_at,
    )
    session.add(row)
    return value, row


def revoke_api_token(session: Session, account_id: int, public_id: str) -> None:
    """Make one of the account's own keys worthless at once; UnknownApiToken for anything else."""
    done = session.execute(
        update(ApiToken)
        .where(ApiToken.account_id == account_id, ApiToken.public_id == public_id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        raise UnknownApiToken()


def revoke_all_api_tokens(session: Session, account_id: int) -> None:
    """Make every key of the account worthless at once."""
    session.execute(
        update(ApiToken)
        .where(ApiToken.account_id == account_id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def is_due_to_be_noted(bearer: Bearer) -> bool:
    """Whether the key's last use was noted so long ago that it is worth a write."""
    return bearer.seen_at is None or clock.now() - bearer.seen_at >= SEEN_EVERY


def note_api_token_use(session: Session, bearer: Bearer) -> None:
    """Remember that the key was used now."""
    session.execute(update(ApiToken).where(ApiToken.id == bearer.token_id).values(seen_at=clock.now()))
