"""Placing an order: exactly once a cart, at the agreed total, never more than there is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Delete, bindparam, delete
from sqlalchemy.orm import Session

from technomart.domain import carts, invoices, orders, payments, pricing
from technomart.domain.carts import Cart, CartGone, CartView
from technomart.domain.checkout.commands.answers import cleaned_company, cleaned_contact, wrong_rest
from technomart.domain.checkout.commands.arriving import (
    Arrival,
    book,
    going_of,
    prepare_parcel,
    settle,
    wrong_payment,
)
from technomart.domain.checkout.commands.writing import buyable, claim_goods, copied, in_full
from technomart.domain.checkout.errors import PriceChanged, WrongAnswers
from technomart.domain.checkout.models import CheckoutDraft
from technomart.domain.checkout.queries import quote_of
from technomart.domain.checkout.rules import Contact, Delivery
from technomart.domain.invoices import Company
from technomart.domain.orders import Order, OrderDiscount, Parts
from technomart.domain.pricing import Customer, Quote
from technomart.foundation import clock, outbox
from technomart.foundation.faults import Faults
from technomart.foundation.inserting import change_rows_later
from technomart.foundation.money import Money
from technomart.foundation.words import one_line

PLACED = "order_placed"
SHOPPER = "shopper"
PROMO_CODE = "promo_code"


def place_order(
    session: Session,
    *,
    cart_token: str,
    account_id: int | None,
    contact: Contact,
    delivery: Delivery,
    payment_method: str,
    agreed_total: Money,
    lang: str,
    accepts_offer: bool,
    faults: Faults,
    comment: str = "",
    terms: Mapping[str, Any] | None = None,
    offered: Mapping[str, str] = payments.ON_DELIVERY,
    carriers: Collection[str] = (),
    company: Company | None = None,
) -> Order:
    """Turn the cart into an order. The same cart again gives the same order, however often and however parallel.

    What is to be paid beforehand is only held until it must be paid, and its payment is opened with it; what is
    paid on delivery is the shopper's at once. The order that comes back is for reading: to change it, lock it anew.
    `offered` is who takes the money by each way to pay, `carriers` whose ways are offered; `company` is who pays an
    invoice. `terms` is which version of the public offer was accepted, kept with the order. Refuses CartGone,
    CartEmpty, WrongAnswers (all wrong fields at once), NotOnSale, PriceChanged, PromoCodeRefused, TooManyUnpaid,
    NotEnoughStock; then nothing has happened.
    """
    cart = _locked_or_ordered(session, cart_token)
    if isinstance(cart, Order):
        return cart
    at, customer = clock.now(), Customer(account_id, contact.email)
    view = buyable(session, lambda: carts.show(session, cart, lang=lang, at=at, customer=customer))
    payer, wrong = cleaned_company(payment_method, company)
    wrong |= wrong_rest(payment_method, offered, comment=comment, accepts_offer=accepts_offer)
    settled = settle(session, view, delivery, lang=lang, at=at, carriers=carriers)
    person, arrival = _agree(contact, settled, wrong, payment_method)
    quote = quote_of(view, arrival.fee, arrival.services)
    _require_agreed(view, quote, agreed_total)
    order, parts = copied(view, quote, going_of(arrival, lang), person, at=at, lang=lang)
    order.cart_token, order.account_id = cart.token, account_id
    order.payment_method, order.comment = payment_method, one_line(comment)
    _set_deadline(session, order)
    parts.discounts = _spend_code(session, view, quote, customer, faults)
    order.slot_id = book(session, arrival, faults)
    orders.add_order(session, order)
    invoice = _bill(session, order, payer)
    claim_goods(session, order, parts.lines, view, arrival.taken_from, actor=SHOPPER, faults=faults)
    _write_down(session, cart, order, parts, terms, invoice)
    return _begin(session, order, arrival, offered)


def _bill(session: Session, order: Order, payer: Company | None) -> str | None:
    """The number of the invoice that is made out to whoever pays by one."""
    return None if payer is None else invoices.issue(session, order, payer).invoice_number


def _write_down(
    session: Session,
    cart: Cart,
    order: Order,
    parts: Parts,
    terms: Mapping[str, Any] | None,
    invoice: str | None,
) -> None:
    """The cart has become an order: its half-filled form is forgotten, and whoever waits for it is told."""
    orders.add_parts(session, order, parts, terms)
    carts.convert(session, cart, at=order.placed_at)
    change_rows_later(session, _forgotten_draft(), {"cart": cart.id})
    outbox.publish(session, PLACED, in_full(order) | {"invoice": invoice})


def _begin(session: Session, order: Order, arrival: Arrival, offered: Mapping[str, str]) -> Order:
    """What the order sets going: a parcel by its carrier, a payment that is opened next."""
    prepare_parcel(session, order, arrival)
    if order.pay_before is not None:
        payments.begin(session, order, offered[order.payment_method])
    return order


def _locked_or_ordered(session: Session, cart_token: str) -> Cart | Order:
    """The open cart, locked, or the order it has become. Refuses CartGone."""
    try:
        return carts.lock_cart(session, cart_token)
    except CartGone:
        placed = orders.find_order_of_cart(session, cart_token)
        if placed is None:
            raise
        return placed


def _agree(
    contact: Contact,
    settled: tuple[Arrival | None, dict[str, str]],
    rest: dict[str, str],
    payment_method: str,
) -> tuple[Contact, Arrival]:
    """The answers in one form. Refuses WrongAnswers with every wrong field, in the order of the form."""
    person, wrong = cleaned_contact(contact)
    arrival, wrong_delivery = settled
    wrong |= wrong_delivery | wrong_payment(arrival, payment_method) | rest
    if arrival is None or wrong:
        raise WrongAnswers(wrong)
    return person, arrival


def _set_deadline(session: Session, order: Order) -> None:
    """Until when the order must be paid, if beforehand. Refuses WrongAnswers, TooManyUnpaid."""
    method = payments.METHODS[order.payment_method]
    if method.most_kopecks is not None and order.total_kopecks > method.most_kopecks:
        raise WrongAnswers({"payment": "payment_over_limit"})
    order.pay_before = payments.pay_before(method, order.placed_at)
    if order.pay_before is not None:
        payments.require_room(session, email=order.email, account_id=order.account_id, at=order.placed_at)


def _require_agreed(view: CartView, quote: Quote, agreed: Money) -> None:
    """Refuse another total than the one that was agreed to: for the reason of the promo code, if there is one."""
    total = Money(quote.total_kopecks)
    if agreed == total:
        return
    if view.code is not None and view.code.problem is not None:
        raise view.code.problem
    raise PriceChanged(old=agreed, new=total)


def _spend_code(
    session: Session, view: CartView, quote: Quote, customer: Customer, faults: Faults
) -> list[OrderDiscount]:
    """What the cart's promo code takes off, one use of it taken; a code that takes nothing is not spent."""
    if view.code is None or not quote.discount_kopecks:
        return []
    use = pricing.spend_promo_code(
        session,
        view.code.promo_code_id,
        discount=view.code.discount,
        goods=view.totals.goods,
        customer=customer,
        use_key=view.token,
        faults=faults,
    )
    return [
        OrderDiscount(
            kind=PROMO_CODE,
            name=view.code.word,
            amount_kopecks=quote.discount_kopecks,
            promo_code_use_id=use.id,
        )
    ]


@cache
def _forgotten_draft() -> Delete:
    return delete(CheckoutDraft).where(CheckoutDraft.cart_id == bindparam("cart"))
