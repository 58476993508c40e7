"""What is true about each variant of a shop, and wishes that are true or false of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import catalog, pricing
from technomart.domain.catalog import Product, Variant, Vocabulary
from technomart.foundation import clock

CONDITION = re.compile(r"(?P<name>[\w.]+)(?P<sign>~|<=|>=|!=|=)(?P<value>\S+)")


@dataclass(frozen=True)
class Item:
    """One variant: `facts` hold its type, brand, category and option codes as text, numbers as numbers."""

    id: int
    name: str
    model: str
    facts: Mapping[str, frozenset[str] | float]


@dataclass(frozen=True)
class Wish:
    """Conditions that all have to hold: `type=laptop brand=asus price<=80000 os!=windows`; a comma is or."""

    text: str

    def holds(self, item: Item) -> bool:
        return all(_holds(item, *found.group("name", "sign", "value")) for found in CONDITION.finditer(self.text))


def _holds(item: Item, name: str, sign: str, value: str) -> bool:
    if sign == "!=":
        return name in item.facts and not _holds(item, name, "=", value)
    if name in ("model", "name"):
        return any(squeezed(one) in squeezed(getattr(item, name)) for one in value.split(","))
    fact = item.facts.get(name)
    if fact is None:
        return False
    if isinstance(fact, frozenset):
        return not fact.isdisjoint(value.split(","))
    numbers = [float(one) for one in value.split(",")]
    return {"=": fact in numbers, "<=": fact <= numbers[0], ">=": fact >= numbers[0]}[sign]


def squeezed(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]", "", text.lower())


def read_items(session: Session, words: Vocabulary) -> dict[int, Item]:
    """Everything on sale."""
    rows = session.execute(
        select(
            Variant.id,
            Variant.name,
            Product.id.label("line"),
            Product.model,
            Product.brand_id,
            Product.category_id,
            Product.product_type_id,
        )
        .join(Product, Product.id == Variant.product_id)
        .where(Variant.is_published, Product.is_published)
        .order_by(Variant.id)
    ).all()
    values = catalog.values_of(session, {row.id: row.line for row in rows})
    prices = pricing.offers_of(session, [row.id for row in rows], clock.now())
    items: dict[int, Item] = {}
    for row in rows:
        facts: dict[str, frozenset[str] | float] = {
            "type": frozenset({words.types[row.product_type_id].code}),
            "brand": frozenset({words.brands[row.brand_id].slug}),
            "category": frozenset(words.categories[one.id].slug for one in words.path_to(row.category_id)),
        }
        if row.id in prices:
            facts["price"] = prices[row.id].price.minor / 100
        for code, value in values[row.id].items():
            spec = words.specs[code]
            if value.number is not None:
                facts[code] = float(value.number)
            elif value.flag is not None:
                facts[code] = frozenset({"1" if value.flag else "0"})
            elif value.options:
                facts[code] = frozenset(spec.options[one].code for one in value.options)
        items[row.id] = Item(row.id, row.name, row.model, facts)
    return items
