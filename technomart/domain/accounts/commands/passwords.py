"""Changing a password: knowing the old one, or with a link from a letter. Every other device must sign in anew."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain.accounts.commands.devices import end_other_sessions
from technomart.domain.accounts.commands.links import Purpose, kill_links, send_link, use_link
from technomart.domain.accounts.commands.programs import revoke_all_api_tokens
from technomart.domain.accounts.errors import LinkExpired, WrongPassword
from technomart.domain.accounts.models import Account
from technomart.domain.accounts.queries import (
    Credentials,
    Profile,
    find_account_by_email,
    find_link,
    lock_account,
    profile_of,
)
from technomart.domain.accounts.rules.times import RESET_FOR
from technomart.foundation import clock
from technomart.foundation.ids import token


def change_password(
    session: Session, checked: Credentials, *, password_hash: str, keep_visit: int | None = None
) -> Account:
    """Set the new password. `checked`: the credentials the present password was found right for.

    WrongPassword if they have changed meanwhile. All sessions end but `keep_visit`; all links in letters die.
    """
    account = _lock_checked(session, checked)
    _set_password(session, account, password_hash, keep_visit=keep_visit)
    return account


def request_reset(session: Session, email: str) -> tuple[Account, str] | None:
    """The account and the token of a fresh link, or None for an unknown address. Older reset links die."""
    account = find_account_by_email(session, email)
    kill_links(session, account.id if account else 0, [Purpose.reset])
    if account is None or not account.is_active:
        return None
    return account, send_link(session, account.id, Purpose.reset, lasts=RESET_FOR)


def owner_of_reset(session: Session, link: str) -> Profile:
    """Whose password this link may change; LinkExpired for a dead link."""
    found = find_link(session, link, [Purpose.reset])
    if found is None:
        raise LinkExpired()
    return profile_of(session, found.account_id)


def reset_password(session: Session, link: str, *, password_hash: str) -> Account:
    """Set the new password with the link, once. It also proves the mailbox. Every session and every key ends:

    this is the way back for somebody whose account was in other hands.
    """
    used = use_link(session, link, [Purpose.reset])
    account = lock_account(session, used.account_id)
    account.confirmed_at = account.confirmed_at or clock.now()
    _set_password(session, account, password_hash, keep_visit=None)
    revoke_all_api_tokens(session, account.id)
    return account


def _lock_checked(session: Session, checked: Credentials) -> Account:
    account = lock_account(session, checked.account_id or 0)
    if account.login_key != checked.login_key:
        raise WrongPassword()
    return account


def _set_password(session: Session, account: Account, password_hash: str, *, keep_visit: int | None) -> None:
    account.password_hash = password_hash
    account.login_key = token()
    kill_links(session, account.id)
    end_other_sessions(session, account.id, keep_visit=keep_visit)
