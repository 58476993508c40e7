"""Looking orders up: by their owner, by their unguessable token, or, for the shop's own people, any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from technomart.domain.catalog import Variant
from technomart.domain.orders import rules
from technomart.domain.orders.errors import NothingChosen, TooManyChosen, UnknownOrder
from technomart.domain.orders.models import Order, OrderDiscount, OrderLine
from technomart.domain.orders.rules import FulfilmentStatus, OrderStatus, PaymentStatus
from technomart.foundation.paging import Paging

PARTS = (Order.lines, Order.fees, Order.discounts, Order.events)
STANDING = (OrderStatus.placed, OrderStatus.confirmed)
FEWEST_DIGITS = 4
"""Fewer digits of a telephone number would find half of the town."""


class Pile(StrEnum):
    """Orders that wait for the same thing."""

    to_confirm = "to_confirm"
    unpaid_yet = "unpaid_yet"
    to_pick = "to_pick"
    picking = "picking"
    ready = "ready"
    on_the_way = "on_the_way"
    unpaid = "unpaid"
    to_give_back = "to_give_back"
    attention = "attention"


_AGREED = Order.status == OrderStatus.confirmed
_AWAITS_MONEY = (
    (Order.status == OrderStatus.placed) & Order.pay_before.is_not(None) & Order.payment_status.in_(rules.UNPAID)
)
PILES: Mapping[Pile, ColumnElement[bool]] = {
    Pile.to_confirm: (Order.status == OrderStatus.placed) & ~_AWAITS_MONEY,
    Pile.unpaid_yet: _AWAITS_MONEY,
    Pile.to_pick: _AGREED & (Order.fulfilment_status == FulfilmentStatus.none),
    Pile.picking: _AGREED & (Order.fulfilment_status == FulfilmentStatus.picking),
    Pile.ready: _AGREED & (Order.fulfilment_status == FulfilmentStatus.ready),
    Pile.on_the_way: _AGREED & Order.fulfilment_status.in_(rules.UNDER_WAY),
    Pile.unpaid: _AGREED
    & (Order.fulfilment_status == FulfilmentStatus.delivered)
    & (Order.paid_kopecks < Order.total_kopecks - Order.credited_kopecks),
    Pile.to_give_back: Order.paid_kopecks - Order.refunded_kopecks
    > case(
        (Order.status.in_([OrderStatus.cancelled, OrderStatus.expired]), 0),
        else_=Order.total_kopecks - Order.credited_kopecks,
    ),
    Pile.attention: Order.attention.is_not(None),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which orders the shop's people look for; what is None is not asked about."""

    text: str = ""
    pile: Pile | None = None
    status: OrderStatus | None = None
    payment: PaymentStatus | None = None
    shipping_kind: str | None = None
    since: datetime | None = None
    before: datetime | None = None


def find_order_of_cart(session: Session, cart_token: str) -> Order | None:
    """The order this cart has become, or none."""
    return _find(session, Order.cart_token == cart_token)


def get_order_of(session: Session, account_id: int, number: str) -> Order:
    """The account's order with this number, whole. Refuses UnknownOrder, also for another's."""
    return _get(session, Order.account_id == account_id, Order.number == number)


def get_order_by_token(session: Session, token: str) -> Order:
    """The order behind an unguessable link, whole. Refuses UnknownOrder."""
    found = session.scalar(_by_token(), {"token": token})
    if found is None:
        raise UnknownOrder()
    for part in PARTS:
        is_none = part is Order.discounts and not found.discount_kopecks
        rows = () if is_none else session.scalars(_part(part.key), {"order": found.id})
        set_committed_value(found, part.key, list(rows))
    return found


@cache
def _by_token() -> Select[Order]:
    asked = select(Order).where(Order.public_token == bindparam("token"))
    return asked.execution_options(populate_existing=True)


@cache
def _part(name: str) -> Select[Any]:
    """One kind of parts of one order: asked with every look at it, and so not put together each time."""
    relation = Order.__mapper__.relationships[name]
    kind: Any = relation.mapper.class_
    asked = select(kind).where(kind.order_id == bindparam("order")).order_by(*(relation.order_by or ()))
    return asked.execution_options(populate_existing=True)


def get_order_by_id(session: Session, order_id: int) -> Order:
    """The order of an event inside the house, whole. Never for a face: ids do not leave the house."""
    return _get(session, Order.id == order_id)


def lock_order(session: Session, order_id: int) -> Order:
    """The order, whole, its row locked first."""
    session.execute(select(Order.id).where(Order.id == order_id).with_for_update())
    return _get(session, Order.id == order_id)


def overdue(session: Session, at: datetime, *, most: int) -> list[int]:
    """The ids of orders that were to be paid before this moment and are not, the oldest first."""
    late = select(Order.id).where(_AWAITS_MONEY, Order.pay_before <= at)
    return list(session.scalars(late.order_by(Order.pay_before, Order.id).limit(most)))


def unpaid_of(session: Session, *, email: str, account_id: int | None, at: datetime) -> int:
    """How many orders of this person hold goods and still wait for money."""
    theirs = Order.email == email if account_id is None else (Order.email == email) | (Order.account_id == account_id)
    waiting = select(func.count()).select_from(Order).where(_AWAITS_MONEY, Order.pay_before > at, theirs)
    return session.scalar(waiting) or 0


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


def get_order(session: Session, number: str) -> Order:
    """Any order by its number, whole: for the shop's own people only. Refuses UnknownOrder."""
    return _get(session, Order.number == number.strip().upper())


def find_orders(session: Session, wanted: Wanted, paging: Paging) -> tuple[list[Order], int]:
    """Any orders, newest first, with their lines, and how many there are in all: for the shop's own people only."""
    conditions = _conditions(wanted)
    total = session.scalar(select(func.count()).select_from(Order).where(*conditions)) or 0
    rows = session.scalars(
        select(Order)
        .where(*conditions)
        .options(selectinload(Order.lines))
        .order_by(Order.placed_at.desc(), Order.id.desc())
        .offset(paging.offset)
        .limit(paging.size)
    )
    return list(rows), total


def numbers_of_uses(session: Session, use_ids: Iterable[int]) -> dict[int, str]:
    """Which orders took these uses of a promo code: use to number. For the shop's own people only."""
    rows = session.execute(
        select(OrderDiscount.promo_code_use_id, Order.number)
        .join(Order, Order.id == OrderDiscount.order_id)
        .where(OrderDiscount.promo_code_use_id.in_(list(use_ids)))
    )
    return {use_id: number for use_id, number in rows if use_id is not None}


def piles(session: Session) -> dict[Pile, int]:
    """How many orders wait for what, counted in one look."""
    counted = session.execute(
        select(*[func.sum(case((condition, 1), else_=0)) for condition in PILES.values()]).where(or_(*PILES.values()))
    ).one()
    return {pile: count or 0 for pile, count in zip(PILES, counted, strict=True)}


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool] | None] = [
        _says(wanted.text) if wanted.text.strip() else None,
        PILES[wanted.pile] if wanted.pile else None,
        Order.status == wanted.status if wanted.status else None,
        Order.payment_status == wanted.payment if wanted.payment else None,
        Order.shipping_kind == wanted.shipping_kind if wanted.shipping_kind else None,
        Order.placed_at >= wanted.since if wanted.since else None,
        Order.placed_at < wanted.before if wanted.before else None,
    ]
    return [condition for condition in asked if condition is not None]


def _says(text: str) -> ColumnElement[bool]:
    """The text is in the order's number, its e-mail address or its telephone number, however that is written."""
    plain = " ".join(text.split())
    digits = "".join(character for character in plain if character in "0123456789")
    found = [
        Order.number.contains(plain.upper(), autoescape=True),
        Order.email.contains(plain.casefold(), autoescape=True),
    ]
    if len(digits) >= FEWEST_DIGITS and not any(character.isalpha() for character in plain):
        found.append(Order.phone.contains(digits, autoescape=True))
        if digits.startswith("8"):  # 8 is how Russians dial +7
            found.append(Order.phone.startswith("+7" + digits[1:], autoescape=True))
    return or_(*found)


def money_of(order: Order) -> rules.MoneyCount:
    """An order's sums."""
    return rules.MoneyCount(order.total_kopecks, order.paid_kopecks, order.refunded_kopecks, order.credited_kopecks)


def chosen_lines(
    order: Order, pieces: Mapping[int, int], left: Callable[[OrderLine], int]
) -> list[tuple[OrderLine, int]]:
    """The lines that somebody has chosen by position, with how many pieces. Refuses NothingChosen, TooManyChosen."""
    by_position = {line.position: line for line in order.lines}
    wanted = {position: count for position, count in pieces.items() if count}
    if not wanted or not wanted.keys() <= by_position.keys() or any(count < 1 for count in wanted.values()):
        raise NothingChosen(field="pieces")
    chosen = [(by_position[position], wanted[position]) for position in sorted(wanted)]
    for line, count in chosen:
        if count > left(line):
            raise TooManyChosen(left=left(line), name=line.name)
    return chosen


def worth_of(line: OrderLine, pieces: int) -> int:
    """What the next pieces of a line cost that are called off or come back, after those that are gone already."""
    return rules.worth(line.charged_kopecks, line.quantity, line.gone, pieces)


def told_of(order: Order) -> dict[str, Any]:
    """What whoever writes to the shopper needs to know of an order, as plain JSON: they look nothing up."""
    return {
        "number": order.number,
        "token": order.public_token,
        "name": order.name,
        "email": order.email,
        "phone": order.phone,
        "lang": order.lang,
        "is_pickup": order.pickup_code is not None,
        "shipping_name": order.shipping_name,
        "pickup_name": order.pickup_name,
        "address": order.address,
        "promised_from": order.promised_from.isoformat() if order.promised_from else None,
        "promised_to": order.promised_to.isoformat() if order.promised_to else None,
        "owed_kopecks": rules.owed(money_of(order)),
        "is_held": order.payment_status is PaymentStatus.authorized,
    }


def _get(session: Session, *which: ColumnElement[bool]) -> Order:
    found = _find(session, *which)
    if found is None:
        raise UnknownOrder()
    return found


def _find(session: Session, *which: ColumnElement[bool]) -> Order | None:
    return session.scalar(whole().where(*which).execution_options(populate_existing=True))


@cache
def whole() -> Select[Order]:
    """Orders with their lines, fees, discounts and timeline: for those inside the house who look at all of them."""
    return select(Order).options(*(selectinload(part) for part in PARTS))


def bought_together(session: Session, since: datetime, *, least: int, most: int) -> dict[int, list[int]]:
    """For each line of goods, those that were bought in the same orders, most often first.

    Of orders placed since then and not called off; pairs that `least` orders have, `most` for each line.
    """
    of_order = (
        select(OrderLine.order_id, Variant.product_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Variant, Variant.id == OrderLine.variant_id)
        .where(Order.placed_at >= since, Order.status != OrderStatus.cancelled)
        .distinct()
        .subquery()
    )
    one, other = aliased(of_order), aliased(of_order)
    count = func.count()
    pairs = (
        select(one.c.product_id, other.c.product_id)
        .join(other, (other.c.order_id == one.c.order_id) & (other.c.product_id != one.c.product_id))
        .group_by(one.c.product_id, other.c.product_id)
        .having(count >= least)
        .order_by(one.c.product_id, count.desc(), other.c.product_id)
    )
    found: dict[int, list[int]] = {}
    for product_id, other_id in session.execute(pairs):
        held = found.setdefault(product_id, [])
        if len(held) < most:
            held.append(other_id)
    return found
