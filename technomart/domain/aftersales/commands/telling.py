"""Telling what has become of a return: an event with all that a letter needs."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from technomart.domain.aftersales import rules
from technomart.domain.aftersales.models import ReturnRequest
from technomart.domain.aftersales.rules import ReturnStatus, Terms
from technomart.domain.orders import Order
from technomart.foundation import outbox

ASKED: Final = "return_asked"
APPROVED: Final = "return_approved"
REFUSED: Final = "return_refused"
RECEIVED: Final = "return_received"
"""What happened, as those above hear of it."""


def tell(
    session: Session, topic: str, order: Order, request: ReturnRequest, *, terms: Terms, post_to: str = ""
) -> None:
    """Promise those above that they will hear of it. What they need to know is in it: they look nothing up."""
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
            "lines": [
                {
                    "name": names[line.order_line_id],
                    "quantity": line.quantity if line.received_quantity is None else line.received_quantity,
                    "refund_kopecks": line.refund_kopecks,
                }
                for line in request.lines
            ],
            "goods_kopecks": sum(line.refund_kopecks for line in request.lines),
            "due_kopecks": request.due_kopecks,
            "delivery_kopecks": request.delivery_kopecks,
            "kept_kopecks": request.kept_kopecks,
            "fetch_kopecks": terms.fetch_kopecks,
            "post_to": post_to,
            "is_owed": request.status is not ReturnStatus.refunded,
            "money_before": rules.money_before(request.asked_at, terms).isoformat(),
        },
    )
