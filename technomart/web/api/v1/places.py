"""Where the shop is, how goods reach people, and what it has put in writing."""

from __future__ import annotations

from collections.abc import Iterable

from technomart.domain import content, inventory, shipping
from technomart.domain.inventory import Location, LocationKind
from technomart.domain.shipping import CarrierPoint, Method, Rate, Zone
from technomart.foundation.money import Money
from technomart.web.api.v1.operations import Call, Link, reads
from technomart.web.api.v1.quoting import offered_methods
from technomart.web.api.v1.schemas.shop import (
    AskedDocument,
    AskedPoints,
    CarrierPoints,
    DeliveryRate,
    DeliveryService,
    DeliveryWay,
    DeliveryWays,
    DeliveryZone,
    Document,
    DocumentEntry,
    Documents,
    PointOfCarrier,
    Shop,
    Shops,
)
from technomart.web.api.v1.schemas.wire import Sum
from technomart.web.api.v1.voices import paging_of
from technomart.web.context import lang, runtime


@reads("/shops", tag="shop", answer=Shops, is_public=True)
def list_shops(call: Call) -> Shops:
    """The shops with address, telephone and hours (every day, Moscow time)."""
    return Shops(items=[_shop(row) for row in inventory.locations(call.db, LocationKind.shop)])


def _shop(row: Location) -> Shop:
    english = lang() == "en"
    words = {
        name: (english and getattr(row, f"{name}_en")) or getattr(row, name)
        for name in ("name", "city", "address", "metro")
    }
    return Shop(
        code=row.code,
        phone=row.phone,
        opens=row.opens,
        closes=row.closes,
        latitude=row.latitude,
        longitude=row.longitude,
        **words,
    )


@reads("/delivery-ways", tag="shop", answer=DeliveryWays, is_public=True)
def list_delivery_ways(call: Call) -> DeliveryWays:
    """The ways goods reach people; what one costs for a cart, and when, says `/checkout`."""
    items = [
        DeliveryWay(
            code=way.code,
            kind=way.kind,
            name=way.name,
            note=way.note,
            fee=Sum.of(Money(way.fee_kopecks)),
            free_from=None if way.free_from_kopecks is None else Sum.of(Money(way.free_from_kopecks)),
            days_from=way.days_from,
            days_to=way.days_to,
            carrier=way.carrier or None,
            zones=[_zone(zone, way) for zone in way.zones],
            rates=_rates(way.rates, None),
        )
        for way in shipping.methods(call.db, lang(), carriers=runtime().carriers)
    ]
    services = [
        DeliveryService(
            code=one.code,
            kind=one.kind,
            name=one.name,
            note=one.note,
            from_grams=one.from_grams,
            rates=_rates(one.rates, None),
        )
        for one in shipping.services(call.db, lang())
    ]
    return DeliveryWays(items=items, services=services, payment_methods=offered_methods())


def _zone(zone: Zone, way: Method) -> DeliveryZone:
    return DeliveryZone(
        code=zone.code,
        name=zone.name,
        cities=list(zone.cities),
        postal_codes=list(zone.postal_codes),
        days_from=zone.days_from,
        days_to=zone.days_to,
        rates=_rates(way.rates, zone.code),
    )


def _rates(rates: Iterable[Rate], zone: str | None) -> list[DeliveryRate]:
    """The rates of one zone, lightest first."""
    return [
        DeliveryRate(
            up_to_grams=rate.up_to_grams,
            fee=Sum.of(Money(rate.fee_kopecks)),
            free_from=None if rate.free_from_kopecks is None else Sum.of(Money(rate.free_from_kopecks)),
        )
        for rate in rates
        if rate.zone == zone
    ]


@reads(
    "/carrier-points",
    tag="shop",
    query=AskedPoints,
    answer=CarrierPoints,
    links=(Link(to="quote_cart", body={"point": "$response.body#/items/0/code"}),),
)
def list_carrier_points(call: Call) -> CarrierPoints:
    """The points of a carrier in a city that take a parcel of this weight, as the carrier listed them last night.

    A city without points has none; the carrier does not go there.
    """
    asked, paging = call.query, paging_of(call.query)
    method = shipping.get_method(call.db, asked.way, lang(), carriers=runtime().carriers)
    city = shipping.find_city(call.db, method.carrier, asked.city) if method.to_point else None
    found: list[CarrierPoint] = []
    total = 0
    if city is not None:
        found, total = shipping.points_in(
            call.db, method.carrier, city.code, grams=asked.grams, text=asked.q, paging=paging
        )
    return CarrierPoints(
        total=total, page=paging.number, per_page=paging.size, items=[_carrier_point(one) for one in found]
    )


def _carrier_point(row: CarrierPoint) -> PointOfCarrier:
    return PointOfCarrier(
        code=row.code,
        city=row.city,
        region=row.region,
        postal_code=row.postal_code,
        address=row.address,
        note=row.note,
        hours=row.hours,
        most_grams=row.grams_most,
        takes_cash=row.takes_cash,
        takes_card=row.takes_card,
        latitude=row.latitude,
        longitude=row.longitude,
    )


@reads("/documents", tag="shop", answer=Documents, is_public=True)
def list_documents(call: Call) -> Documents:
    """The shop's documents: delivery, returns, the offer, the privacy policy, one consent text a purpose."""
    items = [
        DocumentEntry(slug=one.slug, title=one.title, version=one.version, published_at=one.published_at)
        for one in content.documents(call.db, lang())
    ]
    return Documents(items=items)


@reads("/documents/<slug>", tag="shop", query=AskedDocument, answer=Document, is_public=True)
def get_document(call: Call) -> Document:
    """One document in full, in force or an earlier version."""
    slug, version = call.path["slug"], call.query.version
    found = content.current(call.db, slug, lang())
    if version is not None:
        found = content.get_version(call.db, slug, lang(), version)
    return Document(
        slug=slug,
        title=found.title,
        version=found.version,
        published_at=found.published_at,
        text=found.text,
        text_hash=found.text_hash,
        versions=[entry.version for entry in content.versions_of(call.db, slug, lang())],
    )
