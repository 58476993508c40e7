"""What every page says of the shop: who sells, the departments, its places and its courier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar, cast

from flask import Flask, current_app, url_for

from technomart.domain import checkout, content, inventory, search, shipping
from technomart.domain.catalog import CategoryNode
from technomart.domain.checkout import OnOffer
from technomart.domain.inventory import LocationKind
from technomart.domain.search import VOCABULARY
from technomart.domain.shipping import Destination, Hours, Method, NobodyBringsThere
from technomart.web.context import lang, reader, runtime
from technomart.web.templating import local

STORE = "technomart-facts"
Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Seller:
    """The seller's details (Consumer Protection Act, art. 8 and 9)."""

    name: str
    phone: str
    hours: str
    email: str
    ogrn: str
    inn: str
    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """A location as shoppers know it."""

    id: int
    code: str
    name: str
    address: str
    metro: str
    hours: Hours
    is_shop: bool

    @property
    def hours_text(self) -> str:
        return f"{self.hours.opens:%H:%M}\u2013{self.hours.closes:%H:%M}"


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """The facts in one language, as of one version of the vocabulary."""

    places: dict[int, Place]
    courier: Method | None
    cities: list[tuple[str, list[str]]]
    """Where our courier goes, by zone, the names in the language of the page."""

    @property
    def shops(self) -> list[Place]:
        return [place for place in self.places.values() if place.is_shop]

    @property
    def home_city(self) -> str:
        """The city public pages are made for: the first our courier goes to."""
        return next((name for _, names in self.cities for name in names), "")

    def courier_on(self, at: datetime, to: Destination | None = None) -> date | None:
        """The earliest day our courier comes there (None: to the home city) with what is ordered now, if he does."""
        if self.courier is None:
            return None
        try:
            zone = shipping.zone_of(self.courier, to)
        except NobodyBringsThere:
            return None
        return local(shipping.promise(self.courier, at, zone=zone).since).date()

    def is_open_today(self, place: Place, at: datetime) -> bool:
        """Whether what lies there can still be fetched today."""
        return shipping.is_ready_today(at, place.hours)

    def for_filters(self, at: datetime) -> search.Shops:
        """The shops as a listing asks for them."""
        shops = self.shops
        open_today = frozenset(place.id for place in shops if self.is_open_today(place, at))
        return search.Shops({place.code: place.id for place in shops}, open_today)


class MenuItem(NamedTuple):
    """A department or a category in the menu."""

    name: str
    slug: str
    icon: str
    url: str
    children: tuple[MenuItem, ...]


class FactStore:
    """The facts and the menu of one process in each language, read again when the vocabulary has changed."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[int, Any]] = {}

    def get(self, name: str, read: Callable[[str], Fact]) -> Fact:
        language, version = lang(), runtime().search.version(VOCABULARY)
        kept = self._kept.get((name, language))
        if kept is None or kept[0] != version:
            kept = self._kept[name, language] = version, read(language)
        return cast(Fact, kept[1])


def read_seller(language: str) -> Seller:
    """Who sells, as the database has it."""
    with reader() as session:
        details = content.shop_details(session)
        english = language == "en"

        def words(name: str) -> str:
            return str((english and getattr(details, f"{name}_en")) or getattr(details, name))

        return Seller(
            name=words("brand"),
            phone=details.phone,
            hours=words("hours"),
            email=details.email,
            ogrn=details.ogrn,
            inn=details.inn,
            address=f"{words('legal_name')}, {words('address')}",
        )


def read_facts(language: str) -> ShopFacts:
    """The facts as the database has them."""
    english = language == "en"
    with reader() as session:
        places = {
            row.id: Place(
                id=row.id,
                code=row.code,
                name=(english and row.name_en) or row.name,
                address=(english and row.address_en) or row.address,
                metro=(english and row.metro_en) or row.metro,
                hours=Hours.of(row.opens, row.closes),
                is_shop=row.kind is LocationKind.shop,
            )
            for row in inventory.locations(session)
        }
        offered = shipping.methods(session, language)
    courier = next((way for way in offered if way.offers_services), None)
    zones = courier.zones if courier else ()  # which list both spellings of a city
    cities = [(zone.name, [city for city in zone.cities if city.isascii() == english]) for zone in zones]
    return ShopFacts(places, courier, cities)


def facts() -> ShopFacts:
    """The shop's facts in the language of the page."""
    return cast(FactStore, current_app.extensions[STORE]).get("facts", read_facts)


def on_offer() -> OnOffer:
    """The ways of delivery, the services and the shops of cart and checkout; an order looks at the tables itself."""
    return cast(FactStore, current_app.extensions[STORE]).get("on offer", read_on_offer)


def read_on_offer(language: str) -> OnOffer:
    """What is on offer, as the database has it."""
    with reader() as session:
        return checkout.on_offer(session, language, carriers=runtime().carriers)


def seller() -> Seller:
    """Who sells: what every page says, most pages nothing else of the shop."""
    return cast(FactStore, current_app.extensions[STORE]).get("seller", read_seller)


def home_city() -> str:
    """The city public pages are made for."""
    return facts().home_city


def menu() -> tuple[MenuItem, ...]:
    """The departments with their categories."""
    return cast(FactStore, current_app.extensions[STORE]).get("menu", read_menu)


def read_menu(language: str) -> tuple[MenuItem, ...]:
    """The menu as the vocabulary has it."""
    words = runtime().search.vocabulary

    def item(node: CategoryNode) -> MenuItem:
        children = tuple(item(words.categories[child]) for child in node.children)
        url = url_for("catalog.category", slug=node.slug)
        return MenuItem(node.name[language], node.slug, node.icon, url, children)

    return tuple(item(words.categories[root]) for root in words.roots)


def tell_templates(app: Flask) -> None:
    """Let every page know the shop."""
    app.extensions[STORE] = FactStore()
    app.jinja_env.globals["home_city"] = home_city

    @app.context_processor
    def _facts() -> dict[str, Any]:
        return {"shop": Lazy(seller), "menu": Lazy(menu)}


class Lazy:
    """Looks up when first asked, so that pages without a header cost nothing and break with nothing."""

    def __init__(self, make: Any) -> None:
        self._make, self._made = make, None

    def _get(self) -> Any:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __getattr__(self, name: str) -> Any:
        return getattr(self._get(), name)

    def __iter__(self) -> Any:
        return iter(self._get())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lazy) and bool(self._get() == other._get())

    def __hash__(self) -> int:
        return hash(self._get())
