"""Where the shops are: addresses, metro, telephones, hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint
from sqlalchemy.orm import Session

from technomart.domain import inventory
from technomart.domain.inventory import Location, LocationKind
from technomart.web.context import lang, reader
from technomart.web.pages import public_page
from technomart.web.templating import Page, gettext, render

MAP = "https://yandex.ru/maps/"

blueprint = Blueprint("shops", __name__)


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop as shoppers know it; `map_url` leads to a map when the place is known."""

    code: str
    name: str
    city: str
    address: str
    metro: str
    phone: str
    opens: str
    closes: str
    map_url: str | None


@blueprint.get("/shops")
@public_page
def index() -> str:
    with reader() as session:
        shops = _shops(session)
    return render(
        "storefront/shops/index.html",
        Page(
            title=gettext("Магазины — Техномарт"),
            description=gettext("Адреса, станции метро, телефоны и часы работы магазинов «Техномарт»."),
            structured=tuple(_data(shop) for shop in shops),
        ),
        shops=shops,
    )


def _shops(session: Session) -> list[Shop]:
    english = lang() == "en"

    def words(row: Location, name: str) -> str:
        return str((english and getattr(row, f"{name}_en")) or getattr(row, name))

    return [
        Shop(
            code=row.code,
            name=words(row, "name"),
            city=words(row, "city"),
            address=words(row, "address"),
            metro=words(row, "metro"),
            phone=row.phone,
            opens=row.opens,
            closes=row.closes,
            map_url=f"{MAP}?pt={row.longitude:.5f},{row.latitude:.5f}&z=17"
            if row.latitude is not None and row.longitude is not None
            else None,
        )
        for row in inventory.locations(session, LocationKind.shop)
    ]


def _data(shop: Shop) -> dict[str, Any]:
    """The shop for search engines (schema.org ElectronicsStore)."""
    return {
        "@context": "https://schema.org",
        "@type": "ElectronicsStore",
        "name": shop.name,
        "telephone": shop.phone,
        "address": {"@type": "PostalAddress", "addressLocality": shop.city, "streetAddress": shop.address},
        "openingHours": f"Mo-Su {shop.opens}-{shop.closes}",
    }
