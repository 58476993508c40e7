"""The cart: its page, and the buttons that fill and empty it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, get_flashed_messages, jsonify, make_response, redirect, session, url_for
from flask import request as asked
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import carts, catalog, checkout
from technomart.domain.accounts import TooManyTries
from technomart.domain.carts import CartView, LineView, Problem
from technomart.domain.pricing import PromoCodeRefused
from technomart.domain.search import Query
from technomart.foundation import clock
from technomart.foundation.money import Money
from technomart.web.context import lang, reader, runtime, transaction
from technomart.web.errors import status_of, wants_json, words_of
from technomart.web.security import without_form_token
from technomart.web.sessions import here
from technomart.web.storefront import promo
from technomart.web.storefront.basket import find_own_cart, lock_own_cart, quantity_of, sku_of
from technomart.web.storefront.city import city_of, told
from technomart.web.storefront.facts import on_offer
from technomart.web.storefront.marks import way_back
from technomart.web.storefront.mine import state
from technomart.web.storefront.promo import promo_of, take_code, typed_code
from technomart.web.storefront.showcase import Card, cards_of
from technomart.web.templating import Page, gettext, money, render

blueprint = Blueprint("cart", __name__)
UNDO = "undo"
ROW = 5
Note = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the page shows it."""

    card: Card
    quantity: int
    most: int
    unit: Money
    total: Money
    was_price: Money | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums beside the lines; `goods` is before honest reductions."""

    goods: Money
    saving: Money
    discount: Money
    courier: Mapping[str, str | None]
    delivery: str
    total: Money
    vat: Money
    vat_rate: int


@blueprint.get("/cart")
def show() -> Response:
    return cart_page()


@blueprint.post("/cart/lines")
@without_form_token
def add() -> Response:
    sku, quantity = sku_of(asked.form.get("sku")), quantity_of(asked.form.get("quantity", "1"))
    with transaction() as db:
        carts.add_line(db, lock_own_cart(db), sku, quantity)
        here().keep(db)
    return answered(gettext("Товар в корзине"))


@blueprint.post("/cart/lines/<sku>")
@without_form_token
def update(sku: str) -> Response:
    quantity = quantity_of(asked.form.get("quantity"))
    if quantity == 0:
        return remove(sku)
    with transaction() as db:
        carts.set_quantity(db, lock_own_cart(db), sku, quantity)
    return answered(gettext("Количество изменено"))


@blueprint.post("/cart/lines/<sku>/remove")
@without_form_token
def remove(sku: str) -> Response:
    with transaction() as db:
        cart = lock_own_cart(db)
        removed = carts.remove_line(db, cart, sku)
        named = catalog.facts_of(db, [removed.variant_id], lang())[removed.variant_id].name
    return answered(gettext("Товар убран"), {"sku": sku, "name": named, "quantity": removed.quantity})


@blueprint.post("/cart/clear")
@without_form_token
def clear() -> Response:
    with transaction() as db:
        carts.clear(db, lock_own_cart(db))
    return answered(gettext("Корзина пуста"))


@blueprint.post("/cart/promo-code")
def use_code() -> Response:
    word = typed_code()
    try:
        take_code(word)
    except (PromoCodeRefused, TooManyTries) as refusal:
        return cart_page(status_of(refusal), tried=(word, words_of(refusal)))
    return redirect(url_for("cart.show", _anchor="promo"), 303)


@blueprint.post("/cart/promo-code/remove")
def drop_code() -> Response:
    promo.drop_code()
    return redirect(url_for("cart.show", _anchor="promo"), 303)


def answered(message: str, undo: dict[str, Any] | None = None) -> Response:
    """For a script everything it paints, with the message and how to undo; for a form a redirect to the cart."""
    if wants_json():
        with reader() as db:
            return jsonify({**state(db), "message": message, "undo": undo})
    if undo:
        session[UNDO] = undo
    return redirect(way_back(url_for("cart.show")), 303)


def cart_page(status: int = 200, notes: tuple[Note, ...] = (), tried: tuple[str, str] = ("", "")) -> Response:
    """The cart as it stands; `notes` are put above what has changed by itself.

    `tried` is a promo code that was refused, and why.
    """
    runtime().search.refresh()
    with reader() as db:
        view = carts.show(db, find_own_cart(db), lang=lang(), at=clock.now())
        cards = {card.sku: card for card in cards_of(db, [line.variant_id for line in view.lines])}
        sums = _sums(db, view) if view.lines else None
        beside = [] if view.lines else _popular(db)
    page = Page(title=gettext("Корзина — Техномарт"), noindex=True, tab="cart")
    model = {
        "lines": [_line(line, cards[line.sku]) for line in view.lines],
        "count": sum(line.quantity for line in view.lines),
        "notes": [*notes, *(("plain", "info", words) for words in get_flashed_messages()), *_changes(view)],
        "totals": sums,
        "code": promo_of(view),
        "typed": tried[0],
        "refusal": tried[1],
        "undo": session.pop(UNDO, None) if UNDO in session else None,
        "blocked": not view.can_be_ordered,
        "beside": beside,
    }
    answer = make_response(render("storefront/cart/show.html", page, **model), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _popular(db: Session) -> list[Card]:
    """What to look at when the cart is empty."""
    window = runtime().search
    popular = window.search(Query(scope=window.vocabulary.leaves, in_stock=True, limit=20 * ROW, facets=()))
    return cards_of(db, window.various(popular.ids, ROW, of_brand=2))


def _line(line: LineView, card: Card) -> Line:
    unit = line.offer.price if line.offer else line.seen_price
    was = line.offer.was if line.offer else None
    gone = line.problem in (Problem.gone, Problem.unpriced)
    return Line(
        card=card,
        quantity=line.quantity,
        most=line.max_quantity,
        unit=unit,
        total=unit * line.quantity,
        was_price=was * line.quantity if was else None,
        problem="gone" if gone else line.problem.value if line.problem else None,
    )


def _sums(db: Session, view: CartView) -> Sums:
    least = checkout.least_fee(view, on_offer().methods) if view.totals.pieces else Money(0)
    return Sums(
        goods=view.totals.goods + view.totals.saving,
        saving=view.totals.saving,
        discount=view.totals.discount,
        courier=told(city_of(db)),
        delivery=gettext("от %(sum)s", sum=money(least)) if least else gettext("бесплатно, если забрать самим"),
        total=view.totals.charged,
        vat=view.totals.vat,
        vat_rate=view.vat_basis_points,
    )


def _changes(view: CartView) -> list[Note]:
    """What has become dearer or cheaper since it was put in."""
    notes: list[Note] = []
    for line in view.lines:
        if line.price_has_changed and line.offer:
            words = gettext(
                "%(name)s: цена изменилась, была %(old)s, теперь %(new)s.",
                name=line.facts.name,
                old=money(line.seen_price),
                new=money(line.offer.price),
            )
            notes.append(("low" if line.offer.price > line.seen_price else "ok", "info", words))
    return notes
