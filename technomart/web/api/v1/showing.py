"""Goods as the interface shows them: the words of a card and its offer put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import inventory
from technomart.domain.catalog import Vocabulary
from technomart.domain.inventory import Availability, LocationKind
from technomart.domain.search import CardWords, Offer
from technomart.foundation.money import Money
from technomart.web.api.v1.schemas.catalogue import Counted, Item, Named, Shelf
from technomart.web.api.v1.schemas.wire import Picture, Sum
from technomart.web.context import ENGLISH_PREFIX, lang, runtime
from technomart.web.templating import media, public_url

SIZES = {"small": 240, "medium": 480, "large": 960}


def page_url(path: str) -> str:
    """The absolute address of a page in the language that was asked for."""
    return public_url((ENGLISH_PREFIX if lang() == "en" else "") + path)


def picture(key: str | None) -> Picture | None:
    """The addresses of a picture."""
    if key is None:
        return None
    return Picture(**{name: public_url(media(key, width, "webp")) for name, width in SIZES.items()})


def facts_of_card(words: CardWords, offer: Offer, brands: Mapping[str, str], pieces: int) -> dict[str, Any]:
    """The members every shape of goods has; `pieces` is how many can be had, counted to the last."""
    price = None if offer.price is None else Money(offer.price)
    old = price + Money(offer.saving) if price is not None and offer.saving else None
    return {
        "sku": words.sku,
        "slug": words.slug,
        "name": words.name,
        "brand": words.brand,
        "brand_slug": brands.get(words.brand, ""),
        "price": Sum.maybe(price),
        "old_price": Sum.maybe(old),
        "rating": offer.rating / 10 if offer.reviews else None,
        "reviews": offer.reviews,
        "in_stock": price is not None and pieces > 0,
        "quantity": pieces,
        "condition": words.condition,
        "specs": list(words.specs),
        "picture": picture(words.picture),
        "url": page_url(f"/product/{words.slug}/"),
    }


def brand_slugs(words: Vocabulary) -> dict[str, str]:
    """The slug of each brand by its name."""
    return {brand.name: brand.slug for brand in words.brands.values()}


def items_of(session: Session, variant_ids: Sequence[int]) -> list[Item]:
    """These variants as cards, in their order; what is not listed is left out."""
    window = runtime().search
    brands, held = brand_slugs(window.vocabulary), inventory.availability_of(session, variant_ids)
    return [
        Item(**facts_of_card(words, window.offer_of(words.variant_id), brands, held[words.variant_id].available))
        for words in window.cards(session, variant_ids, lang())
    ]


def shelves_of(session: Session, held: Availability) -> list[Shelf]:
    """Where a variant can be fetched, and how many pieces lie there, the fullest shelf first."""
    english = lang() == "en"
    rows = [
        Shelf(
            shop=one.code,
            name=(english and one.name_en) or one.name,
            address=(english and one.address_en) or one.address,
            quantity=held.at(one.id),
        )
        for one in inventory.locations(session, LocationKind.shop)
    ]
    return sorted(rows, key=lambda row: -row.quantity)


def path_to(words: Vocabulary, category_id: int) -> list[Named]:
    """The categories from the department down to this one."""
    return [Named(slug=one.slug, name=one.name[lang()]) for one in words.path_to(category_id)]


def by_category(words: Vocabulary, counts: Mapping[int, int]) -> list[Counted]:
    """The categories with their goods, the fullest first."""
    ordered: Iterable[tuple[int, int]] = sorted(counts.items(), key=lambda pair: -pair[1])
    return [
        Counted(slug=words.categories[leaf].slug, name=words.categories[leaf].name[lang()], count=count)
        for leaf, count in ordered
    ]


def by_brand(words: Vocabulary, counts: Mapping[int, int]) -> list[Counted]:
    """The brands with their goods, the fullest first, equals by name."""
    known = [(words.brands[brand], count) for brand, count in counts.items() if brand in words.brands]
    known.sort(key=lambda pair: (-pair[1], pair[0].name.casefold()))
    return [Counted(slug=brand.slug, name=brand.name, count=count) for brand, count in known]
