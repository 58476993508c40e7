"""Looking returns up: those of an order, one of them by its number, and, for the shop's own people, any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session, selectinload

from technomart.domain import catalog, fulfilment, inventory, orders, pricing
from technomart.domain.aftersales import rules
from technomart.domain.aftersales.errors import UnknownReturn
from technomart.domain.aftersales.models import ReturnLine, ReturnRequest
from technomart.domain.aftersales.rules import Handed, ReturnKind, ReturnStatus, ReturnWish, Terms, WayBack
from technomart.domain.inventory import LocationKind
from technomart.domain.orders import Order, OrderLine
from technomart.foundation.money import Money
from technomart.foundation.paging import Paging


@dataclass(frozen=True, slots=True)
class Offer:
    """What of an order can be given back now: pieces by line, on either ground, and until when."""

    handed_over_at: datetime
    withdrawal_until: datetime
    defect_until: datetime
    pieces: Mapping[int, int]
    may_withdraw: bool
    may_complain: Mapping[int, bool]

    @property
    def is_any(self) -> bool:
        """Whether anything can be asked for at all."""
        return any(
            left and (self.may_withdraw or self.may_complain[line_id]) for line_id, left in self.pieces.items()
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be wished for instead of the goods of a line: on sale now at this price, so many pieces free."""

    variant_id: int
    sku: str
    name: str
    price: Money
    available: int
    is_same: bool


def choices_of(session: Session, order: Order, *, at: datetime) -> dict[int, tuple[Choice, ...]]:
    """What can be wished for instead, by the line's id: the same goods first, then others of their line.

    In the language of the order. Four queries however many lines; goods that have left the catalogue have none.
    """
    bought = {line.id: line.variant_id for line in order.lines if line.variant_id is not None}
    families = catalog.families_of(session, bought.values())
    ids = {one for family in families.values() for one in family}
    facts = catalog.facts_of(session, ids, order.lang)
    offers, stock = pricing.offers_of(session, ids, at), inventory.availability_of(session, ids)
    return {
        line_id: tuple(
            Choice(
                variant_id=one,
                sku=facts[one].sku,
                name=facts[one].name,
                price=offers[one].price,
                available=stock[one].available,
                is_same=one == variant_id,
            )
            for one in sorted(families[variant_id], key=lambda one: one != variant_id)
            if one in offers and facts[one].is_sold
        )
        for line_id, variant_id in bought.items()
    }


def exchange_orders_of(session: Session, returns: Iterable[ReturnRequest]) -> dict[int, Order]:
    """The orders that were placed instead of these returns, by their ids; no query where there are none."""
    ids = {one.exchange_order_id for one in returns if one.exchange_order_id is not None}
    return {order.id: order for order in session.scalars(select(Order).where(Order.id.in_(ids)))} if ids else {}


def returns_of(session: Session, order_id: int) -> list[ReturnRequest]:
    """Every return of this order with its lines, oldest first."""
    return list(session.scalars(_of_order(), {"order": order_id}))


def get_return_of(session: Session, order_id: int, number: str) -> ReturnRequest:
    """The order's return with this number, whole. Refuses UnknownReturn, also for another order's."""
    return _get(session, ReturnRequest.order_id == order_id, ReturnRequest.number == number.strip().upper())


def get_return(session: Session, number: str) -> ReturnRequest:
    """Any return by its number, whole: for the shop's own people only. Refuses UnknownReturn."""
    return _get(session, ReturnRequest.number == number.strip().upper())


def lock_return(session: Session, request_id: int) -> tuple[Order, ReturnRequest]:
    """The return with its order, whole; the order's row is locked, and by it everything that comes back of it."""
    order_id = session.scalar(select(ReturnRequest.order_id).where(ReturnRequest.id == request_id))
    if order_id is None:
        raise UnknownReturn()
    order = orders.lock_order(session, order_id)
    return order, _get(session, ReturnRequest.id == request_id)


def find_returns(
    session: Session, status: ReturnStatus | None, paging: Paging
) -> tuple[list[tuple[ReturnRequest, Order]], int]:
    """Returns with their orders, those that wait longest first if a state is asked for, else the newest first."""
    chosen = [] if status is None else [ReturnRequest.status == status]
    total = session.scalar(select(func.count()).select_from(ReturnRequest).where(*chosen)) or 0
    by = ReturnRequest.id.desc() if status is None else ReturnRequest.id
    page = _whole(*chosen).order_by(by).offset(paging.offset).limit(paging.size)
    found = list(session.scalars(page))
    whole = select(Order).where(Order.id.in_({one.order_id for one in found})).options(selectinload(Order.lines))
    by_id = {order.id: order for order in session.scalars(whole)}
    return [(one, by_id[one.order_id]) for one in found], total


def waiting(session: Session) -> dict[ReturnStatus, int]:
    """How many returns are in each state, counted in one look."""
    rows = session.execute(select(ReturnRequest.status, func.count()).group_by(ReturnRequest.status))
    return dict(rows.tuples().all())


def asked_pieces(session: Session, order_id: int) -> dict[int, int]:
    """How many pieces of each line stand in returns that are open, by line id."""
    rows = session.execute(
        select(ReturnLine.order_line_id, func.sum(ReturnLine.quantity))
        .join(ReturnRequest, ReturnRequest.id == ReturnLine.request_id)
        .where(ReturnRequest.order_id == order_id, ReturnRequest.status.in_(rules.OPEN))
        .group_by(ReturnLine.order_line_id)
    )
    return {line_id: int(pieces) for line_id, pieces in rows}


def handed(line: OrderLine, asked: Mapping[int, int]) -> Handed:
    """A line by what became of its pieces."""
    return Handed(
        delivered=line.delivered,
        returned=line.returned,
        asked=asked.get(line.id, 0),
        warranty_months=line.warranty_months,
    )


def offer_of(order: Order, returns: Iterable[ReturnRequest], *, at: datetime, terms: Terms) -> Offer | None:
    """What of the order can be given back now, beside these returns of it; None if nothing was ever handed over."""
    began = fulfilment.handed_over_at(order)
    if began is None:
        return None
    asked: Counter[int] = Counter()
    for line in (line for one in returns if one.is_open for line in one.lines):
        asked[line.order_line_id] += line.quantity
    return Offer(
        handed_over_at=began,
        withdrawal_until=rules.deadline(ReturnKind.withdrawal, began, terms),
        defect_until=rules.deadline(ReturnKind.defect, began, terms),
        pieces={line.id: handed(line, asked).left for line in order.lines},
        may_withdraw=rules.may_ask(ReturnKind.withdrawal, 0, began, at=at, terms=terms),
        may_complain={
            line.id: rules.may_ask(ReturnKind.defect, line.warranty_months, began, at=at, terms=terms)
            for line in order.lines
        },
    )


def exchange_before(request: ReturnRequest, terms: Terms) -> datetime | None:
    """By when other goods must have been given, if they are wished for; a fault told late is examined first."""
    if request.wish is not ReturnWish.exchange:
        return None
    is_examined = request.is_after_deadline
    return rules.exchange_before(request.kind, request.asked_at, is_examined=is_examined, terms=terms)


def over_before(request: ReturnRequest, terms: Terms) -> datetime:
    """By when a return must be over: exchanged, if other goods are wished for, else its money home."""
    return exchange_before(request, terms) or rules.money_before(request.asked_at, terms)


def states_lines() -> list[str]:
    """What docs/states.md says of goods that come back."""
    return [line for axis in rules.AXES for line in orders.moves_table(*axis)]


def number_is_free(session: Session, number: str) -> bool:
    return session.scalar(select(ReturnRequest.id).where(ReturnRequest.number == number)) is None


@cache
def _of_order() -> Select[ReturnRequest]:
    return _whole(ReturnRequest.order_id == bindparam("order")).order_by(ReturnRequest.id)


def _whole(*which: ColumnElement[bool]) -> Select[ReturnRequest]:
    parts = (ReturnRequest.lines, ReturnRequest.pictures)
    return select(ReturnRequest).where(*which).options(*(selectinload(part) for part in parts))


def _get(session: Session, *which: ColumnElement[bool]) -> ReturnRequest:
    found = session.scalar(_whole(*which).execution_options(populate_existing=True))
    if found is None:
        raise UnknownReturn()
    return found


def post_address(session: Session, request: ReturnRequest) -> str:
    """Where a return that comes by post goes: the first warehouse that has an address; "" for any other."""
    if request.way_back is not WayBack.post:
        return ""
    places = inventory.locations(session, LocationKind.warehouse)
    return next((", ".join(filter(None, (place.city, place.address))) for place in places if place.address), "")
