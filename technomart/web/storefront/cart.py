"""The cart: what is in it, what has changed since, and every way to change it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, get_flashed_messages, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import carts, catalog, shipping
from technomart.domain.carts import CartView, LineView, NotAQuantity, Problem
from technomart.domain.search import Query
from technomart.foundation.money import Money
from technomart.web.context import lang, reader, runtime, transaction
from technomart.web.errors import wants_json
from technomart.web.security import without_form_token
from technomart.web.storefront.baskets import answered, look, my_cart, my_locked_cart
from technomart.web.storefront.showcase import Availability, Card, cards_of
from technomart.web.templating import Page, gettext, money, render

UNDO = "undo"
PRICE_CHANGED = "%(name)s: цена изменилась, было %(before)s, стало %(now)s."
ROW = 5
LONGEST_NUMBER = 6
LONGEST_SKU = 64
Note = tuple[str, str, str]
NOTHING_LEFT = Availability("none", 0, 0, None, pickup_today=False)

blueprint = Blueprint("cart", __name__)


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
class Totals:
    """What the cart comes to."""

    goods: Money
    saving: Money
    delivery: str
    total: Money
    vat: Money


@dataclass(frozen=True, slots=True)
class Undo:
    """What was just taken out."""

    sku: str
    name: str
    quantity: int


@blueprint.get("/cart")
def show() -> Response:
    return cart_page()


def cart_page(status: int = 200, notes: tuple[Note, ...] = ()) -> Response:
    """The cart as it stands; `notes` (kind, sign, words) stand above what has changed by itself."""
    runtime().search.refresh()
    with reader() as session:
        view = look(session)
        lines = _lines(session, view)
        undo = _undo(session)
        beside = _beside(session) if not lines else []
        least = _least_fee(session, view) if lines else Money(0)
    totals = view.totals
    told = [("plain", "info", words) for words in get_flashed_messages(category_filter=["message"])]
    page = render(
        "storefront/cart/show.html",
        Page(title=gettext("Корзина — Техномарт"), noindex=True, tab="cart"),
        lines=lines,
        count=totals.pieces,
        notes=[*notes, *told, *_notes(view)],
        totals=Totals(
            goods=totals.goods + totals.saving,
            saving=totals.saving,
            delivery=gettext("от %(sum)s", sum=money(least)) if least else gettext("бесплатно, если забрать самим"),
            total=totals.goods,
            vat=totals.vat,
        ),
        undo=undo,
        blocked=not view.can_be_ordered,
        beside=beside,
    )
    return Response(page, status, mimetype="text/html", headers={"Cache-Control": "no-store"})


def _least_fee(session: Session, view: CartView) -> Money:
    fees = [shipping.fee_of(method, view.totals.goods.minor) for method in shipping.methods(session)]
    return Money(min(fees, default=0))


def _lines(session: Session, view: CartView) -> list[Line]:
    cards = {card.sku: card for card in cards_of(session, [line.variant_id for line in view.lines])}
    return [_line(line, cards.get(line.sku) or _gone(line)) for line in view.lines]


def _line(line: LineView, card: Card) -> Line:
    problem = None if line.problem is None else "few" if line.problem is Problem.few else "gone"
    unit = line.offer.price if line.offer else line.seen_price
    was = line.offer.was * line.quantity if line.offer and line.offer.was else None
    return Line(card, line.quantity, line.max_quantity, unit, unit * line.quantity, was, problem)


def _gone(line: LineView) -> Card:
    """A card for goods that are not listed any more."""
    return Card(
        sku=line.sku,
        url=url_for("product.show", slug=line.facts.slug),
        name=line.facts.name,
        brand="",
        specs=(),
        picture=line.facts.picture,
        picture_alt=None,
        price=None,
        was=None,
        saving=None,
        rating=None,
        reviews=0,
        stock=NOTHING_LEFT,
        flag=None,
    )


def _notes(view: CartView) -> list[tuple[str, str, str]]:
    notes = []
    for line in view.lines:
        if not line.price_has_changed or line.offer is None:
            continue
        before, now = money(line.seen_price), money(line.offer.price)
        cheaper = line.offer.price < line.seen_price
        words = gettext(PRICE_CHANGED, name=line.facts.name, before=before, now=now)
        notes.append(("copper" if cheaper else "info", "drop" if cheaper else "alert", words))
    return notes


def _undo(session: Session) -> Undo | None:
    told = get_flashed_messages(category_filter=[UNDO])
    if not told:
        return None
    sku, _, quantity = str(told[-1]).partition(":")
    try:
        variant = catalog.get_variant(session, sku)
    except catalog.UnknownSku:
        return None
    return Undo(sku, catalog.facts_of(session, [variant.id], lang())[variant.id].name, int(quantity))


def _beside(session: Session) -> list[Card]:
    window = runtime().search
    return cards_of(session, window.search(Query(scope=window.vocabulary.leaves, in_stock=True, limit=ROW)).ids)


@blueprint.post("/cart/lines")
@without_form_token
def add() -> Response:
    sku, quantity = asked_sku(), asked_quantity(usual="1")
    with transaction() as session:
        carts.add_line(session, my_locked_cart(session), sku, quantity)
    return answered(gettext("Добавили в корзину"), url_for("cart.show"))


@blueprint.post("/cart/lines/<sku>")
@without_form_token
def update(sku: str) -> Response:
    quantity = asked_quantity()
    if quantity == 0:
        return remove(sku)
    with transaction() as session:
        carts.set_quantity(session, my_locked_cart(session), sku, quantity)
    return answered(gettext("Количество изменили"), url_for("cart.show"))


@blueprint.post("/cart/lines/<sku>/remove")
@without_form_token
def remove(sku: str) -> Response:
    with transaction() as session:
        removed = carts.remove_line(session, my_locked_cart(session), sku)
    if not wants_json():
        flash(f"{removed.sku}:{removed.quantity}", UNDO)
    return answered(
        gettext("Убрали из корзины"),
        url_for("cart.show"),
        undo={"sku": removed.sku, "quantity": removed.quantity},
    )


@blueprint.post("/cart/clear")
@without_form_token
def clear() -> Response:
    with transaction() as session:
        if my_cart(session) is not None:
            carts.clear(session, my_locked_cart(session))
    return answered(gettext("Корзина пуста"), url_for("cart.show"))


def asked_sku() -> str:
    """The SKU of the form. Refuses UnknownSku for what cannot be one."""
    text = request.form.get("sku", "")
    if len(text) > LONGEST_SKU or not text.isprintable():
        raise catalog.UnknownSku(sku="")
    return text


def asked_quantity(usual: str = "") -> int:
    """The quantity of the form: a whole number in plain digits, and only one. Refuses NotAQuantity."""
    values = request.form.getlist("quantity") or [usual]
    text = values[0]
    if len(values) != 1 or not (text.isascii() and text.isdigit()) or len(text) > LONGEST_NUMBER:
        raise NotAQuantity(field="quantity", most=carts.MOST_PIECES)
    return int(text)
