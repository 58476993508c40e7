"""Looking orders up: always by their owner or by their unguessable token."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, selectinload

from technomart.domain.orders.errors import UnknownOrder
from technomart.domain.orders.models import Order
from technomart.foundation.paging import Paging


def find_order_of_cart(session: Session, cart_token: str) -> Order | None:
    """The order this cart has become, or none."""
    return _find(session, Order.cart_token == cart_token)


def get_order_of(session: Session, account_id: int, number: str) -> Order:
    """The account's order with this number, whole. Refuses UnknownOrder, also for another's."""
    return _get(session, Order.account_id == account_id, Order.number == number)


def get_order_by_token(session: Session, token: str) -> Order:
    """The order behind an unguessable link, whole. Refuses UnknownOrder."""
    return _get(session, Order.public_token == token)


def get_order_by_id(session: Session, order_id: int) -> Order:
    """The order of an event inside the house, whole. Never for a face: ids do not leave the house."""
    return _get(session, Order.id == order_id)


def lock_order(session: Session, order_id: int) -> Order:
    """The order, whole, its row locked first."""
    session.execute(select(Order.id).where(Order.id == order_id).with_for_update())
    return _get(session, Order.id == order_id)


def orders_of(session: Session, account_id: int, paging: Paging) -> tuple[list[Order], int]:
    """The account's orders, newest first, with their lines, and how many there are in all."""
    mine = Order.account_id == account_id
    total = session.scalar(select(func.count()).select_from(Order).where(mine)) or 0
    rows = session.scalars(
        select(Order)
        .where(mine)
        .options(selectinload(Order.lines))
        .order_by(Order.placed_at.desc(), Order.id.desc())
        .offset(paging.offset)
        .limit(paging.size)
    )
    return list(rows), total


def number_is_free(session: Session, number: str) -> bool:
    return session.scalar(select(Order.id).where(Order.number == number)) is None


def _get(session: Session, *which: ColumnElement[bool]) -> Order:
    found = _find(session, *which)
    if found is None:
        raise UnknownOrder()
    return found


def _find(session: Session, *which: ColumnElement[bool]) -> Order | None:
    return session.scalar(whole().where(*which).execution_options(populate_existing=True))


def whole() -> Select[Order]:
    """Orders with their lines, fees and timeline: for those inside the house who look at all of them."""
    return select(Order).options(selectinload(Order.lines), selectinload(Order.fees), selectinload(Order.events))
