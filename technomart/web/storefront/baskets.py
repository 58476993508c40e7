"""The visitor's own cart: finding it, opening it, and telling pages and scripts what is in it."""

from __future__ import annotations

from typing import Any

from flask import jsonify, redirect
from flask import session as browser
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import accounts, carts
from technomart.domain.carts import Cart, CartView
from technomart.domain.wishlists import ListKind
from technomart.foundation import clock
from technomart.web.context import lang, reader
from technomart.web.errors import wants_json
from technomart.web.storefront.marks import kept_ids, marks, way_back
from technomart.web.storefront.showcase import cards_of
from technomart.web.templating import Page, money, render

CART = "cart"
SEEN = 10


def account_id() -> int | None:
    """Who is signed in."""
    known = browser.get("account_id")
    return known if isinstance(known, int) else None


def my_cart(session: Session) -> Cart | None:
    """The visitor's open cart: the one this browser holds, else the account's."""
    token = browser.get(CART)
    found = carts.find_cart(session, token if isinstance(token, str) else None)
    mine = account_id()
    if found is not None and found.account_id in (None, mine):
        return found
    return carts.cart_of_account(session, mine) if mine is not None else None


def my_locked_cart(session: Session) -> Cart:
    """The visitor's cart, locked for a change; a new one if there is none."""
    found = my_cart(session)
    if found is None:
        found = carts.open_cart(session, account_id=account_id(), at=clock.now())
    browser[CART] = found.token
    return carts.lock_cart(session, found.token)


def look(session: Session) -> CartView:
    """The visitor's cart as it stands now."""
    return carts.show(session, my_cart(session), lang=lang(), at=clock.now())


def state(session: Session) -> dict[str, Any]:
    """Everything personal that pages show beside what is the same for everyone."""
    view = look(session)
    mine = account_id()
    account = accounts.get_account(session, mine) if mine is not None else None
    return {
        "name": account.name.split()[0] if account is not None and account.name.split() else None,
        "cart": {
            "count": view.totals.pieces,
            "total": money(view.totals.goods),
            "lines": {line.sku: line.quantity for line in view.lines},
        },
        **marks(session),
    }


def recent_cards(session: Session) -> str:
    """The goods this visitor has looked at, as list items."""
    cards = cards_of(session, kept_ids(session, ListKind.recent)[:SEEN])
    return render("storefront/product/recent.html", Page(title="", noindex=True), cards=cards) if cards else ""


def answered(message: str, page: str, undo: dict[str, Any] | None = None) -> Response:
    """For a script the whole personal state with the message; for a form a redirect: its `next`, else the page."""
    if not wants_json():
        return redirect(way_back(page), 303)
    with reader() as session:
        return jsonify({**state(session), "message": message, "undo": undo})
