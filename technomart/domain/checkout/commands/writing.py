"""Writing an order down: that its goods can be had, everything that was agreed copied, its stock taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import inventory, payments
from technomart.domain.carts import CartView, LineView, NotOnSale, Problem
from technomart.domain.checkout.errors import CartEmpty
from technomart.domain.checkout.rules import Contact
from technomart.domain.inventory import NotEnoughStock
from technomart.domain.orders import Order, OrderFee, OrderLine, Parts
from technomart.domain.pricing import Quote
from technomart.domain.shipping import Promise
from technomart.foundation.faults import Faults
from technomart.foundation.money import RUB


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """How the goods go out, as the order will say it for good; `charged_for`: kind and name of each fee."""

    code: str
    name: str
    kind: str
    charged_for: Sequence[tuple[str, str]]
    pickup_code: str | None = None
    pickup_name: str | None = None
    address: Mapping[str, Any] | None = None
    promise: Promise | None = None


def buyable(session: Session, look: Callable[[], CartView]) -> CartView:
    """The goods as they can be ordered, looked at so. Refuses CartEmpty, NotOnSale, NotEnoughStock.

    Before it is said that goods have gone, reservations that are over give way.
    """
    view = look()
    try:
        _require_buyable(view)
    except NotEnoughStock:
        if not inventory.release_expired(session, [line.variant_id for line in view.lines]):
            raise
        view = look()
        _require_buyable(view)
    return view


def _require_buyable(view: CartView) -> None:
    if view.is_empty:
        raise CartEmpty()
    for line in view.lines:
        if line.problem is Problem.unpriced:
            raise NotOnSale(sku=line.sku)
        if line.problem is not None:
            available = 0 if line.problem is Problem.gone else line.max_quantity
            raise NotEnoughStock(sku=line.sku, available=available, variant_id=line.variant_id)


def copied(
    view: CartView, quote: Quote, going: Going, person: Contact, *, at: datetime, lang: str
) -> tuple[Order, Parts]:
    """Everything that was agreed, written down so that no later change of the shop can touch it."""
    order = Order(
        lang=lang,
        name=person.name,
        phone=person.phone,
        email=person.email,
        shipping_code=going.code,
        shipping_name=going.name,
        shipping_kind=going.kind,
        pickup_code=going.pickup_code,
        pickup_name=going.pickup_name,
        address=going.address,
        promised_from=going.promise.since if going.promise else None,
        promised_to=going.promise.until if going.promise else None,
        currency=RUB,
        goods_kopecks=quote.goods_kopecks,
        fees_kopecks=quote.fees_kopecks,
        discount_kopecks=quote.discount_kopecks,
        total_kopecks=quote.total_kopecks,
        vat_kopecks=quote.vat_kopecks,
        placed_at=at,
    )
    lines = [_copy_line(line, quote, position) for position, line in enumerate(view.lines)]
    fees = [
        OrderFee(
            kind=kind,
            name=name,
            amount_kopecks=fee.sum_kopecks,
            discount_kopecks=fee.discount_kopecks,
            vat_basis_points=quote.vat_basis_points,
            vat_kopecks=fee.vat_kopecks,
        )
        for (kind, name), fee in zip(going.charged_for, quote.fees, strict=True)
    ]
    return order, Parts(lines=lines, fees=fees, discounts=[])


def in_full(order: Order) -> dict[str, Any]:
    """What those who react need to know, as plain JSON: they look nothing up (PP 2463: the number is confirmed)."""
    return {
        "number": order.number,
        "token": order.public_token,
        "name": order.name,
        "email": order.email,
        "lang": order.lang,
        "lines": [
            {"name": line.name, "quantity": line.quantity, "sum_kopecks": line.sum_kopecks} for line in order.lines
        ],
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


def claim_goods(
    session: Session,
    order: Order,
    lines: Sequence[OrderLine],
    view: CartView,
    location_id: int | None,
    *,
    actor: str,
    faults: Faults,
) -> None:
    """Take the stock of an order that was added; its lines are told what holds their goods. Refuses NotEnoughStock.

    Close to the end: rows that many want are held for as short as can be.
    """
    claims = _take_stock(session, order, view, location_id, actor=actor, faults=faults)
    for line in lines:
        line.claim_id = claims[line.variant_id] if line.variant_id is not None else None


def _take_stock(
    session: Session, order: Order, view: CartView, location_id: int | None, *, actor: str, faults: Faults
) -> dict[int, int]:
    """The claims by variant."""
    needs = [(line.variant_id, line.quantity) for line in sorted(view.lines, key=lambda line: line.sku)]
    how: dict[str, Any] = {"location_id": location_id, "actor": actor, "faults": faults}
    how["cause"] = f"order {order.number}"
    try:
        if order.pay_before is None:
            return inventory.allocate(session, needs, **how)
        return inventory.reserve(session, needs, until=order.pay_before + payments.GRACE, **how)
    except NotEnoughStock as short:
        sku = next((line.sku for line in view.lines if line.variant_id == short.variant_id), None)
        raise NotEnoughStock(available=short.available, sku=sku, variant_id=short.variant_id) from short
