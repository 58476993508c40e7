"""Settling how the goods of an order will come: the way, where to, for what fee, when; and promising the visit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from technomart.domain import fulfilment, inventory, payments, shipping
from technomart.domain.carts import CartView
from technomart.domain.checkout import rules
from technomart.domain.checkout.commands.writing import Going
from technomart.domain.checkout.errors import WrongAnswers
from technomart.domain.checkout.queries import lines_at, parcel_of, promise_at, services_for
from technomart.domain.checkout.rules import Delivery
from technomart.domain.inventory import Location, LocationKind, UnknownLocation
from technomart.domain.orders import Order
from technomart.domain.shipping import (
    Carried,
    CarrierDesk,
    CarrierPoint,
    CityMissing,
    Destination,
    Method,
    NobodyBringsThere,
    NotASlot,
    NotCountedNow,
    OneLiftingOnly,
    PostalCodeMissing,
    Promise,
    ServiceNotOffered,
    ServiceOffer,
    Slot,
    SlotTaken,
    TooHeavy,
    UnknownMethod,
    Zone,
)
from technomart.foundation.faults import Faults
from technomart.foundation.money import Money
from technomart.foundation.words import one_line

DELIVERY = "delivery"
"""The kind of the fee for bringing; the others are those of services."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How the goods will come, settled: method, shop or address, fee, date, services, where they are taken from."""

    method: Method
    shop: Location | None
    address: dict[str, str] | None
    fee: Money
    promise: Promise
    taken_from: int | None
    slot: Slot | None = None
    zone: Zone | None = None
    services: tuple[ServiceOffer, ...] = ()
    carried: Carried | None = None
    point: CarrierPoint | None = None

    @property
    def name(self) -> str:
        """What the order calls it for good."""
        return shipping.name_in(self.method, self.zone)

    @property
    def charged_for(self) -> list[tuple[str, str]]:
        """Kind and name of each fee, in the order of the quote: the delivery, then the services."""
        return [(DELIVERY, self.name), *((service.kind, service.name) for service in self.services)]


def going_of(arrival: Arrival, lang: str) -> Going:
    """How the goods will come, as the order will say it for good."""
    return Going(
        code=arrival.method.code,
        name=arrival.name,
        kind=arrival.method.kind,
        charged_for=arrival.charged_for,
        pickup_code=arrival.shop.code if arrival.shop else None,
        pickup_name=name_of_place(arrival, lang),
        address=arrival.address,
        promise=arrival.promise,
    )


def settle(
    session: Session, view: CartView, delivery: Delivery, *, lang: str, at: datetime, carriers: Collection[str] = ()
) -> tuple[Arrival | None, dict[str, str]]:
    """How the goods will come, or what is wrong with the answers about it."""
    try:
        method = shipping.get_method(session, one_line(delivery.method_code), lang, carriers=carriers)
    except UnknownMethod:
        return None, {"delivery": "delivery_missing"}
    if method.is_pickup:
        return _fetched(session, view, method, delivery, at)
    if method.is_carried:
        return _carried(session, view, method, delivery, at)
    address, wrong = rules.cleaned_address(delivery.address)
    try:
        zone = shipping.zone_of(method, Destination(address.get("city", ""), address.get("postal_code", "")))
        fee = Money(shipping.fee_of(method, parcel_of(view), zone))
    except (NobodyBringsThere, PostalCodeMissing, TooHeavy) as refusal:
        return None, {str(refusal.details["field"]): refusal.code} | wrong
    slot, wrong_slot = _chosen_slot(session, method, delivery.slot, at, zone)
    services, wrong_services = _chosen_services(session, view, method, delivery.services, lang)
    coming = slot.promise if slot else shipping.promise(method, at, zone=zone)
    arrival = Arrival(method, None, address, fee, coming, None, slot, zone, services)
    return arrival, wrong | wrong_slot | wrong_services


def _fetched(
    session: Session, view: CartView, method: Method, delivery: Delivery, at: datetime
) -> tuple[Arrival | None, dict[str, str]]:
    """The same for what is fetched from a shop."""
    try:
        shop = inventory.get_location(session, one_line(delivery.pickup_code))
    except UnknownLocation:
        return None, {"pickup": "pickup_missing"}
    if shop.kind is not LocationKind.shop:
        return None, {"pickup": "pickup_missing"}
    fee = Money(shipping.fee_of(method, parcel_of(view)))
    lies_there = lines_at(view, shop.id) == len(view.lines)
    promise = promise_at(view, method, shop, at)
    return Arrival(method, shop, None, fee, promise, shop.id if lies_there else None), {}


def _carried(
    session: Session, view: CartView, method: Method, delivery: Delivery, at: datetime
) -> tuple[Arrival | None, dict[str, str]]:
    """The same for what a carrier brings: to its point, which says the city, or to the door."""
    address, wrong = rules.cleaned_address(delivery.address)
    to = Destination(address.get("city", ""), address.get("postal_code", ""))
    desk = CarrierDesk(session, parcel_of(view), at, to)
    point = desk.point(method, one_line(delivery.point_code))
    if method.to_point:
        if point is None:
            return None, {"point": "point_missing"}
        address, wrong = {}, {}
    try:
        carried = desk.carried(method, desk.city(method, point))
    except CityMissing:
        return None, wrong or {"city": "city_missing"}
    except (NobodyBringsThere, NotCountedNow, TooHeavy) as refusal:
        return None, {str(refusal.details.get("field", "delivery")): refusal.code} | wrong
    fee = Money(carried.fee_kopecks)
    arrival = Arrival(method, None, address or None, fee, carried.promise, None, carried=carried, point=point)
    return arrival, wrong


def wrong_payment(arrival: Arrival | None, payment_method: str) -> dict[str, str]:
    """What is wrong with paying so, if anything: who brings it may take no money, a point not cash, or not cards."""
    method = payments.METHODS.get(payment_method)
    if arrival is None or method is None:
        return {}
    if not payments.suits(method, arrival.method.kind):
        return {"payment": "payment_beforehand_only"}
    point = arrival.point
    if point is None:
        return {}
    refused = {"on_delivery_cash": not point.takes_cash, "on_delivery_card": not point.takes_card}
    return {"payment": "payment_not_at_point"} if refused.get(payment_method) else {}


def prepare_parcel(session: Session, order: Order, arrival: Arrival) -> None:
    """Write down what was agreed about a carrier's way with an order that has just been placed."""
    if arrival.carried is not None:
        fulfilment.prepare_parcel(
            session,
            order,
            carrier=arrival.carried.carrier,
            city_code=arrival.carried.city.code,
            point_code=arrival.point.code if arrival.point else None,
            tariff_code=arrival.carried.tariff_code,
            grams=arrival.carried.grams,
        )


def name_of_place(arrival: Arrival, lang: str) -> str | None:
    """The shop or the carrier's point the goods are fetched from, as the order will show it for good."""
    if arrival.point is not None:
        return shipping.name_of_point(arrival.point, lang)
    return name_of_shop(arrival.shop, lang) if arrival.shop else None


def _chosen_slot(
    session: Session, method: Method, code: str, at: datetime, zone: Zone | None
) -> tuple[Slot | None, dict[str, str]]:
    """The time that was chosen, where there are times to choose from, or what is wrong with it."""
    slots = shipping.slots_of(session, method, at, zone)
    if not slots:
        return None, {}
    try:
        return shipping.choose(slots, one_line(code)), {}
    except NotASlot:
        return None, {"slot": "slot_missing"}
    except SlotTaken:
        return None, {"slot": "slot_taken"}


def _chosen_services(
    session: Session, view: CartView, method: Method, codes: tuple[str, ...], lang: str
) -> tuple[tuple[ServiceOffer, ...], dict[str, str]]:
    """The services that were chosen, at today's fees, or what is wrong with them."""
    if not codes:
        return (), {}
    try:
        offered = services_for(view, method, shipping.services(session, lang))
        return shipping.chosen_from(offered, codes), {}
    except (ServiceNotOffered, OneLiftingOnly) as refusal:
        return (), {"services": refusal.code}


def book(session: Session, arrival: Arrival, faults: Faults) -> int | None:
    """The courier's visit, promised. Refuses WrongAnswers if others were faster."""
    if arrival.slot is None:
        return None
    try:
        return shipping.book(session, arrival.slot, faults=faults)
    except SlotTaken as taken:
        raise WrongAnswers({"slot": "slot_taken"}) from taken


def name_of_shop(shop: Location, lang: str) -> str:
    """The shop with its address, as the order will show it for good."""
    english = lang == "en"
    name = (shop.name_en if english else "") or shop.name
    address = (shop.address_en if english else "") or shop.address
    return f"{name}, {address}" if address else name
