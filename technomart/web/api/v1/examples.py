"""Examples that work: names of goods, categories and places the shop has at this moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from technomart.domain import content, inventory
from technomart.domain.catalog import Vocabulary
from technomart.domain.inventory import LocationKind
from technomart.domain.search import Query
from technomart.web.context import lang, reader, runtime

FEW = 3
Live = Mapping[str, list[str]]


def live_values() -> dict[str, list[str]]:
    """Names of real things by the kind of parameter they are for; parameters of the query begin with `?`."""
    window = runtime().search
    words = window.vocabulary
    answer = window.search(Query(scope=words.leaves, in_stock=True, limit=FEW, facets=()))
    with reader() as db:
        cards = window.cards(db, answer.ids, lang())
        shops = [shop.code for shop in inventory.locations(db, LocationKind.shop)]
        places = [place.code for place in inventory.locations(db)]
        documents = [entry.slug for entry in content.documents(db, lang())]
    leaf = sorted(answer.leaves, key=lambda one: -answer.leaves[one])[:FEW]
    brands = sorted(answer.brands, key=lambda one: -answer.brands[one])[:FEW]
    return {
        "products": [card.slug for card in cards],
        "sku": [card.sku for card in cards],
        "categories": _slugs(words, leaf),
        "brands": [words.brands[one].slug for one in brands],
        "documents": documents[:FEW],
        "location": places[:FEW],
        "shops": shops[:FEW],
        "purpose": ["marketing"],
        "?category": _slugs(words, leaf),
        "?brand": [words.brands[one].slug for one in brands],
        "?q": [card.brand for card in cards[:1]],
        "?price": ["1000-100000"],
    }


def _slugs(words: Vocabulary, leaves: list[int]) -> list[str]:
    return [words.categories[one].slug for one in leaves if one in words.categories]


BODIES: dict[str, Callable[[Live], list[Any]]] = {}
"""How example bodies are made, by operation."""
