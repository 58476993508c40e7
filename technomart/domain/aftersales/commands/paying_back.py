"""Giving back the money for goods that have come, once."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import orders, payments
from technomart.domain.aftersales import rules
from technomart.domain.aftersales.commands.moving import audit, move, note, require
from technomart.domain.aftersales.commands.telling import PAID_INSTEAD, tell
from technomart.domain.aftersales.models import ReturnRequest
from technomart.domain.aftersales.queries import lock_return
from technomart.domain.aftersales.rules import ReturnStatus, ReturnWish, Terms
from technomart.domain.orders import Order
from technomart.domain.payments import Sold
from technomart.foundation import clock
from technomart.foundation.faults import Faults

GOODS_RETURNED = "goods_returned"
"""Why money went back, as its refund says it."""


def pay_back(session: Session, request_id: int, *, actor: str, faults: Faults, terms: Terms) -> ReturnRequest:
    """Give the money for received goods back, out of the order's payments in their order.

    Never more than is owed, and never more than was paid and not given back yet. What was paid by a provider goes
    home by the worker; what was taken at the counter is given back there by whoever presses this. Who had wished for
    other goods is told that it is the money after all. Refuses ReturnMoveNotAllowed, also the second time.
    """
    order, request = lock_return(session, request_id)
    require(request, ReturnStatus.refunded)
    faults.after_check("return")
    sent = send_home(session, order, request, payable_of(session, order, request), actor=actor, faults=faults)
    move(request, ReturnStatus.refunded)
    request.refunded_kopecks, request.refunded_at, request.refunded_by = sent, clock.now(), actor
    note(order, request, "return_refunded", actor=actor)
    audit(session, request, "pay_back", ReturnStatus.received, actor=actor)
    if request.wish is ReturnWish.exchange:
        tell(session, PAID_INSTEAD, order, request, terms=terms)
    session.flush()  # the books are whole when this verb returns
    return request


def payable_of(session: Session, order: Order, request: ReturnRequest) -> int:
    """What of the money that is owed for a return has been paid and not given back yet."""
    money, left = orders.money_of(order), payments.money_left(session, order.id)
    return rules.payable(request.due_kopecks, left, paid=money.paid, still_asked=money.due)


def send_home(
    session: Session, order: Order, request: ReturnRequest, kopecks: int, *, actor: str, faults: Faults
) -> int:
    """Give so much of a locked order's money back for what came, out of its payments in turn; how much it was."""
    ledger = payments.ledger_of(session, order.id)
    found = [(payment.token, ledger.left(payment)) for payment in ledger.payments]
    parts = rules.portions(kopecks, [left for _, left in found])
    how: dict[str, Any] = {"reason": GOODS_RETURNED, "actor": actor, "faults": faults}
    how["goods"] = goods_that_came(order, request)
    for (token, _), part in zip(found, parts, strict=True):
        if part:
            payments.refund_by_staff(session, order.id, token, part, **how)
    return sum(parts)


def goods_that_came(order: Order, request: ReturnRequest) -> list[Sold]:
    """What the receipt names: the pieces that came, and the delivery if it is paid back as well."""
    by_id = {line.id: line for line in order.lines}
    came = [
        payments.pieces_of(by_id[line.order_line_id], line.received_quantity, kopecks=line.refund_kopecks)
        for line in request.lines
        if line.received_quantity
    ]
    return came + (payments.fees_of(order) if request.delivery_kopecks else [])
