"""Whose cart this is: the account's, or the guest's that the session remembers."""

from __future__ import annotations

import re

from flask import session
from sqlalchemy.orm import Session

from technomart.domain import accounts, carts
from technomart.domain.carts import Cart, NotAQuantity
from technomart.domain.catalog import UnknownSku
from technomart.foundation import clock
from technomart.web.accounts_store import account_id

GUEST_CART = "cart"
"""Where the session remembers a guest's cart; signing in takes it from there."""

PLAIN_NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)
PLAIN_SKU = re.compile(r"[A-Za-z0-9._~-]{1,64}", re.ASCII)


def find_own_cart(db: Session) -> Cart | None:
    """The open cart of whoever is looking, its lines loaded, or none."""
    account = account_id()
    if account is not None:
        return carts.cart_of_account(db, account)
    return carts.find_cart(db, session.get(GUEST_CART))


def own_cart_token(db: Session) -> str | None:
    """The token of the same cart; a guest's may be of one that is open no more."""
    account = account_id()
    if account is None:
        token = session.get(GUEST_CART)
        return token if isinstance(token, str) else None
    cart = carts.cart_of_account(db, account)
    return cart.token if cart else None


def lock_own_cart(db: Session) -> Cart:
    """The same cart to be changed: locked, and opened first if there is none."""
    account = account_id()
    if account is not None:
        accounts.lock_account(db, account)
    present = find_own_cart(db)
    if present is not None:
        return carts.lock_cart(db, present.token)
    opened = carts.open_cart(db, account_id=account, at=clock.now())
    if account is None:
        session[GUEST_CART] = opened.token
    return opened


def quantity_of(text: str | None) -> int:
    """A quantity from a form: plain digits only. Refuses NotAQuantity."""
    if text is None or not PLAIN_NUMBER.fullmatch(text):
        raise NotAQuantity(field="quantity", most=carts.MOST_PIECES)
    return int(text)


def sku_of(text: str | None) -> str:
    """A SKU from a form. Refuses UnknownSku for what cannot be one."""
    if text is None or not PLAIN_SKU.fullmatch(text):
        raise UnknownSku(sku="")
    return text
