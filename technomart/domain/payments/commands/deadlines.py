"""When time is over: orders that were not paid, and staff who decide about what was left open."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.orders import Order, OrderStatus, PaymentStatus
from technomart.domain.payments.commands.giving_back import call_off
from technomart.domain.payments.commands.goods import end_unpaid, stand_again, take_all_again
from technomart.domain.payments.commands.telling import tell
from technomart.domain.payments.errors import NothingToPay
from technomart.domain.payments.rules.work import NOT_PAID
from technomart.foundation import audit, clock
from technomart.foundation.faults import Faults

CLOCKWORK = "shop"
OVER = "order_expired"
"""Why money went back, as its refund says it."""


def expire_order(session: Session, order_id: int, *, faults: Faults) -> bool:
    """End an order whose time to be paid is over and give its goods back; whether it was so.

    What a part of it was paid with goes home; money that was taken at the counter is given back by people. Against
    money that comes at the same moment one of the two wins: both lock the order first.
    """
    order = orders.lock_order(session, order_id)
    is_late = order.pay_before is not None and order.pay_before <= clock.now()
    faults.after_check("expiry")
    if not is_late or not orders.is_awaiting_money(order):
        return False
    end_unpaid(session, order, actor=CLOCKWORK)
    there = order.paid_kopecks - order.refunded_kopecks
    home = call_off(session, order, reason=OVER, actor=CLOCKWORK, faults=faults) if there else 0
    tell(session, NOT_PAID, order, refund_kopecks=home, counter_kopecks=there - home)
    return True


def take_anew(session: Session, order_id: int, *, actor: str, faults: Faults) -> Order:
    """Let an order whose money came late stand again with goods that are there now, written into the audit.

    Refuses NotEnoughStock, and NothingToPay for an order that has not expired with its money here.
    """
    order = orders.lock_order(session, order_id)
    if order.status is not OrderStatus.expired or order.payment_status is not PaymentStatus.paid:
        raise NothingToPay()
    before = orders.standing_of(order)
    orders.note_seen_to(session, order, actor=actor)
    stand_again(session, order, take_all_again(session, order, actor=actor, faults=faults), actor=actor)
    _audit(session, order, "order.take_anew", before, actor)
    return order


def see_to(session: Session, order_id: int, *, actor: str) -> Order:
    """Somebody has seen to what was wrong with an order; written into the audit. Late money then stays for good."""
    order = orders.lock_order(session, order_id)
    before = orders.standing_of(order) | {"attention": order.attention}
    orders.note_seen_to(session, order, actor=actor)
    _audit(session, order, "order.see_to", before, actor)
    return order


def _audit(session: Session, order: Order, what: str, before: dict[str, object], actor: str) -> None:
    after = orders.standing_of(order)
    audit.record(session, actor, what, subject=f"order {order.number}", before=before, after=after)
