"""Changes that need the password once more: the slow look at it stands between two short transactions."""

from __future__ import annotations

from flask import request

from technomart.domain import accounts
from technomart.web import sessions
from technomart.web.accounts_store import own_account_id
from technomart.web.context import transaction
from technomart.web.storefront.sign_in.letters import owe_letter


def _asked_again(password: str) -> tuple[accounts.Credentials, accounts.Profile]:
    """The credentials this password is right for. WrongPassword, TooManyTries: a lost session must not guess."""
    ip = request.remote_addr or ""
    with transaction() as db:
        account = accounts.profile_of(db, own_account_id())
        accounts.take_sign_in_try(db, f"again {account.id}", ip)
        checked = accounts.credentials_of(db, account.id)
    if not accounts.is_right(checked.password_hash, password):
        raise accounts.WrongPassword(field="password")
    return checked, account


def change_password(password: str, new_password: str) -> None:
    """Set the new password, end all other sessions, give this one a new id, tell the owner."""
    checked, owner = _asked_again(password)
    accounts.require_good(new_password, about=[owner.name, owner.email])
    hashed = accounts.hash_password(new_password)
    with transaction() as db:
        account = accounts.change_password(db, checked, password_hash=hashed, keep_visit=sessions.here().row_id)
        accounts.forgive_sign_in_tries(db, f"again {account.id}", request.remote_addr or "")
        sessions.enter(db, account.id)
        owe_letter(db, "password_changed", recipient=account.email, name=account.name)


def begin_email_change(new_email: str, password: str) -> None:
    """Ask the new mailbox; one that has an account already gets a word about it, and the page says the same."""
    address = accounts.normal_email(new_email)
    checked, owner = _asked_again(password)
    with transaction() as db:
        accounts.take_letter_try(db, address, request.remote_addr or "")
        change = accounts.begin_email_change(db, checked, address)
        accounts.forgive_sign_in_tries(db, f"again {owner.id}", request.remote_addr or "")
        template = "confirm_email" if change.link else "already_registered"
        owe_letter(db, template, recipient=address, name=owner.name, link=change.link or "")
