"""Everything a product page, a card or a comparison shows of goods: specs as written, siblings, papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from technomart.domain.catalog.models import (
    Condition,
    Document,
    Media,
    MediaState,
    Product,
    ProductSpec,
    ProductTranslation,
    Relation,
    RelationKind,
    SlugHistory,
    SlugKind,
    Spec,
    Variant,
    VariantTranslation,
)
from technomart.domain.catalog.rules import TypeSpec

IDS: ColumnElement[Any] = bindparam("ids", expanding=True)


def spec_codes(session: Session) -> dict[int, str]:
    """The code of each spec by its id."""
    return {spec_id: code for spec_id, code in session.execute(select(Spec.id, Spec.code))}


@dataclass(frozen=True, slots=True)
class Value:
    """One spec value: just one of the four is set; `options` are option ids."""

    number: Decimal | None = None
    flag: bool | None = None
    options: tuple[int, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Goods:
    """A variant with its line, its words in one language, its pictures and its spec values by code."""

    variant: Variant
    product: Product
    name: str
    line_name: str
    text: str
    country: str
    condition_note: str
    pictures: tuple[Media, ...]
    values: Mapping[str, Value]

    def is_told_by(self, use: TypeSpec) -> bool:
        """Whether this spec belongs in a table about the goods: it has a value, and one that tells something.

        A spec that variants are merely chosen by («8/256 ГБ») says again what the specs beside it say.
        """
        is_used = use.filterable or use.comparable or use.key_spec
        return use.spec.code in self.values and (is_used or use.spec.code not in self.variant.options)


def goods_of(session: Session, variant_ids: Iterable[int], lang: str = "ru") -> dict[int, Goods]:
    """These variants in full, by id, in three queries."""
    ids = sorted(set(variant_ids))
    return _goods(session, _these(), {"ids": ids}, lang) if ids else {}


def line_at(session: Session, slug: str, lang: str = "ru") -> list[Goods]:
    """The whole line of the variant on sale at this address, in its order, in three queries; else nothing."""
    goods = _goods(session, _whole_line(), {"slug": slug}, lang).values()
    return sorted(goods, key=lambda one: (one.variant.position, one.variant.id))


@cache
def _these() -> Select[*tuple[Any, ...]]:
    return _told().where(Variant.id.in_(IDS))


@cache
def _whole_line() -> Select[*tuple[Any, ...]]:
    line = (
        select(Variant.product_id)
        .join(Product, Product.id == Variant.product_id)
        .where(Variant.slug == bindparam("slug"), Variant.is_published, Product.is_published)
        .scalar_subquery()
    )
    return _told().where(Variant.product_id == line, Variant.is_published)


def _told() -> Select[*tuple[Any, ...]]:
    """Variants with their line and the words of both in a language."""
    lang: ColumnElement[Any] = bindparam("lang")
    in_words = (VariantTranslation.variant_id == Variant.id) & (VariantTranslation.lang == lang)
    line_in_words = (ProductTranslation.product_id == Product.id) & (ProductTranslation.lang == lang)
    return (
        select(Variant, Product, VariantTranslation, ProductTranslation)
        .join(Product, Product.id == Variant.product_id)
        .outerjoin(VariantTranslation, in_words)
        .outerjoin(ProductTranslation, line_in_words)
    )


@cache
def _pictures() -> Select[Media]:
    return select(Media).where(Media.variant_id.in_(IDS)).order_by(Media.position, Media.id)


@cache
def _values() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ProductSpec.product_id,
            ProductSpec.variant_id,
            Spec.code,
            ProductSpec.number,
            ProductSpec.flag,
            ProductSpec.option_id,
            ProductSpec.text,
        )
        .join(Spec, Spec.id == ProductSpec.spec_id)
        .where(ProductSpec.product_id.in_(IDS))
        .order_by(ProductSpec.id)
    )


def _goods(
    session: Session, chosen: Select[*tuple[Any, ...]], which: Mapping[str, object], lang: str
) -> dict[int, Goods]:
    found = session.execute(chosen, {**which, "lang": lang}).all()
    ids = [variant.id for variant, _, _, _ in found]
    pictures: dict[int | None, list[Media]] = defaultdict(list)
    for one in session.scalars(_pictures(), {"ids": ids}):
        pictures[one.variant_id].append(one)
    values = values_of(session, {variant.id: product.id for variant, product, _, _ in found})
    return {
        variant.id: Goods(
            variant=variant,
            product=product,
            name=words.name if words else variant.name,
            line_name=line.name if line else product.name,
            text=(line.text if line else "") or product.text,
            country=(line.country if line else "") or product.country,
            condition_note=(words.condition_note if words else "") or variant.condition_note,
            pictures=tuple(pictures[variant.id]),
            values=values[variant.id],
        )
        for variant, product, words, line in found
    }


def values_of(session: Session, lines: Mapping[int, int]) -> dict[int, dict[str, Value]]:
    """The spec values of these variants (variant id to the id of its line) by code: a variant's own go first."""
    own: dict[int, dict[str, Value]] = defaultdict(dict)
    shared: dict[int, dict[str, Value]] = defaultdict(dict)
    rows = session.execute(_values(), {"ids": sorted(set(lines.values()))})
    for product_id, variant_id, code, number, flag, option_id, text in rows:
        if variant_id is None:
            held = shared[product_id]
        elif variant_id in lines:
            held = own[variant_id]
        else:
            continue
        known = held.get(code)
        options = (known.options if known else ()) + (() if option_id is None else (option_id,))
        held[code] = replace(known, options=options) if known else Value(number, flag, options, text)
    return {variant_id: {**shared[product_id], **own[variant_id]} for variant_id, product_id in lines.items()}


def variant_by_slug(session: Session, slug: str) -> tuple[Variant | None, str | None]:
    """The variant on sale at this address; else None and the slug it has moved to, if it has."""
    published = (
        select(Variant)
        .join(Product, Product.id == Variant.product_id)
        .where(Variant.is_published, Product.is_published)
    )
    found = session.scalar(published.where(Variant.slug == slug))
    if found is not None:
        return found, None
    moved = session.scalar(
        select(Variant.slug)
        .join(SlugHistory, (SlugHistory.target_id == Variant.id) & (SlugHistory.kind == SlugKind.variant))
        .where(SlugHistory.slug == slug)
    )
    return None, moved


def published_slugs(session: Session) -> list[str]:
    """The addresses of everything on sale, the most popular first."""
    on_sale = select(Variant.slug).join(Product, Product.id == Variant.product_id)
    on_sale = on_sale.where(Variant.is_published, Product.is_published)
    return list(session.scalars(on_sale.order_by(Variant.popularity.desc(), Variant.id)))


def moved_slug(session: Session, kind: SlugKind, slug: str) -> int | None:
    """The id of the category or brand that used to have this address."""
    return session.scalar(select(SlugHistory.target_id).where(SlugHistory.kind == kind, SlugHistory.slug == slug))


def siblings_of(session: Session, product_id: int) -> list[int]:
    """The ids of the variants of a line that are on sale, in their order."""
    rows = select(Variant.id).where(Variant.product_id == product_id, Variant.is_published)
    return list(session.scalars(rows.order_by(Variant.position, Variant.id)))


def families_of(session: Session, variant_ids: Iterable[int]) -> dict[int, list[int]]:
    """For each of these variants those of its line that are on sale and new, in their order; itself among them."""
    ids = sorted(set(variant_ids))
    if not ids:
        return {}
    own, other = aliased(Variant), aliased(Variant)
    rows = session.execute(
        select(own.id, other.id)
        .join(other, other.product_id == own.product_id)
        .join(Product, Product.id == own.product_id)
        .where(own.id.in_(ids), other.is_published, Product.is_published, other.condition == Condition.new)
        .order_by(own.id, other.position, other.id)
    )
    found: dict[int, list[int]] = {variant_id: [] for variant_id in ids}
    for variant_id, other_id in rows:
        found[variant_id].append(other_id)
    return found


def documents_of(session: Session, product_id: int) -> list[Document]:
    """The papers of a line."""
    return list(session.scalars(select(Document).where(Document.product_id == product_id).order_by(Document.id)))


def related_to(session: Session, product_id: int, kinds: Sequence[RelationKind], limit: int) -> list[int]:
    """The first variant of each line shown beside this one for one of these reasons, the first reason first."""
    rows: Any = session.execute(
        select(Variant.product_id, Variant.id, Relation.kind)
        .join(Relation, Relation.other_id == Variant.product_id)
        .where(Relation.product_id == product_id, Relation.kind.in_(kinds), Variant.is_published)
        .order_by(Relation.position, Variant.position, Variant.id)
    ).all()
    first: dict[int, int] = {}
    for kind in kinds:
        for other_id, variant_id, reason in rows:
            if reason is kind:
                first.setdefault(other_id, variant_id)
    return list(first.values())[:limit]


def lines_related(session: Session, kind: RelationKind) -> list[int]:
    """The lines beside which others are shown for this reason."""
    return list(session.scalars(select(Relation.product_id).where(Relation.kind == kind).distinct()))


def recipe_of(session: Session, key: str) -> dict[str, Any] | None:
    """How the drawn picture with this key is made; None for any other picture."""
    return session.scalar(select(Media.recipe).where(Media.key == key).limit(1))


def waiting_pictures(session: Session, limit: int, *, first_only: bool = False) -> list[tuple[str, dict[str, Any]]]:
    """Drawn pictures whose files are still to be made: (key, recipe), first views first."""
    waiting = select(Media.key, Media.recipe).where(Media.state == MediaState.waiting, Media.recipe.is_not(None))
    if first_only:
        waiting = waiting.where(Media.position == 0)
    rows = session.execute(waiting.order_by(Media.position, Media.id).limit(limit))
    return list({key: recipe for key, recipe in rows if recipe is not None}.items())
