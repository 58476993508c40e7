"""Orders that were paid and handed over, and returns of their goods, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from technomart.domain import aftersales, fulfilment, inventory, orders, payments
from technomart.domain.aftersales import Came, ReceivedState, ReturnReason, ReturnRequest, Terms, Wish
from technomart.domain.catalog.models import Variant
from technomart.domain.orders import Order, OrderEvent
from technomart.foundation.faults import Faults
from tests.factories.buying import BY_COURIER, COURIER_FEE, a_cart, a_placed_order, place, total_of
from tests.factories.paying import OFFERED, an_unpaid_order, payment_of, settle

WHO = "staff: olga@example.ru"
TERMS = Terms()


def a_delivered_order(session: Session, *lines: tuple[Variant, int], **changed: Any) -> Order:
    """Fetched at the counter and paid there."""
    order = a_placed_order(session, *lines, **changed)
    for step in (fulfilment.confirm, fulfilment.make_ready, payments.take_payment, fulfilment.hand_over):
        step(session, order.id, actor=WHO)
    return order


def a_brought_order(session: Session, *lines: tuple[Variant, int]) -> Order:
    """Brought by the courier for his fee, and paid to him."""
    cart = a_cart(session, *lines)
    agreed = total_of(session, cart, fee_kopecks=COURIER_FEE)
    return brought(session, place(session, cart.token, agreed, delivery=BY_COURIER))


def brought(session: Session, order: Order) -> Order:
    """The courier has handed the order over and taken its money."""
    for step in (fulfilment.confirm, fulfilment.ship, payments.take_payment, fulfilment.hand_over):
        step(session, order.id, actor=WHO)
    return order


def an_order_paid_online(session: Session, *lines: tuple[Variant, int]) -> Order:
    """Paid by SBP, then fetched."""
    order = an_unpaid_order(session, *lines)
    settle(session, payment_of(session, order))
    for step in (fulfilment.confirm, fulfilment.make_ready, fulfilment.hand_over):
        step(session, order.id, actor=WHO)
    return order


def handed_over_days_ago(session: Session, order: Order, days: int) -> None:
    """As if the goods had been handed over so many days earlier."""
    for event in session.scalars(select(OrderEvent).where(OrderEvent.order_id == order.id)).all():
        past = event.at - timedelta(days=days)
        session.execute(update(OrderEvent).where(OrderEvent.id == event.id).values(at=past))
    session.expire_all()


def ask(session: Session, order: Order, pieces: dict[int, int] | None = None, **changed: Any) -> ReturnRequest:
    """The shopper asks to give pieces back, by the line's position; without any the first piece of the first line."""
    wish: dict[str, Any] = {"pieces": pieces or {first_position(session, order): 1}}
    terms, faults = changed.pop("terms", TERMS), changed.pop("faults", Faults())
    wish["reason"] = ReturnReason(changed.pop("reason", "changed_mind"))
    return aftersales.ask(session, order.id, Wish(**wish, **changed), terms=terms, faults=faults)


def first_position(session: Session, order: Order) -> int:
    return orders.get_order_by_id(session, order.id).lines[0].position


def approve(session: Session, request: ReturnRequest, words: str = "") -> ReturnRequest:
    return aftersales.approve(session, request.id, words=words, actor=WHO, terms=TERMS)


def receive(
    session: Session, request: ReturnRequest, state: str = "resellable", pieces: int | None = None, **changed: Any
) -> ReturnRequest:
    """The goods have come, all in the same state, onto the shelves of the first place."""
    whole = aftersales.get_return(session, request.number)
    by_id = {line.id: line for line in orders.get_order_by_id(session, request.order_id).lines}
    came = {
        by_id[line.order_line_id].position: Came(line.quantity if pieces is None else pieces, ReceivedState(state))
        for line in whole.lines
    }
    terms, faults = changed.pop("terms", TERMS), changed.pop("faults", Faults())
    location = changed.pop("location", None) or inventory.locations(session)[0].id
    return aftersales.receive(
        session, request.id, changed.pop("came", came), location_id=location, actor=WHO, terms=terms, faults=faults
    )


def pay_back(session: Session, request: ReturnRequest, faults: Faults | None = None) -> ReturnRequest:
    return aftersales.pay_back(session, request.id, actor=WHO, faults=faults or Faults(), terms=TERMS)


def exchange(
    session: Session, request: ReturnRequest, faults: Faults | None = None, offered: Mapping[str, str] = OFFERED
) -> ReturnRequest:
    how: dict[str, Any] = {"faults": faults or Faults(), "terms": TERMS, "offered": offered}
    return aftersales.exchange(session, request.id, actor=WHO, **how)
