"""Giving back the money for goods that have come, once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import payments
from technomart.domain.aftersales import rules
from technomart.domain.aftersales.commands.moving import audit, move, note, require
from technomart.domain.aftersales.models import ReturnRequest
from technomart.domain.aftersales.queries import lock_return
from technomart.domain.aftersales.rules import ReturnStatus
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
    for (token, _), part in zip(found, parts, strict=True):
        if part:
            payments.refund_by_staff(session, order.id, token, part, reason=REASON, actor=actor, faults=faults)
    move(request, ReturnStatus.refunded)
    request.refunded_kopecks, request.refunded_at, request.refunded_by = sum(parts), clock.now(), actor
    note(order, request, "return_refunded", actor=actor)
    audit(session, request, "pay_back", ReturnStatus.received, actor=actor)
    session.flush()  # the books are whole when this verb returns
    return request
