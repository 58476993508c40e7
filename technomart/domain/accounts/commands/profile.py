"""Changing who one is: name, telephone, and the e-mail address, which is proven first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from technomart.domain.accounts.commands.links import Purpose, kill_links, send_link, use_link
from technomart.domain.accounts.errors import LinkExpired, WrongPassword
from technomart.domain.accounts.models import Account
from technomart.domain.accounts.queries import Credentials, find_account_by_email, find_link, lock_account
from technomart.domain.accounts.rules import normal_email, normal_phone
from technomart.domain.accounts.rules.times import NEW_EMAIL_FOR
from technomart.foundation.ids import token


@dataclass(frozen=True, slots=True)
class EmailChange:
    """A wished-for address: a link to send there, or None when it already has an account."""

    account: Account
    new_email: str
    link: str | None


def change_profile(session: Session, account_id: int, *, name: str, phone: str, lang: str | None = None) -> Account:
    """Set name and telephone. InvalidPhone for a number nobody has."""
    account = lock_account(session, account_id)
    account.name = name.strip()
    account.phone = normal_phone(phone)
    account.lang = lang or account.lang
    return account


def begin_email_change(session: Session, checked: Credentials, new_email: str) -> EmailChange:
    """Ask the new mailbox whether it is theirs. Nothing changes yet; earlier such links die.

    `checked`: the credentials the present password was found right for; WrongPassword if it has changed since.
    """
    account = lock_account(session, checked.account_id or 0)
    if account.login_key != checked.login_key:
        raise WrongPassword()
    address = normal_email(new_email)
    kill_links(session, account.id, [Purpose.new_email])
    holder = find_account_by_email(session, address)
    if holder is not None and (holder.id == account.id or holder.confirmed_at is not None):
        return EmailChange(account, address, None)
    link = send_link(session, account.id, Purpose.new_email, lasts=NEW_EMAIL_FOR, details={"email": address})
    return EmailChange(account, address, link)


def wished_email(session: Session, link: str) -> str:
    """The address this link would set; LinkExpired for a dead link."""
    found = find_link(session, link, [Purpose.new_email])
    if found is None:
        raise LinkExpired()
    return str(found.details["email"])


def finish_email_change(session: Session, link: str) -> tuple[Account, str]:
    """Set the proven address; the account and its old address, to be told. LinkExpired if it was taken since."""
    used = use_link(session, link, [Purpose.new_email])
    account = lock_account(session, used.account_id)
    address = str(used.details["email"])
    holder = find_account_by_email(session, address)
    if holder is not None and holder.id != account.id:
        if holder.confirmed_at is not None:
            raise LinkExpired()
        session.delete(holder)
        session.flush()  # the unproven wish for this address makes room before it is set here
    old, account.email = account.email, address
    account.login_key = token()
    kill_links(session, account.id)
    return account, old
