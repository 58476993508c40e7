"""Goods as cards: the words and the offer of a variant put together for the templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flask import url_for
from sqlalchemy.orm import Session

from technomart.domain.search import CardWords, Offer
from technomart.foundation import clock
from technomart.foundation.money import Money
from technomart.web.context import lang, runtime
from technomart.web.storefront.facts import ShopFacts, facts

FEW = 3
"""From this many pieces down the card says how many are left."""


@dataclass(frozen=True, slots=True)
class Availability:
    """`kind` is in, low, order, out or none (not for sale)."""

    kind: str
    shops: int
    quantity: int
    courier_on: date | None
    pickup_today: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A card as the templates show it."""

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


def availability(offer: Offer, known: ShopFacts, at: datetime) -> Availability:
    """Where and when the goods can be had."""
    if offer.price is None:
        return Availability("none", 0, 0, None, pickup_today=False)
    if not offer.quantity:
        return Availability("out", 0, 0, None, pickup_today=False)
    shops = [shop for shop in known.shops if shop.id in offer.locations]
    return Availability(
        kind="low" if offer.quantity <= FEW else "in",
        shops=len(shops),
        quantity=offer.quantity,
        courier_on=known.courier_on(at),
        pickup_today=any(known.is_open_today(shop, at) for shop in shops),
    )


def card_of(words: CardWords, offer: Offer, known: ShopFacts, at: datetime) -> Card:
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
        stock=availability(offer, known, at),
        flag="open_box" if words.condition != "new" else None,
    )


def cards_of(session: Session, variant_ids: Sequence[int]) -> list[Card]:
    """The cards of these variants in their order, in the language of the page."""
    window, known, at = runtime().search, facts(), clock.now()
    return [
        card_of(words, window.offer_of(words.variant_id), known, at)
        for words in window.cards(session, variant_ids, lang())
    ]
