"""The shop's places, ways of delivery and documents on the wire."""

from __future__ import annotations

from pydantic import Field

from technomart.web.api.v1.schemas.wire import Asked, Moment, Sum, Told


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


class DeliveryWay(Told):
    """A way goods reach people, whatever is in the cart."""

    code: str
    kind: str
    name: str
    note: str
    fee: Sum
    free_from: Sum | None
    days_from: int
    days_to: int


class DeliveryWays(Told):
    """The ways that are offered."""

    items: list[DeliveryWay]
    payment_methods: list[str]


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
