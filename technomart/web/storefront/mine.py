"""What is personal on pages that are the same for everyone: cart, marks, goods seen, the name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from technomart.domain import accounts, catalog, wishlists
from technomart.domain.carts import Cart
from technomart.domain.catalog import VariantFacts
from technomart.domain.wishlists import ListKind
from technomart.foundation.money import Money
from technomart.web.accounts_store import account_id
from technomart.web.context import runtime, visitor
from technomart.web.storefront.basket import find_own_cart
from technomart.web.storefront.city import city_of, told
from technomart.web.storefront.showcase import cards_of
from technomart.web.templating import money

SHOWN_RECENT = 12


def state(db: Session) -> dict[str, Any]:
    """Everything the script paints, as one answer."""
    runtime().search.refresh()
    owner, cart, account = visitor(), find_own_cart(db), account_id()
    lists = wishlists.kept_of_all(db, owner) if owner else {kind: [] for kind in ListKind}
    ids = {one for kept in lists.values() for one in kept} | {
        line.variant_id for line in (cart.lines if cart else [])
    }
    known = catalog.facts_of(db, ids) if ids else {}
    recent = [one for one in lists[ListKind.recent] if one in known and known[one].is_sold][:SHOWN_RECENT]
    return {
        "name": _first_name(db, account) if account is not None else None,
        "city": told(city_of(db)),
        "cart": _cart(cart, known),
        "favourites": _skus(lists[ListKind.favourites], known),
        "compare": _skus(lists[ListKind.compare], known),
        "recent": render_template("storefront/me/recent.html", cards=cards_of(db, recent)) if recent else "",
    }


def _first_name(db: Session, account: int) -> str | None:
    """How the header greets: the first word of the name."""
    return next(iter(accounts.get_account(db, account).name.split()), None)


def _skus(ids: Iterable[int], known: Mapping[int, VariantFacts]) -> list[str]:
    """The SKUs of a list in its order; what is not sold any more is left out."""
    return [known[one].sku for one in ids if one in known and known[one].is_sold]


def _cart(cart: Cart | None, known: Mapping[int, VariantFacts]) -> dict[str, Any]:
    """The badge: what lies in the cart and what of it can be bought comes to, by the prices of the shop window."""
    lines = cart.lines if cart else []
    total = 0
    for line in lines:
        offer = runtime().search.offer_of(line.variant_id)
        if offer.price is not None and offer.quantity:
            total += offer.price * line.quantity
    return {
        "count": sum(line.quantity for line in lines),
        "total": money(Money(total)),
        "lines": {known[line.variant_id].sku: line.quantity for line in lines},
    }
