"""Throwing away what is over: ended sessions, tries that no longer count, dead links; a portion at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from technomart.domain.accounts.models import EmailedToken, SignInAttempt, WebSession
from technomart.domain.accounts.rules.times import LETTERS_FROM_NETWORK
from technomart.foundation import clock

LINKS_KEPT = timedelta(days=7)
"""A dead link is told apart from one that never was for this long."""


def forget_ended_sessions(session: Session, most: int) -> int:
    """Forget sessions that are idle too long or too old; how many, at most so many."""
    at = clock.now()
    return _forget(session, WebSession, (WebSession.expires_at < at) | (WebSession.ends_at < at), most=most)


def forget_old_tries(session: Session, most: int) -> int:
    """Forget tries to sign in that no limit counts any more; how many, at most so many."""
    return _forget(session, SignInAttempt, SignInAttempt.at <= clock.now() - LETTERS_FROM_NETWORK.within, most=most)


def forget_dead_links(session: Session, most: int) -> int:
    """Forget e-mailed links that have long been dead; how many, at most so many."""
    return _forget(session, EmailedToken, EmailedToken.expires_at < clock.now() - LINKS_KEPT, most=most)


def _forget(session: Session, model: Any, is_over: ColumnElement[bool], *, most: int) -> int:
    """Delete rows that are over. The condition is asked twice: a row may come to life in between."""
    ids = session.scalars(select(model.id).where(is_over).limit(most)).all()
    session.execute(delete(model).where(model.id.in_(ids), is_over).execution_options(synchronize_session=False))
    return len(ids)
