"""The shop's places, ways of delivery and documents on the wire."""

from __future__ import annotations

from pydantic import Field

from technomart.web.api.v1.schemas.wire import Asked, AskedPage, Moment, Sum, Told, line


class Shop(Told):
    """A shop to come to."""

    code: str
    name: str
    city: str
    address: str
    metro: str
    phone: str
    opens: str
    closes: str
    latitude: float | None
    longitude: float | None


class Shops(Told):
    """The shops that are open for business."""

    items: list[Shop]


class DeliveryRate(Told):
    """The fee up to a weight (none: any weight); nothing from that sum of goods, if there is one."""

    up_to_grams: int | None
    fee: Sum
    free_from: Sum | None


class DeliveryZone(Told):
    """Where a way goes: cities by name, beginnings of postal codes. Its days are added to those of the way."""

    code: str
    name: str
    cities: list[str]
    postal_codes: list[str]
    days_from: int
    days_to: int
    rates: list[DeliveryRate]


class DeliveryService(Told):
    """What our couriers do beside bringing: for pieces of at least so many grams, at these rates for one piece."""

    code: str
    kind: str
    name: str
    note: str
    from_grams: int
    rates: list[DeliveryRate]


class DeliveryWay(Told):
    """A way goods reach people, whatever is in the cart. Without `zones` it goes to every address.

    `rates` hold in zones that have none of their own, `fee` and `free_from` where there are no rates at all. What a
    `carrier` asks and where it goes depends on the city: `fee` and days are what the shop adds to it.
    """

    code: str
    kind: str
    name: str
    note: str
    fee: Sum
    free_from: Sum | None
    days_from: int
    days_to: int
    carrier: str | None
    zones: list[DeliveryZone]
    rates: list[DeliveryRate]


class DeliveryWays(Told):
    """The ways and services that are offered."""

    items: list[DeliveryWay]
    services: list[DeliveryService]
    payment_methods: list[str]


class AskedPoints(AskedPage):
    """Which way of a carrier leads there, to which city, for a parcel of how many grams, with which words in it."""

    way: line(64, least=1)  # type: ignore[valid-type]
    city: line(120, least=1)  # type: ignore[valid-type]
    grams: int = Field(1000, ge=1, le=1_000_000)
    q: line(80) = ""  # type: ignore[valid-type]


class PointOfCarrier(Told):
    """A place where a carrier hands parcels over, in the carrier's own words. `most_grams`: as far as it is known."""

    code: str
    city: str
    region: str
    postal_code: str
    address: str
    note: str
    hours: str
    most_grams: int | None
    takes_cash: bool
    takes_card: bool
    latitude: float | None
    longitude: float | None


class CarrierPoints(Told):
    """A page of a carrier's points in a city."""

    total: int
    page: int
    per_page: int
    items: list[PointOfCarrier]


class AskedDocument(Asked):
    """Which version of a document; the one in force if none is named."""

    version: int | None = Field(None, ge=1, le=1_000_000)


class DocumentEntry(Told):
    """A document in the list."""

    slug: str
    title: str
    version: int
    published_at: Moment


class Documents(Told):
    """The shop's documents in the asked language."""

    items: list[DocumentEntry]


class Document(DocumentEntry):
    """A document in full, as Markdown; `text_hash` (SHA-256 of title and text) names what a consent is given to."""

    text: str
    text_hash: str
    versions: list[int]
