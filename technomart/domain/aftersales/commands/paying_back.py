"""Giving back the money for goods that have come, once."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import payments
from technomart.domain.aftersales import rules
from technomart.domain.aftersales.commands.moving import audit, move, note, require
from technomart.domain.aftersales.models import ReturnRequest
from technomart.domain.aftersales.queries import lock_return
from technomart.domain.aftersales.rules import ReturnStatus
from technomart.domain.orders import Order
from technomart.domain.payments import Sold
from technomart.foundation import clock
from technomart.foundation.faults import Faults

REASON = "goods_returned"
"""Why money went back, as its refund says it."""


def pay_back(session: Session, request_id: int, *, actor: str, faults: Faults) -> ReturnRequest:
    """Give the money for received goods back, out of the order's payments in their order.

    Never more than is owed, and never more than was paid and not given back yet. What was paid by a provider goes
    home by the worker; what was taken at the counter is given back there by whoever presses this. Refuses
    ReturnMoveNotAllowed, also the second time.
    """
    order, request = lock_return(session, request_id)
    require(request, ReturnStatus.refunded)
    ledger = payments.ledger_of(session, order.id)
    found = [(payment.token, ledger.left(payment)) for payment in ledger.payments]
    parts = rules.portions(request.due_kopecks, [left for _, left in found])
    goods = _goods_of(order, request)
    how: dict[str, Any] = {"reason": REASON, "actor": actor, "faults": faults, "goods": goods}
    for (token, _), part in zip(found, parts, strict=True):
        if part:
            payments.refund_by_staff(session, order.id, token, part, **how)
    move(request, ReturnStatus.refunded)
    request.refunded_kopecks, request.refunded_at, request.refunded_by = sum(parts), clock.now(), actor
    note(order, request, "return_refunded", actor=actor)
    audit(session, request, "pay_back", ReturnStatus.received, actor=actor)
    session.flush()  # the books are whole when this verb returns
    return request


def _goods_of(order: Order, request: ReturnRequest) -> list[Sold]:
    """What the receipt names: the pieces that came, and the delivery if it is paid back as well."""
    by_id = {line.id: line for line in order.lines}
    came = [
        payments.pieces_of(by_id[line.order_line_id], line.received_quantity, kopecks=line.refund_kopecks)
        for line in request.lines
        if line.received_quantity
    ]
    return came + (payments.fees_of(order) if request.delivery_kopecks else [])
