"""Letting a person in after the password was found right, and letting staff be switched off."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain.accounts.commands.devices import end_other_sessions
from technomart.domain.accounts.commands.links import kill_links
from technomart.domain.accounts.commands.tries import forgive_sign_in_tries
from technomart.domain.accounts.errors import WrongEmailOrPassword
from technomart.domain.accounts.models import Account
from technomart.domain.accounts.queries import Credentials, lock_account
from technomart.foundation.ids import token


def sign_in(session: Session, checked: Credentials, *, email: str, ip: str) -> Account:
    """The account that may come in. `checked`: the credentials the password was found right for.

    WrongEmailOrPassword if the password was changed while it was being checked.
    """
    if checked.account_id is None:
        raise WrongEmailOrPassword()
    account = lock_account(session, checked.account_id)
    if account.login_key != checked.login_key or account.confirmed_at is None:
        raise WrongEmailOrPassword()
    forgive_sign_in_tries(session, email, ip)
    return account


def close_account(session: Session, account_id: int) -> None:
    """Let nobody in any more: every session and link ends at once."""
    account = lock_account(session, account_id)
    account.is_active = False
    account.login_key = token()
    kill_links(session, account.id)
    end_other_sessions(session, account.id, keep_visit=None)
