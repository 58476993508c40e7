"""An order of other goods instead of those that came back: to the same person, never more than there is, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import carts, fulfilment, orders, payments, pricing, shipping
from technomart.domain.carts import CartView
from technomart.domain.checkout.commands.arriving import DELIVERY, name_of_shop
from technomart.domain.checkout.commands.writing import Going, buyable, claim_goods, copied
from technomart.domain.checkout.errors import NotCovered
from technomart.domain.checkout.queries import lines_at, promise_at
from technomart.domain.checkout.rules import Contact
from technomart.domain.inventory import Location
from technomart.domain.orders import Attention, Order, OrderDiscount
from technomart.domain.pricing import Quote, QuoteLine
from technomart.domain.shipping import ShippingKind
from technomart.foundation import clock
from technomart.foundation.faults import Faults

EXCHANGE = "exchange"
"""The kind of the discount that keeps what was charged for the same goods."""

USUAL = "on_delivery_card"
OURS = (ShippingKind.pickup, ShippingKind.courier)
"""Ways on which our own people hand the goods over, and take what is still to be paid for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """So many pieces of a variant that go out; `most_kopecks`: what they may cost at most, as the same goods did."""

    variant_id: int
    quantity: int
    most_kopecks: int | None = None


def place_instead(
    session: Session,
    old: Order,
    wanted: Sequence[Instead],
    *,
    key: str,
    shop: Location | None,
    is_free: bool,
    covered_kopecks: int,
    offered: Mapping[str, str],
    actor: str,
    faults: Faults,
) -> Order:
    """Place an order of these goods for whoever placed a locked order that others came back of.

    They can be fetched at the shop, or go out the way of the old order, for its fee unless it is free. `key` says
    what it is placed for, once. What is covered by money that is here already is for the caller to carry over. The
    rest is paid when our people hand them over; what others bring is held until the rest is paid, by one of the
    `offered` ways. Refuses CartEmpty, NotOnSale, NotEnoughStock and NotCovered; then nothing has happened.
    """
    at = clock.now()
    pieces: dict[int, int] = {}
    for one in wanted:
        pieces[one.variant_id] = pieces.get(one.variant_id, 0) + one.quantity
    view = buyable(session, lambda: carts.show_goods(session, pieces, lang=old.lang, at=at))
    going, fee = _going(session, old, view, shop, is_free=is_free)
    quote = _quote_of(view, wanted, fee)
    person = Contact(old.name, old.phone, old.email)
    order, parts = copied(view, quote, going, person, at=at, lang=old.lang)
    order.cart_token, order.account_id = key, old.account_id
    _set_payment(order, old, rest=quote.total_kopecks - covered_kopecks, offered=offered)
    if quote.discount_kopecks:
        parts.discounts = [OrderDiscount(kind=EXCHANGE, name=old.number, amount_kopecks=quote.discount_kopecks)]
    orders.add_order(session, order)
    here = shop.id if shop is not None and lines_at(view, shop.id) == len(view.lines) else None
    claim_goods(session, order, parts.lines, view, here, actor=actor, faults=faults)
    orders.add_parts(session, order, parts, actor=actor)
    _set_going(session, old, order, actor=actor)
    return order


def _set_payment(order: Order, old: Order, *, rest: int, offered: Mapping[str, str]) -> None:
    """How the rest is paid, and until when, if beforehand. Refuses NotCovered where nobody would take it."""
    order.payment_method = old.payment_method if old.payment_method in payments.ON_DELIVERY else USUAL
    if rest <= 0 or order.shipping_kind in OURS:
        return
    beforehand = payments.beforehand(offered, rest, old.payment_method)
    if beforehand is not None:
        order.payment_method, order.pay_before = beforehand, order.placed_at + payments.REST_WITHIN
    elif not payments.suits(payments.METHODS[USUAL], order.shipping_kind):
        raise NotCovered()


def _quote_of(view: CartView, wanted: Sequence[Instead], fee_kopecks: int) -> Quote:
    """The goods at today's prices, the same goods for no more than they may cost."""
    lines = []
    for line in view.lines:
        price = line.offer.price.minor if line.offer else 0
        kept = [one for one in wanted if one.variant_id == line.variant_id and one.most_kopecks is not None]
        off = sum(max(0, price * one.quantity - (one.most_kopecks or 0)) for one in kept)
        lines.append(QuoteLine(price, line.quantity, off))
    return pricing.quote(lines, [fee_kopecks], view.vat_basis_points)


def _going(
    session: Session, old: Order, view: CartView, shop: Location | None, *, is_free: bool
) -> tuple[Going, int]:
    """How they go out, and for what fee."""
    method = next((one for one in shipping.methods(session, old.lang) if one.is_pickup), None)
    if shop is not None and method is not None:
        return Going(
            code=method.code,
            name=method.name,
            kind=method.kind,
            charged_for=[(DELIVERY, method.name)],
            pickup_code=shop.code,
            pickup_name=name_of_shop(shop, old.lang),
            promise=promise_at(view, method, shop, clock.now()),
        ), 0
    copies: dict[str, Any] = {name: getattr(old, name) for name in ("pickup_code", "pickup_name", "address")}
    fee = sum(one.charged_kopecks for one in old.fees if one.kind == DELIVERY)
    charged_for = [(DELIVERY, old.shipping_name)]
    going = Going(
        code=old.shipping_code, name=old.shipping_name, kind=old.shipping_kind, charged_for=charged_for, **copies
    )
    return going, 0 if is_free else fee


def _set_going(session: Session, old: Order, order: Order, *, actor: str) -> None:
    """A courier's visit is to be agreed upon; a carrier's parcel goes where the last one went."""
    if order.shipping_kind == ShippingKind.courier:
        orders.call_attention(order, Attention.visit_to_agree, actor=actor)
    parcel = fulfilment.find_parcel(session, old.id)
    if parcel is not None and order.pickup_code is None and order.shipping_code == old.shipping_code:
        fulfilment.prepare_parcel(
            session,
            order,
            carrier=parcel.carrier,
            city_code=parcel.city_code,
            point_code=parcel.point_code,
            tariff_code=parcel.tariff_code,
            grams=parcel.grams,
        )
    session.flush()  # the books are whole when the order is placed
