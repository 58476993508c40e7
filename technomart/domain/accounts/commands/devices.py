"""The browsers that talk to the shop: begun, kept, ended by their owner, and cleared away when they are old."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, case, delete, update
from sqlalchemy.orm import Session

from technomart.domain.accounts.errors import UnknownDevice
from technomart.domain.accounts.models import WebSession
from technomart.domain.accounts.rules import session_expires
from technomart.domain.accounts.rules.times import SESSION_AT_MOST, SESSION_IDLE
from technomart.foundation import clock
from technomart.foundation.columns import Moment
from technomart.foundation.ids import token, token_hash
from technomart.foundation.inserting import change_rows_later, write_new

LONGEST_USER_AGENT = 300
LONGEST_IP = 64


@dataclass(frozen=True, slots=True)
class Begun:
    """A new session: its row and the token for the cookie, which is kept nowhere."""

    id: int
    public_id: str
    token: str


def begin_session(session: Session, *, account_id: int | None, data: bytes, user_agent: str, ip: str) -> Begun:
    """A new session with a 256-bit random token, kept only as a hash."""
    fresh = token()
    at = clock.now()
    ends_at = at + SESSION_AT_MOST
    row = WebSession(
        token_hash=token_hash(fresh),
        public_id=token(),
        account_id=account_id,
        data=data,
        user_agent=user_agent[:LONGEST_USER_AGENT],
        ip=ip[:LONGEST_IP],
        created_at=at,
        seen_at=at,
        expires_at=session_expires(at, ends_at),
        ends_at=ends_at,
    )
    write_new(session, row)
    return Begun(row.id, row.public_id, fresh)


def keep_session(session: Session, visit_id: int, *, data: bytes | None) -> None:
    """Write what the session carries (unless None) and that it was seen now. One that has ended stays so."""
    at = clock.now()
    given = {"visit": visit_id, "at": at, "idle": at + SESSION_IDLE} | ({} if data is None else {"now": data})
    change_rows_later(session, _seen(is_written=data is not None), given)


@cache
def _seen(*, is_written: bool) -> Update:
    """Asked with every request that changes a session; with the data it carries `now` if it is written anew."""
    idle = bindparam("idle", type_=Moment())
    ends = case((WebSession.ends_at < idle, WebSession.ends_at), else_=idle)  # `session_expires`, asked of the row
    written: dict[str, Any] = {"data": bindparam("now")} if is_written else {}
    seen = update(WebSession).where(WebSession.id == bindparam("visit"))
    return seen.values(seen_at=bindparam("at"), expires_at=ends, **written)


def forget_session(session: Session, visit_id: int) -> None:
    """End this very session: signing out, or a new one in its place."""
    session.execute(delete(WebSession).where(WebSession.id == visit_id))


def end_session(session: Session, account_id: int, public_id: str) -> None:
    """End one of the account's own sessions; UnknownDevice for anything else."""
    done = session.execute(
        delete(WebSession).where(WebSession.account_id == account_id, WebSession.public_id == public_id)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        raise UnknownDevice()


def end_other_sessions(session: Session, account_id: int, *, keep_visit: int | None) -> int:
    """End every session of the account but this one; how many there were."""
    others = delete(WebSession).where(WebSession.account_id == account_id)
    if keep_visit is not None:
        others = others.where(WebSession.id != keep_visit)
    return int(session.execute(others).rowcount)  # type: ignore[attr-defined]
