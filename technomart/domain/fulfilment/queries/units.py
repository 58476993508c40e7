"""Looking up when an order was handed over, and which pieces, by their serial numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from technomart.domain.fulfilment import rules
from technomart.domain.fulfilment.models import SoldUnit
from technomart.domain.orders import Order, OrderLine

HANDED_OVER = ("delivered", "partially_delivered", "pieces_handed_over")


def handed_over_at(order: Order) -> datetime | None:
    """When the shopper got the last of the goods, or None; the order's events are loaded."""
    return max((event.at for event in order.events if event.kind in HANDED_OVER), default=None)


@dataclass(frozen=True, slots=True)
class Card:
    """What a warranty card says: of one piece by its number, or of so many pieces of a line without any."""

    line: OrderLine
    pieces: int
    sold_on: date
    until: date
    unit: SoldUnit | None = None


def cards_of(order: Order, units: Iterable[SoldUnit]) -> list[Card]:
    """The warranty cards of what the shopper has in hands, of goods that have a warranty."""
    began = handed_over_at(order)
    cards: list[Card] = []
    for line in order.lines:
        until = rules.warranty_until(line.warranty_months, began) if began else None
        if began is None or until is None:
            continue
        known = [unit for unit in units if unit.order_line_id == line.id and unit.returned_at is None]
        for unit in known:
            cards.append(Card(line, 1, rules.day_of(unit.handed_over_at), unit.warranty_until or until, unit))
        rest = line.delivered - line.returned - len(known)
        if rest > 0:
            cards.append(Card(line, rest, rules.day_of(began), until))
    return cards


def units_of(session: Session, order_id: int) -> list[SoldUnit]:
    """The pieces of this order that are known by their numbers, in the order of its lines."""
    return list(session.scalars(_of_order(), {"order": order_id}))


@cache
def _of_order() -> Select[SoldUnit]:
    joined = select(SoldUnit).join(OrderLine, OrderLine.id == SoldUnit.order_line_id)
    chosen = joined.where(OrderLine.order_id == bindparam("order")).order_by(OrderLine.position, SoldUnit.id)
    return chosen.execution_options(populate_existing=True)


def taken_serials(session: Session, pairs: Iterable[tuple[int | None, str]]) -> set[tuple[int | None, str]]:
    """Which of these numbers, each with its variant, are in some shopper's hands."""
    wanted = set(pairs)
    out = select(SoldUnit.variant_id, SoldUnit.serial).where(
        SoldUnit.serial.in_({serial for _, serial in wanted}), SoldUnit.returned_at.is_(None)
    )
    return {(variant_id, serial) for variant_id, serial in session.execute(out)} & wanted
