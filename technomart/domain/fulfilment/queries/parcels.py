"""Looking up parcels, and what is told to a carrier about one."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Final

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.fulfilment import rules
from technomart.domain.fulfilment.errors import UnknownParcel
from technomart.domain.fulfilment.models import Parcel
from technomart.domain.fulfilment.rules import WITH_CARRIER, ParcelState
from technomart.domain.orders import Move, Order
from technomart.domain.shipping import Consignment, ParcelItem
from technomart.foundation.money import Money

FLAT_WORDS: Final = (("flat", "кв. "), ("entrance", "подъезд "), ("floor", "этаж "), ("intercom", "домофон "))


def get_parcel(session: Session, parcel_id: int) -> Parcel:
    """The parcel of an event inside the house. Refuses UnknownParcel."""
    found = session.get(Parcel, parcel_id, populate_existing=True)
    if found is None:
        raise UnknownParcel()
    return found


def find_parcel(session: Session, order_id: int) -> Parcel | None:
    """The parcel of an order that goes by a carrier."""
    return session.scalar(_of_order(), {"order": order_id})


@cache
def _of_order() -> Select[Parcel]:
    asked = select(Parcel).where(Parcel.order_id == bindparam("order"))
    return asked.execution_options(populate_existing=True)


def find_parcel_by_ref(session: Session, carrier: str, ref: str) -> Parcel | None:
    """The parcel the carrier calls so."""
    return session.scalar(select(Parcel).where(Parcel.carrier == carrier, Parcel.carrier_ref == ref.lower()))


def due_parcels(session: Session, at: datetime, *, most: int) -> list[int]:
    """The ids of parcels whose carrier is to be asked now, the longest waiting first."""
    due = select(Parcel.id).where(Parcel.ask_at <= at, Parcel.state.in_(WITH_CARRIER))
    return list(session.scalars(due.order_by(Parcel.ask_at, Parcel.id).limit(most)))


def may_be_handed(order: Order, parcel: Parcel | None) -> bool:
    """Whether staff can hand this parcel to its carrier: its order may leave, and it has not been handed."""
    if parcel is None or Move.ship not in orders.moves_of(order):
        return False
    return parcel.state is ParcelState.refused or (parcel.state is ParcelState.draft and parcel.handed_at is None)


def consignment_of(order: Order, parcel: Parcel) -> Consignment:
    """What the carrier is told: goods at what they were charged, and what is still to be paid for them.

    What was called off or sent already is not in it. Nothing is to be paid for an order that is paid beforehand,
    and of another one what has not been paid yet. The weight is shared by the pieces.
    """
    pieces = sum(line.in_house for line in order.lines)
    rest = 0 if order.pay_before is not None else orders.owed(orders.money_of(order))
    items = []
    for line in order.lines:
        left = line.in_house
        charged = line.charged_kopecks * left // line.quantity
        told, rest = rules.asked(rules.portions(charged, left) if left else (), rest)
        for count, worth, to_pay in told:
            items.append(
                ParcelItem(
                    name=line.name,
                    sku=line.sku,
                    quantity=count,
                    price=Money(worth),
                    to_pay=Money(to_pay),
                    vat_basis_points=line.vat_basis_points,
                    grams=max(1, parcel.grams // max(pieces, 1)),
                )
            )
    fees = min(rest, sum(fee.charged_kopecks for fee in order.fees))
    address = order.address or {}
    return Consignment(
        number=parcel.number or order.number,
        tariff_code=parcel.tariff_code,
        point_code=parcel.point_code,
        city_code=parcel.city_code,
        address=_address(address),
        recipient=order.name,
        phone=order.phone,
        email=order.email,
        comment=", ".join(filter(None, (address.get("address_comment", ""), order.comment))),
        grams=parcel.grams,
        items=tuple(items),
        fee_to_pay=Money(fees),
        fee_vat_basis_points=max((fee.vat_basis_points for fee in order.fees), default=0),
    )


def states_lines() -> list[str]:
    """The tables of docs/states.md about parcels."""
    return [line for axis in rules.AXES for line in orders.moves_table(*axis)]


def _address(address: dict[str, str]) -> str:
    parts = [address.get("street", "")]
    parts += [words + address[part] for part, words in FLAT_WORDS if address.get(part)]
    return ", ".join(part for part in parts if part)
