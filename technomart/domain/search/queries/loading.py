"""Reading the truth about goods for the listing: rows and the words on a card."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import catalog
from technomart.domain.catalog import (
    Product,
    ProductSpec,
    SpecEntry,
    Value,
    Variant,
    VariantTranslation,
    Vocabulary,
)
from technomart.domain.search.columns import Offer, Row
from technomart.domain.search.queries.offers import CHUNK, load_offers

DAY_SECONDS = 86_400
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def load_rows(session: Session, variant_ids: Iterable[int], at: datetime) -> list[Row]:
    """The listing rows of those of these variants that are on sale."""
    rows: list[Row] = []
    for goods in _published(session, variant_ids):
        offers = load_offers(session, [one.id for one in goods], at)
        choices, numbers = _spec_values(session, goods)
        rows += [
            Row(
                variant_id=one.id,
                leaf=one.category_id,
                brand=one.brand_id,
                line=one.product_id,
                created=(one.created_at - EPOCH).days,
                offer=offers.get(one.id, Offer()),
                choices=choices.get(one.id, {}),
                numbers=numbers.get(one.id, {}),
            )
            for one in goods
        ]
    return rows


def _published(session: Session, variant_ids: Iterable[int]) -> Iterable[Sequence[Any]]:
    ids = sorted(set(variant_ids))
    for start in range(0, len(ids), CHUNK):
        goods = session.execute(
            select(Variant.id, Variant.product_id, Product.category_id, Product.brand_id, Variant.created_at)
            .join(Product, Product.id == Variant.product_id)
            .where(Variant.is_published, Product.is_published, Variant.id.in_(ids[start : start + CHUNK]))
            .order_by(Variant.id)
        ).all()
        if goods:
            yield goods


Choices = dict[int, dict[str, tuple[int, ...]]]
Numbers = dict[int, dict[str, float]]


def _spec_values(session: Session, goods: Sequence[Any]) -> tuple[Choices, Numbers]:
    """The typed values of each variant: its own, and those of its line that it does not override."""
    lines: dict[int, list[tuple[str, Any]]] = defaultdict(list)
    own: dict[int, list[tuple[str, Any]]] = defaultdict(list)
    products = sorted({one.product_id for one in goods})
    wanted = {one.id for one in goods}
    codes = catalog.spec_codes(session)
    values = session.execute(
        select(
            ProductSpec.product_id,
            ProductSpec.variant_id,
            ProductSpec.spec_id,
            ProductSpec.number,
            ProductSpec.flag,
            ProductSpec.option_id,
        )
        .where(ProductSpec.product_id.in_(products), ProductSpec.text.is_(None))
        .order_by(ProductSpec.id)
    )
    for product_id, variant_id, spec_id, number, flag, option_id in values:
        value = float(number) if number is not None else int(flag) if flag is not None else option_id
        entry = (codes[spec_id], (number is not None, value))
        if variant_id is None:
            lines[product_id].append(entry)
        elif variant_id in wanted:
            own[variant_id].append(entry)
    choices: Choices = {}
    numbers: Numbers = {}
    for one in goods:
        overridden = {code for code, _ in own[one.id]}
        merged = own[one.id] + [entry for entry in lines[one.product_id] if entry[0] not in overridden]
        chosen: dict[str, tuple[int, ...]] = {}
        counted: dict[str, float] = {}
        for code, (is_number, value) in merged:
            if is_number:
                counted[code] = value
            else:
                chosen[code] = (*chosen.get(code, ()), value)
        choices[one.id], numbers[one.id] = chosen, counted
    return choices, numbers


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card says in one language, apart from what changes by the hour."""

    variant_id: int
    product_id: int
    sku: str
    slug: str
    name: str
    brand: str
    specs: tuple[str, ...]
    picture: str | None
    picture_alt: str | None
    condition: str


YES = {"ru": "есть", "en": "yes"}
NO = {"ru": "нет", "en": "no"}


def write_value(spec: SpecEntry, value: Value, lang: str) -> str:
    """A spec value as it is read: with its unit, its options in order, yes or no."""
    if value.number is not None:
        return spec.write_number(value.number, lang)
    if value.flag is not None:
        return (YES if value.flag else NO).get(lang, YES["ru"])
    if value.options:
        return ", ".join(spec.options[option].name[lang] for option in value.options if option in spec.options)
    return value.text or ""


def key_specs(words: Vocabulary, type_id: int, values: Mapping[str, Value], lang: str) -> tuple[str, ...]:
    """The key specs as short lines, one a group: `6,7″, AMOLED, 120 Гц`. Yes-or-no specs show if yes."""
    groups: dict[str, list[str]] = {}
    for use in words.types[type_id].specs:
        value = values.get(use.spec.code)
        if not use.key_spec or value is None or value.flag is False:
            continue
        written = use.spec.name[lang] if value.flag else write_value(use.spec, value, lang)
        groups.setdefault(use.group_code, []).append(written)
    return tuple(", ".join(line) for line in groups.values())


def load_cards(session: Session, words: Vocabulary, variant_ids: Iterable[int], lang: str) -> dict[int, CardWords]:
    """The words of these cards, by variant id, in two queries."""
    translated = (VariantTranslation.variant_id == Variant.id) & (VariantTranslation.lang == lang)
    rows = session.execute(
        select(Variant, Product, VariantTranslation.name, catalog.picture_at(0), catalog.picture_at(1))
        .join(Product, Product.id == Variant.product_id)
        .outerjoin(VariantTranslation, translated)
        .where(Variant.id.in_(sorted(set(variant_ids))))
    ).all()
    values = catalog.values_of(session, {variant.id: product.id for variant, product, _, _, _ in rows})
    return {
        variant.id: CardWords(
            variant_id=variant.id,
            product_id=product.id,
            sku=variant.sku,
            slug=variant.slug,
            name=name or variant.name,
            brand=words.brands[product.brand_id].name,
            specs=key_specs(words, product.product_type_id, values[variant.id], lang),
            picture=picture,
            picture_alt=other,
            condition=variant.condition.value,
        )
        for variant, product, name, picture, other in rows
    }
