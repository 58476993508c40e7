"""Telling what has become of a return: an event with all that a letter needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.aftersales import rules
from technomart.domain.aftersales.models import ReturnLine, ReturnRequest
from technomart.domain.aftersales.queries import exchange_before
from technomart.domain.aftersales.rules import ReturnStatus, Terms
from technomart.domain.orders import Order
from technomart.foundation import outbox

ASKED: Final = "return_asked"
APPROVED: Final = "return_approved"
REFUSED: Final = "return_refused"
RECEIVED: Final = "return_received"
EXCHANGED: Final = "return_exchanged"
PAID_INSTEAD: Final = "return_paid_instead"
"""What happened, as those above hear of it."""


def tell(
    session: Session,
    topic: str,
    order: Order,
    request: ReturnRequest,
    *,
    terms: Terms,
    post_to: str = "",
    exchange: Order | None = None,
) -> None:
    """Promise those above that they will hear of it. What they need to know is in it: they look nothing up.

    `exchange` is the order of what goes out instead.
    """
    names = {line.id: line.name for line in order.lines}
    outbox.publish(
        session,
        topic,
        {
            "key": f"{topic}:{request.number}",
            "number": order.number,
            "token": order.public_token,
            "name": order.name,
            "email": order.email,
            "lang": order.lang,
            "return_number": request.number,
            "kind": request.kind.value,
            "way_back": request.way_back.value,
            "words": request.decision,
            "lines": [_line(line, names) for line in request.lines],
            "wish": request.wish.value,
            "refunded_kopecks": request.refunded_kopecks,
            "exchange": None if exchange is None else _exchange(exchange),
            "goods_kopecks": sum(line.refund_kopecks for line in request.lines),
            "due_kopecks": request.due_kopecks,
            "delivery_kopecks": request.delivery_kopecks,
            "kept_kopecks": request.kept_kopecks,
            "fetch_kopecks": terms.fetch_kopecks,
            "post_to": post_to,
            "is_owed": request.status is not ReturnStatus.refunded,
        }
        | _days(request, terms),
    )


def _days(request: ReturnRequest, terms: Terms) -> dict[str, str | None]:
    """By when the money must be home, and by when other goods must be given, if they are wished for."""
    money, goods = rules.money_before(request.asked_at, terms), exchange_before(request, terms)
    return {"money_before": money.isoformat(), "exchange_before": goods.isoformat() if goods else None}


def _line(line: ReturnLine, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "name": names[line.order_line_id],
        "quantity": line.quantity if line.received_quantity is None else line.received_quantity,
        "refund_kopecks": line.refund_kopecks,
        "wanted": line.wanted_name,
    }


def _exchange(order: Order) -> dict[str, Any]:
    return {
        "number": order.number,
        "token": order.public_token,
        "lines": [{"name": line.name, "quantity": line.quantity} for line in order.lines],
        "owed_kopecks": orders.owed(orders.money_of(order)),
        "pay_before": order.pay_before.isoformat() if order.pay_before else None,
        "shipping_name": order.shipping_name,
        "pickup_name": order.pickup_name,
        "promised_from": order.promised_from.isoformat() if order.promised_from else None,
        "promised_to": order.promised_to.isoformat() if order.promised_to else None,
        "to_agree": order.attention is not None,
    }
