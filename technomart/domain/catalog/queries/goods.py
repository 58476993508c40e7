"""Looking things up in the catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from technomart.domain.catalog.errors import UnknownSku
from technomart.domain.catalog.models import Category, Media, Product, ProductType, Variant, VariantTranslation
from technomart.foundation.paging import Paging


@dataclass(frozen=True, slots=True)
class VariantFacts:
    """What others need to know of a variant: its names in the asked language, its first picture, its papers."""

    id: int
    product_id: int
    sku: str
    slug: str
    name: str
    picture: str | None
    specs: tuple[str, ...]
    warranty_months: int
    is_sold: bool
    product_type_id: int
    weight_grams: int | None


def get_variant(session: Session, sku: str) -> Variant:
    """The variant with this SKU that is on sale. Refuses UnknownSku."""
    found = session.scalar(_on_sale(), {"sku": sku})
    if found is None:
        raise UnknownSku(sku=sku)
    return found


@cache
def _on_sale() -> Select[Variant]:
    goods = select(Variant).join(Product, Product.id == Variant.product_id)
    return goods.where(Variant.sku == bindparam("sku"), Variant.is_published, Product.is_published)


def get_any_variant(session: Session, sku: str) -> Variant:
    """The variant with this SKU, on sale or not: for the shop's own people. Refuses UnknownSku."""
    found = session.scalar(select(Variant).where(Variant.sku == sku))
    if found is None:
        raise UnknownSku(sku=sku)
    return found


def find_variants(session: Session, text: str, paging: Paging) -> tuple[list[int], int]:
    """The ids of variants with every word of the text in their name, or the text in their SKU; and how many.

    SQLite compares capital and small letters alike only in Latin, so each word is asked for in its usual spellings.
    """
    words = text.split()
    named = [
        or_(*(Variant.name.contains(one, autoescape=True) for one in sorted({word, word.lower(), word.capitalize()})))
        for word in words
    ]
    asked = or_(Variant.sku == text.strip(), and_(*named)) if words else Variant.id > 0
    total = session.scalar(select(func.count()).select_from(Variant).where(asked)) or 0
    rows = select(Variant.id).where(asked).order_by(Variant.name, Variant.id)
    return list(session.scalars(rows.offset(paging.offset).limit(paging.size))), total


def picked_variants(
    session: Session,
    *,
    category_ids: Iterable[int] = (),
    brand_ids: Iterable[int] = (),
    product_ids: Iterable[int] = (),
    left_out_ids: Iterable[int] = (),
) -> list[int]:
    """The variants of what is picked, on sale or not, in id order; nothing for no pick.

    Of the categories (with all below them) and the brands where both are named; the product lines besides, and never
    those that are left out.
    """
    picks: list[ColumnElement[bool]] = []
    leaves, brands = _with_all_below(session, category_ids), list(brand_ids)
    narrowed = [Product.category_id.in_(leaves)] if leaves else []
    narrowed += [Product.brand_id.in_(brands)] if brands else []
    if narrowed:
        picks.append(and_(*narrowed))
    if named := list(product_ids):
        picks.append(Product.id.in_(named))
    if not picks:
        return []
    picked = select(Variant.id).join(Product, Product.id == Variant.product_id).where(or_(*picks))
    return list(session.scalars(picked.where(Product.id.not_in(list(left_out_ids))).order_by(Variant.id)))


def skus_of(session: Session, product_ids: Iterable[int]) -> list[str]:
    """The SKU of each product line's first variant, in their order: how people name a line."""
    ids = list(product_ids)
    if not ids:
        return []
    rows = session.execute(
        select(Variant.product_id, Variant.sku)
        .where(Variant.product_id.in_(ids))
        .order_by(Variant.position.desc(), Variant.id.desc())
    )
    first = dict(rows.tuples().all())
    return [first[product_id] for product_id in ids if product_id in first]


def _with_all_below(session: Session, category_ids: Iterable[int]) -> list[int]:
    """The ids of these categories and of every category below them."""
    ids = list(category_ids)
    if not ids:
        return []
    paths = session.scalars(select(Category.path).where(Category.id.in_(ids))).all()
    below = [Category.path.startswith(f"{path}/", autoescape=True) for path in paths]
    return list(session.scalars(select(Category.id).where(or_(Category.id.in_(ids), *below))))


def picture_at(place: int) -> ScalarSelect[str]:
    """The key of a variant's picture at this place, as a column of a query for variants."""
    chosen = select(Media.key).where(Media.variant_id == Variant.id).order_by(Media.position, Media.id)
    return chosen.offset(place).limit(1).scalar_subquery()


def type_ids(session: Session, codes: Iterable[str]) -> list[int]:
    """The ids of the product types with these codes; unknown codes are left out."""
    return list(session.scalars(select(ProductType.id).where(ProductType.code.in_(sorted(codes)))))


@cache
def _facts() -> Select[*tuple[Any, ...]]:
    translated = (VariantTranslation.variant_id == Variant.id) & (VariantTranslation.lang == bindparam("lang"))
    return (
        select(
            Variant.id,
            Variant.product_id,
            Variant.sku,
            Variant.slug,
            func.coalesce(func.nullif(VariantTranslation.name, ""), Variant.name).label("name"),
            picture_at(0).label("picture"),
            Product.warranty_months,
            (Variant.is_published & Product.is_published).label("is_sold"),
            Product.product_type_id,
            Variant.weight_grams,
        )
        .join(Product, Product.id == Variant.product_id)
        .outerjoin(VariantTranslation, translated)
        .where(Variant.id.in_(bindparam("ids", expanding=True)))
    )


def facts_of(session: Session, variant_ids: Iterable[int], lang: str = "ru") -> dict[int, VariantFacts]:
    """The facts of these variants by id, published or not; unknown ids are left out. One query."""
    ids = sorted(set(variant_ids))
    if not ids:
        return {}
    goods = session.execute(_facts(), {"ids": ids, "lang": lang})
    return {row.id: VariantFacts(**row._mapping, specs=()) for row in goods}
