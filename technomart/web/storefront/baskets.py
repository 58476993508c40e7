"""The visitor's own cart: finding it, opening it, and telling pages and scripts what is in it."""

from __future__ import annotations

from typing import Any

from flask import jsonify, redirect
from flask import session as browser
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import accounts, carts, catalog, wishlists
from technomart.domain.carts import Cart, CartLine, CartView
from technomart.domain.wishlists import ListKind
from technomart.foundation import clock
from technomart.foundation.money import Money
from technomart.web.context import lang, reader, runtime, visitor
from technomart.web.errors import wants_json
from technomart.web.storefront.marks import SHOWN, kept_ids, way_back
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
    """The visitor's cart, locked for a change; a new one if there is none. An account never gets two at once."""
    mine = account_id()
    if mine is not None:
        accounts.lock_account(session, mine)
    found = my_cart(session)
    if found is None:
        found = carts.open_cart(session, account_id=mine, at=clock.now())
    browser[CART] = found.token
    return carts.lock_cart(session, found.token)


def look(session: Session) -> CartView:
    """The visitor's cart as it stands now."""
    return carts.show(session, my_cart(session), lang=lang(), at=clock.now())


def state(session: Session) -> dict[str, Any]:
    """Everything personal that pages show beside what is the same for everyone; sums by the shop window's prices."""
    cart, owner, mine = my_cart(session), visitor(), account_id()
    lists = wishlists.kept_of_all(session, owner) if owner else {kind: [] for kind in ListKind}
    lines = cart.lines if cart else []
    wanted = {line.variant_id for line in lines} | {one for kind in SHOWN for one in lists[kind]}
    known = catalog.facts_of(session, wanted)
    account = accounts.get_account(session, mine) if mine is not None else None
    return {
        "name": account.name.split()[0] if account is not None and account.name.split() else None,
        "cart": {
            "count": sum(line.quantity for line in lines),
            "total": money(_by_the_window(lines)),
            "lines": {known[line.variant_id].sku: line.quantity for line in lines},
        },
        **{kind.value: [known[one].sku for one in lists[kind] if known[one].is_sold] for kind in SHOWN},
    }


def _by_the_window(lines: list[CartLine]) -> Money:
    window = runtime().search
    window.refresh()
    offers = ((window.offer_of(line.variant_id), line.quantity) for line in lines)
    return Money(sum(offer.price * pieces for offer, pieces in offers if offer.price is not None and offer.quantity))


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
