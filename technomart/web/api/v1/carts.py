"""Carts for programs: opened, filled, emptied."""

from __future__ import annotations

from flask import request

from technomart.domain import accounts, carts
from technomart.domain.carts import CartView, LineView
from technomart.foundation import clock
from technomart.web.api.v1.examples import CONTACT, SHOP
from technomart.web.api.v1.operations import Call, Link, changes, creates, reads
from technomart.web.api.v1.schemas.buying import AddLine, Cart, CartCode, CartLine, OpenCart, SetLine, UsePromoCode
from technomart.web.api.v1.schemas.wire import Sum
from technomart.web.api.v1.showing import picture
from technomart.web.context import lang, transaction

TOKEN = "$response.body#/token"  # noqa: S105 - where the token stands in the answer
SKU = "$response.body#/lines/0/sku"
HERE = "$request.path.token"
AGREED = {
    "cart": TOKEN,
    "contact": CONTACT,
    "delivery": {"way": "pickup", "shop": SHOP},
    "payment": "on_delivery_card",
    "agreed_total": "$response.body#/total",
    "accepts_offer": True,
}
"""How an order follows at once from a cart that is fetched from a shop for nothing."""


@creates(
    "/carts",
    tag="carts",
    body=OpenCart,
    answer=Cart,
    at="/carts/{token}",
    links=(
        Link(to="get_cart", parameters={"token": TOKEN}),
        Link(to="add_line", parameters={"token": TOKEN}),
        Link(to="clear_cart", parameters={"token": TOKEN}),
        Link(to="set_line", parameters={"token": TOKEN, "sku": SKU}, body={"quantity": 1}),
        Link(to="remove_line", parameters={"token": TOKEN, "sku": SKU}),
        Link(to="use_promo_code", parameters={"token": TOKEN}),
        Link(to="drop_promo_code", parameters={"token": TOKEN}),
        Link(to="quote_cart", body={"cart": TOKEN}),
        Link(to="place_order", body=AGREED),
    ),
)
def open_cart(call: Call) -> Cart:
    """Open a cart, with goods in it if any are named: all of them or none.

    Without a key the cart's token alone opens it. With one it is the account's, which has one at a time.
    """
    account, cart = call.caller.account_id, None
    if account is not None:
        accounts.lock_account(call.db, account)
        cart = carts.cart_of_account(call.db, account)
    cart = cart or carts.open_cart(call.db, account_id=account, at=clock.now())
    cart = carts.lock_cart(call.db, cart.token)
    for line in call.body.lines:
        carts.add_line(call.db, cart, line.sku, line.quantity)
    return shown(call, cart)


@reads(
    "/carts/<token>",
    tag="carts",
    answer=Cart,
    links=(Link(to="remove_line", parameters={"token": HERE, "sku": SKU}),),
)
def get_cart(call: Call) -> Cart:
    """The cart with today's prices and stock; a line that cannot be bought as it stands has a `problem`."""
    return shown(call, carts.get_own_cart(call.db, call.path["token"], call.caller.account_id))


@creates(
    "/carts/<token>/lines",
    tag="carts",
    body=AddLine,
    answer=Cart,
    at="/carts/{token}",
    links=(
        Link(to="set_line", parameters={"token": HERE, "sku": SKU}, body={"quantity": 1}),
        Link(to="remove_line", parameters={"token": HERE, "sku": SKU}),
        Link(to="quote_cart", body={"cart": HERE}),
    ),
)
def add_line(call: Call) -> Cart:
    """Put so many more pieces into the cart; more than there are in stock is 409."""
    cart = _locked(call)
    carts.add_line(call.db, cart, call.body.sku, call.body.quantity)
    return shown(call, cart)


@changes("PUT", "/carts/<token>/lines/<sku>", tag="carts", body=SetLine, answer=Cart)
def set_line(call: Call) -> Cart:
    """Let the line have just so many pieces."""
    cart = _locked(call)
    carts.set_quantity(call.db, cart, call.path["sku"], call.body.quantity)
    return shown(call, cart)


@changes("DELETE", "/carts/<token>/lines/<sku>", tag="carts", answer=Cart)
def remove_line(call: Call) -> Cart:
    """Take a line out of the cart."""
    cart = _locked(call)
    carts.remove_line(call.db, cart, call.path["sku"])
    return shown(call, cart)


@changes("DELETE", "/carts/<token>/lines", tag="carts", answer=Cart)
def clear_cart(call: Call) -> Cart:
    """Take everything out of the cart."""
    cart = _locked(call)
    carts.clear(call.db, cart)
    return shown(call, cart)


def count_code_try() -> None:
    """Count one try of a promo code before it is looked up, refused or not. TooManyTries to who guesses."""
    with transaction() as db:
        accounts.take_code_try(db, request.remote_addr or "")


@changes("PUT", "/carts/<token>/promo-code", tag="carts", body=UsePromoCode, answer=Cart, first=count_code_try)
def use_promo_code(call: Call) -> Cart:
    """Let the cart remember a promo code instead of any it has.

    409 `promo_code_…` says why it takes nothing off; who guesses codes is told to wait (429). A code that stops being
    valid later stays, with a `problem`, until it is taken out or the order is placed at the total without it.
    """
    cart = _locked(call)
    carts.use_code(call.db, cart, call.body.code)
    accounts.forgive_code_try(call.db, request.remote_addr or "")
    return shown(call, cart)


@changes("DELETE", "/carts/<token>/promo-code", tag="carts", answer=Cart)
def drop_promo_code(call: Call) -> Cart:
    """Let the cart forget its promo code."""
    cart = _locked(call)
    carts.drop_code(call.db, cart)
    return shown(call, cart)


def _locked(call: Call) -> carts.Cart:
    return carts.lock_own_cart(call.db, call.path["token"], call.caller.account_id)


def shown(call: Call, cart: carts.Cart) -> Cart:
    """The cart as it stands now."""
    return cart_of(carts.show(call.db, cart, lang=lang(), at=clock.now()))


def cart_of(view: CartView) -> Cart:
    """A cart in the shape of the wire."""
    return Cart(
        token=view.token,
        lines=[_line(line) for line in view.lines],
        pieces=view.totals.pieces,
        goods=Sum.of(view.totals.goods),
        saving=Sum.of(view.totals.saving),
        promo_code=_code(view),
        discount=Sum.of(view.totals.discount),
        total=Sum.of(view.totals.charged),
        vat=Sum.of(view.totals.vat),
        can_be_ordered=view.can_be_ordered,
    )


def _code(view: CartView) -> CartCode | None:
    if view.code is None:
        return None
    problem = view.code.problem
    missing = problem.details.get("missing") if problem else None
    return CartCode(code=view.code.word, problem=problem.problem if problem else None, missing=Sum.maybe(missing))


def _line(line: LineView) -> CartLine:
    return CartLine(
        sku=line.sku,
        slug=line.facts.slug,
        name=line.facts.name,
        picture=picture(line.facts.picture),
        quantity=line.quantity,
        most=line.max_quantity,
        price=Sum.maybe(line.offer.price if line.offer else None),
        old_price=Sum.maybe(line.offer.was if line.offer else None),
        sum=Sum.of(line.sum),
        seen_price=Sum.of(line.seen_price),
        price_has_changed=line.price_has_changed,
        problem=line.problem.value if line.problem else None,
    )
