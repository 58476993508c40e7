"""The steps behind the sign-in pages: the slow look at a password always stands between two short transactions."""

from __future__ import annotations

from flask import request, session
from sqlalchemy.orm import Session

from technomart.domain import accounts, carts, content, orders, wishlists
from technomart.foundation.ids import token, token_hash
from technomart.web import sessions
from technomart.web.accounts_store import circumstances
from technomart.web.context import lang, reader, transaction
from technomart.web.storefront.sign_in.forms import SignUpForm
from technomart.web.storefront.sign_in.letters import owe_letter

CART = "cart"
VISITOR = "visitor"


def ip() -> str:
    """The address the request came from, as far as our own proxies vouch for it."""
    return request.remote_addr or ""


def let_in(email: str, password: str) -> None:
    """Sign this browser in. TooManyTries, or WrongEmailOrPassword whatever was wrong and in the same time."""
    address = accounts.normal_email(email)
    with transaction() as db:
        accounts.take_sign_in_try(db, address, ip())
        checked = accounts.credentials_of_email(db, address)
    if not accounts.is_right(checked.password_hash, password):
        raise accounts.WrongEmailOrPassword(field="password")
    with transaction() as db:
        account = accounts.sign_in(db, checked, email=address, ip=ip())
        move_in(db, account.id)


def move_in(db: Session, account_id: int) -> None:
    """What the guest had gathered becomes the account's, and the browser gets a new session."""
    carts.merge(db, guest_token=session.get(CART), account_id=account_id)
    session.pop(CART, None)
    visitor = session.pop(VISITOR, None)
    if visitor:
        wishlists.move(db, f"v:{visitor}", f"a:{account_id}")
    sessions.enter(db, account_id)


def register(form: SignUpForm) -> None:
    """Owe one letter: with a link for a new address, with a friendly word for one that has an account already.

    TooManyTries comes before the slow hash: who may ask no more must not keep others from signing in.
    """
    address = accounts.normal_email(form.email.data)
    name = form.name.data.strip()
    accounts.require_good(form.password.data, about=[name, address])
    with transaction() as db:
        accounts.take_letter_try(db, address, ip())
    hashed = accounts.hash_password(form.password.data)
    with transaction() as db:
        texts = given_consents(db, form)
        for text in texts:
            accounts.record_consent(db, text, circumstances("sign_up"), subject=address)
        asked = accounts.register(db, name=name, email=address, password_hash=hashed, lang=lang(), consents=texts)
        template = "confirm_email" if asked.link else "already_registered"
        owe_letter(db, template, recipient=address, name=asked.name, link=asked.link or "")


def given_consents(db: Session, form: SignUpForm) -> list[accounts.ConsentText]:
    """The texts behind the boxes that were ticked, as they stand now."""
    ticked = [field for field in (form.consent_account, form.consent_marketing) if field.data]
    documents = [content.current(db, field.slug, lang()) for field in ticked]
    return [
        accounts.ConsentText(
            purpose=document.slug.removeprefix("consent-"),
            document_slug=document.slug,
            document_version=document.version,
            text_hash=document.text_hash,
        )
        for document in documents
    ]


def confirm(link: str, password: str) -> None:
    """Open the account the link is about, and let this browser in. LinkExpired, WrongPassword, TooManyTries."""
    key = f"link {token_hash(link)}"
    with transaction() as db:
        accounts.take_sign_in_try(db, key, ip())
        checked = accounts.credentials_of_registration(db, link)
    if not accounts.is_right(checked.password_hash, password):
        raise accounts.WrongPassword(field="password")
    with transaction() as db:
        account = accounts.confirm(db, link, circumstances("confirm"))
        orders.adopt_guest_orders(db, account.id, account.email)
        move_in(db, account.id)


def confirm_new_email(link: str) -> None:
    """Set the proven address and tell the old one. LinkExpired."""
    with transaction() as db:
        account, old = accounts.finish_email_change(db, link)
        orders.adopt_guest_orders(db, account.id, account.email)
        owe_letter(db, "email_changed", recipient=old, name=account.name, language=account.lang)


def ask_for_reset(email: str) -> None:
    """Owe a letter with a link if the address is known. TooManyTries.

    For an unknown one the same is done and undone, so that the time does not tell them apart.
    """
    address = accounts.normal_email(email)
    with transaction() as db:
        accounts.take_letter_try(db, address, ip())
        asked = accounts.request_reset(db, address)
        if asked is not None:
            account, link = asked
            owe_letter(db, "reset_password", recipient=address, name=account.name, link=link)
            return
        with db.begin_nested() as same_work:
            owe_letter(db, "reset_password", recipient=address, name="", link=token())
            same_work.rollback()


def set_password(link: str, password: str) -> None:
    """Set the new password by the link, end every session, tell the owner. LinkExpired, WeakPassword."""
    with reader() as db:
        owner = accounts.owner_of_reset(db, link)
    accounts.require_good(password, about=[owner.name, owner.email])
    hashed = accounts.hash_password(password)
    with transaction() as db:
        account = accounts.reset_password(db, link, password_hash=hashed)
        orders.adopt_guest_orders(db, account.id, account.email)
        owe_letter(db, "password_changed", recipient=account.email, name=account.name, language=account.lang)
