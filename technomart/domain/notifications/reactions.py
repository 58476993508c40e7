"""Which letters follow from what has happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.notifications.commands import write
from technomart.domain.orders import Order


def confirm_order(session: Session, event: Mapping[str, Any]) -> None:
    """An order was placed: its letter, once (PP 2463: the shop confirms with the order's number)."""
    order = orders.get_order_by_id(session, int(event["order_id"]))
    write(
        session,
        key=f"order_placed:{order.number}",
        template="order_placed",
        recipient=order.email,
        lang=order.lang,
        payload=order_as_plain(order),
    )


def order_as_plain(order: Order) -> dict[str, Any]:
    """What the letter says of an order, as plain JSON."""
    return {
        "number": order.number,
        "order_token": order.public_token,
        "name": order.name,
        "phone": order.phone,
        "lines": [
            {
                "name": line.name,
                "slug": line.slug,
                "picture": line.picture,
                "quantity": line.quantity,
                "sum_kopecks": line.sum_kopecks,
            }
            for line in order.lines
        ],
        "fees": [{"name": fee.name, "amount_kopecks": fee.amount_kopecks} for fee in order.fees],
        "total_kopecks": order.total_kopecks,
        "vat_kopecks": order.vat_kopecks,
        "shipping_kind": order.shipping_kind,
        "shipping_name": order.shipping_name,
        "pickup_name": order.pickup_name,
        "address": order.address,
        "promised_from": order.promised_from.isoformat() if order.promised_from else None,
        "promised_to": order.promised_to.isoformat() if order.promised_to else None,
        "payment_method": order.payment_method,
    }
