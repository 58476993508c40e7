"""Goods as cards: the words and the offer of a variant put together for the templates."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain

from flask import Flask, url_for
from sqlalchemy.orm import Session

from technomart.domain import inventory
from technomart.domain.search import CardWords, Offer, product
from technomart.foundation import clock
from technomart.foundation.money import Money
from technomart.web.context import extension, lang, runtime
from technomart.web.storefront.facts import ShopFacts, facts
from technomart.web.templating import soon

STORE = "technomart-cards"
MOST_CARDS = 20_000
FEW = 3
"""From this many pieces down the card says how many are left."""


@dataclass(frozen=True, slots=True)
class Today:
    """What the shop can promise now: when the courier comes, in words, and which shops can still be visited."""

    courier: str
    open_shops: frozenset[int]

    @classmethod
    def at(cls, moment: datetime, known: ShopFacts) -> Today:
        open_shops = frozenset(shop.id for shop in known.shops if known.is_open_today(shop, moment))
        day = known.courier_on(moment)
        return cls("" if day is None else soon(day), open_shops)


@dataclass(frozen=True, slots=True)
class Availability:
    """`kind` is in, low, order, out or none (not for sale); `quantity` as far as it is told."""

    kind: str
    shops: int
    quantity: int
    courier: str
    pickup_today: bool

    @property
    def most(self) -> int | None:
        """How many can be put into the cart, where so few lie there that the page counts them."""
        return self.quantity if self.quantity < inventory.MOST_TOLD else None


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """A card as the templates show it. The same card is the same object for as long as it says the same."""

    sku: str
    url: str
    name: str
    brand: str
    specs: tuple[str, ...]
    picture: str | None
    picture_alt: str | None
    price: Money | None
    was: Money | None
    saving: Money | None
    rating: Decimal | None
    reviews: int
    stock: Availability
    flag: str | None


def availability(offer: Offer, known: ShopFacts, today: Today) -> Availability:
    """Where and when the goods can be had."""
    if offer.price is None:
        return Availability("none", 0, 0, "", pickup_today=False)
    if not offer.quantity:
        return Availability("out", 0, 0, "", pickup_today=False)
    shops = [shop.id for shop in known.shops if shop.id in offer.locations]
    return Availability(
        kind="low" if offer.quantity <= FEW else "in",
        shops=len(shops),
        quantity=offer.quantity,
        courier=today.courier,
        pickup_today=not today.open_shops.isdisjoint(shops),
    )


def card_of(words: CardWords, offer: Offer, known: ShopFacts, today: Today) -> Card:
    """One card."""
    price = None if offer.price is None else Money(offer.price)
    saving = Money(offer.saving) if offer.saving and price else None
    return Card(
        sku=words.sku,
        url=url_for("product.show", slug=words.slug),
        name=words.name,
        brand=words.brand,
        specs=words.specs,
        picture=words.picture,
        picture_alt=words.picture_alt,
        price=price,
        was=price + saving if price and saving else None,
        saving=saving,
        rating=Decimal(offer.rating) / 10 if offer.reviews else None,
        reviews=offer.reviews,
        stock=availability(offer, known, today),
        flag="open_box" if words.condition != "new" else None,
    )


class CardStore:
    """The cards of one process. A card is made anew when its words, its line, the shop or the day has changed."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], tuple[CardWords, ShopFacts, Today, int, Card]] = OrderedDict()

    def card(self, words: CardWords, known: ShopFacts, today: Today) -> Card:
        window, key = runtime().search, (words.variant_id, lang())
        version = window.version(
            product(words.product_id)
        )  # before the offer: it may be newer than that, never older
        kept = self._kept.get(key)
        if kept is not None and kept[0] is words and kept[1] is known and kept[2:4] == (today, version):
            return kept[4]
        card = card_of(words, window.offer_of(words.variant_id), known, today)
        self._kept[key] = words, known, today, version, card
        if len(self._kept) > MOST_CARDS:
            self._kept.popitem(last=False)
        return card


def keep_cards(app: Flask) -> None:
    """Give this application a store of cards."""
    app.extensions[STORE] = CardStore()


def cards_of(session: Session, variant_ids: Sequence[int]) -> list[Card]:
    """The cards of these variants in their order, in the language of the page."""
    words, known = runtime().search.cards(session, variant_ids, lang()), facts()
    today = Today.at(clock.now(), known)
    store: CardStore = extension(STORE)
    return [store.card(one, known, today) for one in words]


def read_ahead(session: Session, *rows: Sequence[int]) -> None:
    """Read the words of several rows of cards together, so that `cards_of` finds them kept."""
    runtime().search.cards(session, list(dict.fromkeys(chain(*rows))), lang())
