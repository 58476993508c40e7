"""Placing an order: exactly once a cart, at the agreed total, never more than there is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Delete, bindparam, delete
from sqlalchemy.orm import Session

from technomart.domain import carts, inventory, invoices, orders, payments, pricing
from technomart.domain.carts import Cart, CartGone, CartStatus, CartView, LineView, NotOnSale, Problem
from technomart.domain.checkout.commands.answers import cleaned_company, cleaned_contact, wrong_rest
from technomart.domain.checkout.commands.arriving import (
    Arrival,
    book,
    name_of_place,
    prepare_parcel,
    settle,
    wrong_payment,
)
from technomart.domain.checkout.errors import CartEmpty, PriceChanged, WrongAnswers
from technomart.domain.checkout.models import CheckoutDraft
from technomart.domain.checkout.queries import quote_of
from technomart.domain.checkout.rules import Contact, Delivery
from technomart.domain.inventory import NotEnoughStock
from technomart.domain.invoices import Company
from technomart.domain.orders import Order, OrderDiscount, OrderFee, OrderLine
from technomart.domain.pricing import Customer, Quote
from technomart.foundation import clock, outbox
from technomart.foundation.faults import Faults
from technomart.foundation.money import RUB, Money
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
    paid on delivery is the shopper's at once. `offered` is who takes the money by each way to pay, `carriers` whose
    ways are offered; `company` is who pays an invoice. `terms` is which version of the public offer was accepted,
    kept with the order. Refuses CartGone, CartEmpty, WrongAnswers (all wrong fields at once), NotOnSale,
    PriceChanged, PromoCodeRefused, TooManyUnpaid, NotEnoughStock; then nothing has happened.
    """
    cart = _locked_or_ordered(session, cart_token)
    if isinstance(cart, Order):
        return cart
    at = clock.now()
    view = _buyable(session, cart, Customer(account_id, contact.email), lang=lang, at=at)
    payer, wrong = cleaned_company(payment_method, company)
    wrong |= wrong_rest(payment_method, offered, comment=comment, accepts_offer=accepts_offer)
    settled = settle(session, view, delivery, lang=lang, at=at, carriers=carriers)
    person, arrival = _agree(contact, settled, wrong, payment_method)
    quote = quote_of(view, arrival.fee, arrival.services)
    _require_agreed(view, quote, agreed_total)
    order, lines = _copy(view, quote, arrival, person, at=at, lang=lang)
    order.cart_token, order.account_id = cart.token, account_id
    order.payment_method, order.comment = payment_method, one_line(comment)
    _set_deadline(session, order)
    order.discounts = _spend_code(session, view, quote, Customer(account_id, contact.email), faults)
    order.slot_id = book(session, arrival, faults)
    cart.status, cart.changed_at = CartStatus.converted, at
    orders.add_order(session, order, terms)
    session.execute(_forgotten_draft(), {"cart": cart.id})
    billed = _bill(session, order, payer)
    claims = _take_stock(session, order, view, arrival.taken_from, faults)
    outbox.publish(session, PLACED, _in_full(order, lines) | {"invoice": billed})
    _write_lines(session, order, lines, claims)
    return _begin(session, order, arrival, offered)


def _bill(session: Session, order: Order, payer: Company | None) -> str | None:
    """The number of the invoice that is made out to whoever pays by one."""
    return None if payer is None else invoices.issue(session, order, payer).invoice_number


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


def _buyable(session: Session, cart: Cart, customer: Customer, *, lang: str, at: datetime) -> CartView:
    """The cart as it can be ordered. Refuses CartEmpty, NotOnSale, NotEnoughStock.

    Before it is said that goods have gone, reservations that are over give way.
    """
    view = carts.show(session, cart, lang=lang, at=at, customer=customer)
    try:
        _require_buyable(view)
    except NotEnoughStock:
        if not inventory.release_expired(session, [line.variant_id for line in view.lines]):
            raise
        view = carts.show(session, cart, lang=lang, at=at, customer=customer)
        _require_buyable(view)
    return view


def _set_deadline(session: Session, order: Order) -> None:
    """Until when the order must be paid, if beforehand. Refuses WrongAnswers, TooManyUnpaid."""
    method = payments.METHODS[order.payment_method]
    if method.most_kopecks is not None and order.total_kopecks > method.most_kopecks:
        raise WrongAnswers({"payment": "payment_over_limit"})
    order.pay_before = payments.pay_before(method, order.placed_at)
    if order.pay_before is not None:
        payments.require_room(session, email=order.email, account_id=order.account_id, at=order.placed_at)


def _require_buyable(view: CartView) -> None:
    if view.is_empty:
        raise CartEmpty()
    for line in view.lines:
        if line.problem is Problem.unpriced:
            raise NotOnSale(sku=line.sku)
        if line.problem is not None:
            available = 0 if line.problem is Problem.gone else line.max_quantity
            raise NotEnoughStock(sku=line.sku, available=available, variant_id=line.variant_id)


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


def _copy(
    view: CartView, quote: Quote, arrival: Arrival, person: Contact, *, at: datetime, lang: str
) -> tuple[Order, list[OrderLine]]:
    """Everything that was agreed, written down so that no later change of the shop can touch it."""
    shop = arrival.shop
    lines = [_copy_line(line, quote, position) for position, line in enumerate(view.lines)]
    return Order(
        lang=lang,
        name=person.name,
        phone=person.phone,
        email=person.email,
        shipping_code=arrival.method.code,
        shipping_name=arrival.name,
        shipping_kind=arrival.method.kind,
        pickup_code=shop.code if shop else None,
        pickup_name=name_of_place(arrival, lang),
        address=arrival.address,
        promised_from=arrival.promise.since,
        promised_to=arrival.promise.until,
        currency=RUB,
        goods_kopecks=quote.goods_kopecks,
        fees_kopecks=quote.fees_kopecks,
        discount_kopecks=quote.discount_kopecks,
        total_kopecks=quote.total_kopecks,
        vat_kopecks=quote.vat_kopecks,
        placed_at=at,
        lines=[],
        fees=[
            OrderFee(
                kind=kind,
                name=name,
                amount_kopecks=fee.sum_kopecks,
                discount_kopecks=fee.discount_kopecks,
                vat_basis_points=quote.vat_basis_points,
                vat_kopecks=fee.vat_kopecks,
            )
            for (kind, name), fee in zip(arrival.charged_for, quote.fees, strict=True)
        ],
        events=[],
    ), lines


def _in_full(order: Order, lines: Sequence[OrderLine]) -> dict[str, Any]:
    """What those who react need to know, as plain JSON: they look nothing up (PP 2463: the number is confirmed)."""
    return {
        "number": order.number,
        "token": order.public_token,
        "name": order.name,
        "email": order.email,
        "lang": order.lang,
        "lines": [{"name": line.name, "quantity": line.quantity, "sum_kopecks": line.sum_kopecks} for line in lines],
        "goods_kopecks": order.goods_kopecks,
        "fees": [{"name": fee.name, "amount_kopecks": fee.amount_kopecks} for fee in order.fees],
        "discounts": [{"name": one.name, "amount_kopecks": one.amount_kopecks} for one in order.discounts],
        "total_kopecks": order.total_kopecks,
        "vat_kopecks": order.vat_kopecks,
        "shipping_name": order.shipping_name,
        "pickup_name": order.pickup_name,
        "address": order.address,
        "payment_method": order.payment_method,
        "pay_before": order.pay_before.isoformat() if order.pay_before else None,
        "promised_from": order.promised_from.isoformat() if order.promised_from else None,
        "promised_to": order.promised_to.isoformat() if order.promised_to else None,
    }


def _copy_line(line: LineView, quote: Quote, position: int) -> OrderLine:
    part = quote.lines[position]
    return OrderLine(
        variant_id=line.variant_id,
        position=position,
        sku=line.sku,
        slug=line.facts.slug,
        name=line.facts.name,
        picture=line.facts.picture,
        specs=list(line.facts.specs),
        warranty_months=line.facts.warranty_months,
        price_kopecks=part.sum_kopecks // line.quantity,
        vat_basis_points=quote.vat_basis_points,
        vat_kopecks=part.vat_kopecks,
        quantity=line.quantity,
        sum_kopecks=part.sum_kopecks,
        discount_kopecks=part.discount_kopecks,
    )


def _write_lines(session: Session, order: Order, lines: list[OrderLine], claims: Mapping[int, int]) -> None:
    for line in lines:
        line.claim_id = claims[line.variant_id] if line.variant_id is not None else None
    order.lines = lines  # only now, so that each is written once and with its claim
    session.flush()  # the books are whole when the order is placed, and a payment needs its order


def _take_stock(
    session: Session, order: Order, view: CartView, location_id: int | None, faults: Faults
) -> dict[int, int]:
    """The claims by variant. Close to the end: rows that many want are held for as short as can be."""
    needs = [(line.variant_id, line.quantity) for line in sorted(view.lines, key=lambda line: line.sku)]
    how: dict[str, Any] = {"location_id": location_id, "actor": SHOPPER, "faults": faults}
    how["cause"] = f"order {order.number}"
    try:
        if order.pay_before is None:
            return inventory.allocate(session, needs, **how)
        return inventory.reserve(session, needs, until=order.pay_before + payments.GRACE, **how)
    except NotEnoughStock as short:
        sku = next((line.sku for line in view.lines if line.variant_id == short.variant_id), None)
        raise NotEnoughStock(available=short.available, sku=sku, variant_id=short.variant_id) from short


@cache
def _forgotten_draft() -> Delete:
    gone = delete(CheckoutDraft).where(CheckoutDraft.cart_id == bindparam("cart"))
    return gone.execution_options(synchronize_session=False)
