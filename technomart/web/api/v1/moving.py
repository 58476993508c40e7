"""Moving orders on, for the programs of staff: the same verbs as the buttons of the office."""

from __future__ import annotations

from typing import Any

from technomart.domain import aftersales, checkout, fulfilment, orders, payments
from technomart.domain.catalog import UnknownSku
from technomart.domain.fulfilment import NotASerial, Unit
from technomart.web.api.v1.office import actor_of, whole_of
from technomart.web.api.v1.operations import Call, Link, changes, reads
from technomart.web.api.v1.orders import pieces_of, units_told
from technomart.web.api.v1.schemas.moving import (
    Cancel,
    CorrectUnit,
    HandOver,
    HandToCarrier,
    SendOrder,
    StaffOrder,
    Units,
)
from technomart.web.context import runtime

NUMBER = {"number": "$response.body#/number"}


def _to(*moves: str) -> tuple[Link, ...]:
    return tuple(Link(to=move, parameters=NUMBER) for move in moves)


@changes(
    "POST",
    "/staff/orders/<number>/confirm",
    tag="staff",
    answer=StaffOrder,
    links=_to("pick_order", "make_order_ready", "ship_order", "take_payment_of_order"),
)
def confirm_order(call: Call) -> StaffOrder:
    """Agree to an order, once."""
    return whole_of(call, fulfilment.confirm(call.db, _order(call).id, actor=actor_of(call)))


@changes("POST", "/staff/orders/<number>/cancel", tag="staff", body=Cancel, answer=StaffOrder)
def cancel_order_of_shopper(call: Call) -> StaffOrder:
    """Call an order off, or pieces of it that are in the house; stock and money are given back."""
    order = _order(call)
    how: dict[str, Any] = {"reason": call.body.reason, "faults": runtime().faults, "pieces": pieces_of(call, order)}
    return whole_of(call, checkout.cancel_for_shopper(call.db, order.id, actor=actor_of(call), **how))


@changes("POST", "/staff/orders/<number>/pick", tag="staff", answer=StaffOrder)
def pick_order(call: Call) -> StaffOrder:
    """Begin to gather the goods."""
    return whole_of(call, fulfilment.pick(call.db, _order(call).id, actor=actor_of(call)))


@changes("POST", "/staff/orders/<number>/ready", tag="staff", answer=StaffOrder, links=_to("hand_over_order"))
def make_order_ready(call: Call) -> StaffOrder:
    """The goods lie at the counter for the shopper to fetch."""
    return whole_of(call, fulfilment.make_ready(call.db, _order(call).id, actor=actor_of(call)))


@changes(
    "POST",
    "/staff/orders/<number>/ship",
    tag="staff",
    body=SendOrder,
    answer=StaffOrder,
    links=_to("hand_over_order"),
)
def ship_order(call: Call) -> StaffOrder:
    """Let goods leave the house, all that are there or these pieces; the stock goes with them."""
    order, tracking = _order(call), call.body.tracking
    pieces = pieces_of(call, order)
    return whole_of(call, fulfilment.ship(call.db, order.id, actor=actor_of(call), tracking=tracking, pieces=pieces))


@changes("POST", "/staff/orders/<number>/hand-to-carrier", tag="staff", body=HandToCarrier, answer=StaffOrder)
def hand_order_to_carrier(call: Call) -> StaffOrder:
    """Let the parcel of an order be handed to its carrier, once; after a refusal anew, if wanted to another point.

    The carrier is asked after the answer: `parcel.state` says how far it is. 409 `not_for_a_carrier` for an order
    that goes otherwise, is not ready to go or has been handed over.
    """
    order = _order(call)
    fulfilment.hand_to_carrier(call.db, order.id, actor=actor_of(call), point_code=call.body.point or None)
    return whole_of(call, orders.get_order_by_id(call.db, order.id))


@changes("POST", "/staff/orders/<number>/hand-over", tag="staff", body=HandOver, answer=StaffOrder)
def hand_over_order(call: Call) -> StaffOrder:
    """The shopper has received everything that was sent or lay at the counter, or these pieces."""
    order = _order(call)
    pieces, units = pieces_of(call, order), _units_of(call, order)
    return whole_of(call, fulfilment.hand_over(call.db, order.id, actor=actor_of(call), pieces=pieces, units=units))


@changes("POST", "/staff/orders/<number>/take-payment", tag="staff", answer=StaffOrder)
def take_payment_of_order(call: Call) -> StaffOrder:
    """All that is owed has been paid at the counter or to the courier."""
    actor, faults = actor_of(call), runtime().faults
    return whole_of(call, payments.take_payment(call.db, _order(call).id, actor=actor, faults=faults))


@reads("/staff/orders/<number>/units", tag="staff", answer=Units)
def list_units_of_shopper(call: Call) -> Units:
    """The pieces of any order that are known by their serial numbers."""
    return units_told(call, _order(call))


@changes("POST", "/staff/orders/<number>/units/correct", tag="staff", body=CorrectUnit, answer=Units)
def correct_unit_of_order(call: Call) -> Units:
    """Put the numbers of a piece right that were typed wrongly at the hand-over; its warranty stays.

    404 `unknown_piece` if no piece in the shopper's hands has the number, 409 `serial_taken` if another one has.
    """
    order, given = _order(call), call.body
    right = fulfilment.unit_of(given.right, given.imei)
    if right is None:
        raise NotASerial(field="right")
    position = next((line.position for line in order.lines if line.sku == given.sku), -1)
    serial = given.serial.upper()
    aftersales.correct_serial(call.db, order.id, position, serial, right, actor=actor_of(call))
    return units_told(call, _order(call))


def _units_of(call: Call, order: orders.Order) -> dict[int, list[Unit]]:
    """The pieces named by their numbers, by the line's position. Refuses UnknownSku and NotASerial."""
    by_sku = {line.sku: line.position for line in reversed(order.lines)}
    units: dict[int, list[Unit]] = {}
    for given in call.body.units:
        if given.sku not in by_sku:
            raise UnknownSku()
        one = fulfilment.unit_of(given.serial, given.imei)
        if one is None:
            raise NotASerial(field="units")
        units.setdefault(by_sku[given.sku], []).append(one)
    return units


def _order(call: Call) -> orders.Order:
    return orders.get_order(call.db, call.path["number"])
