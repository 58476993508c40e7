"""Telling what has become of an order's money: an event with all that a letter needs."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from technomart.domain.orders import Order
from technomart.domain.payments.models import Payment
from technomart.foundation import outbox


def tell(session: Session, topic: str, order: Order, payment: Payment | None = None, **more: Any) -> None:
    """Promise those above that they will hear of it. What they need to know is in it: they look nothing up."""
    outbox.publish(
        session,
        topic,
        {
            "key": f"{topic}:{order.number}:{payment.token[:16] if payment else 'order'}",
            "number": order.number,
            "token": order.public_token,
            "name": order.name,
            "email": order.email,
            "lang": order.lang,
            "amount_kopecks": payment.amount_kopecks if payment else order.total_kopecks,
            "method": payment.method if payment else order.payment_method,
            "pay_before": order.pay_before.isoformat() if order.pay_before else None,
            **more,
        },
    )
