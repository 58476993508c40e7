"""Reading what goods can be found by: names, numbers, specs and descriptions, as the truth has them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import catalog
from technomart.domain.catalog import (
    Product,
    ProductSpec,
    ProductTranslation,
    SpecEntry,
    Variant,
    VariantTranslation,
    Vocabulary,
)

LANGUAGES = ("ru", "en")
FOR = re.compile(r"\s(?:для|for)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """What one variant is called and told about.

    `title` says what it is (kind, brand, model, name), `about` what belongs to it (what it is for, its specs),
    `numbers` are its SKU, GTIN and MPN, `body` is the description. `brand` and `model` stand once more alone.
    """

    title: tuple[str, ...]
    about: tuple[str, ...]
    numbers: tuple[str, ...]
    body: tuple[str, ...]
    brand: str
    model: str


def load_wordings(session: Session, words: Vocabulary, variant_ids: Iterable[int]) -> dict[int, Wording]:
    """What these variants are called and told; those not on sale are left out."""
    ids = sorted(set(variant_ids))
    rows = session.execute(
        select(
            Variant.id, Variant.product_id, Variant.name, Variant.sku, Variant.gtin, Variant.mpn,
            Product.model, Product.brand_id, Product.category_id, Product.product_type_id, Product.text,
        )
        .join(Product, Product.id == Variant.product_id)
        .where(Variant.is_published, Product.is_published, Variant.id.in_(ids))
    ).all()  # fmt: skip
    products = sorted({row.product_id for row in rows})
    names, texts = _translations(session, ids, products)
    values = _values(session, words, rows, products)
    found: dict[int, Wording] = {}
    for row in rows:
        named = [FOR.split(name, maxsplit=1) for name in (row.name, names.get(row.id, "")) if name]
        leaf, kind = words.categories[row.category_id], words.types[row.product_type_id]
        brand = words.brands[row.brand_id].name
        found[row.id] = Wording(
            title=(
                *(entry.name[lang] for entry in (leaf, kind) for lang in LANGUAGES),
                brand,
                row.model,
                *(parts[0] for parts in named),
            ),
            about=(
                *(part for parts in named for part in parts[1:]),
                *(words.categories[one].name[lang] for one in leaf.ancestors for lang in LANGUAGES),
                *values.get(row.id, ()),
            ),
            numbers=tuple(number for number in (row.sku, row.gtin, row.mpn) if number),
            body=(row.text, texts.get(row.product_id, "")),
            brand=brand,
            model=row.model,
        )
    return found


def _translations(
    session: Session, ids: Sequence[int], products: Sequence[int]
) -> tuple[dict[int, str], dict[int, str]]:
    """The English names of these variants and texts of these lines."""
    names = session.execute(
        select(VariantTranslation.variant_id, VariantTranslation.name).where(
            VariantTranslation.variant_id.in_(ids), VariantTranslation.lang == "en"
        )
    )
    texts = session.execute(
        select(ProductTranslation.product_id, ProductTranslation.text).where(
            ProductTranslation.product_id.in_(products), ProductTranslation.lang == "en"
        )
    )
    return {one: name for one, name in names}, {one: text for one, text in texts}


def _values(
    session: Session, words: Vocabulary, rows: Sequence[Any], products: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """The specs by which these variants are filtered or shown, in words of both languages."""
    shared: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    own: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    read = session.execute(
        select(
            ProductSpec.product_id,
            ProductSpec.variant_id,
            ProductSpec.spec_id,
            ProductSpec.number,
            ProductSpec.flag,
            ProductSpec.option_id,
        ).where(ProductSpec.product_id.in_(products), ProductSpec.text.is_(None))
    )
    for product_id, variant_id, spec_id, number, flag, option_id in read:
        value = (spec_id, option_id if option_id is not None else flag if number is None else number)
        (shared[product_id] if variant_id is None else own[variant_id]).append(value)
    codes = catalog.spec_codes(session)
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        uses = {use.spec.code: use for use in words.types[row.product_type_id].specs}
        overridden = {spec_id for spec_id, _ in own[row.id]}
        merged = own[row.id] + [value for value in shared[row.product_id] if value[0] not in overridden]
        found[row.id] = tuple(
            part
            for spec_id, value in merged
            if (use := uses.get(codes.get(spec_id, ""))) is not None and (use.filterable or use.key_spec)
            for part in _spelt(use.spec, value)
        )
    return found


def _spelt(spec: SpecEntry, value: Any) -> tuple[str, ...]:
    """A value in words: options by name, numbers with their unit, the name of what is there; nothing else."""
    if spec.kind == "number":
        return (spec.write_number(value, "ru"),) if spec.unit["ru"] else ()
    if spec.kind == "bool":
        return tuple(spec.name[lang] for lang in LANGUAGES) if value else ()
    option = spec.options.get(value)
    return () if option is None else tuple(option.name[lang] for lang in LANGUAGES)
