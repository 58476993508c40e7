"""Money that is taken by the shop's own people: at the counter, by the courier."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.orders import Move, Order
from technomart.domain.payments import rules
from technomart.domain.payments.commands.goods import secure
from technomart.domain.payments.models import Payment
from technomart.domain.payments.rules import PaymentState
from technomart.foundation import audit, clock, ids
from technomart.foundation.faults import NO_FAULTS, Faults

USUAL = "on_delivery_cash"


def take_payment(session: Session, order_id: int, *, actor: str, faults: Faults = NO_FAULTS) -> Order:
    """All that is still owed has been paid on the spot, written into the audit.

    What was only reserved for the shopper is theirs now. Refuses MoveNotAllowed, also the second time.
    """
    order = orders.lock_order(session, order_id)
    orders.require_open(order, Move.take_payment)
    before = orders.standing_of(order)
    if orders.is_awaiting_money(order):
        secure(session, order, actor=actor, faults=faults)
    amount = orders.owed(orders.money_of(order))
    session.add(
        Payment(
            order_id=order.id,
            token=ids.token(),
            method=order.payment_method if order.payment_method in rules.ON_DELIVERY else USUAL,
            provider=rules.COUNTER,
            status=PaymentState.paid,
            amount_kopecks=amount,
            currency=order.currency,
            key=ids.token(),
            opened_at=clock.now(),
        )
    )
    orders.note_money(session, order, paid=amount, actor=actor)
    audit.record(
        session,
        actor,
        f"order.{Move.take_payment.value}",
        subject=f"order {order.number}",
        before=before,
        after=orders.standing_of(order),
    )
    return order
