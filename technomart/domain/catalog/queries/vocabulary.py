"""Reading the whole vocabulary of the catalogue at once."""

from collections import defaultdict
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from sqlalchemy import Result, select
from sqlalchemy.orm import Session

from technomart.domain.catalog.models import (
    Brand,
    BrandTranslation,
    Category,
    CategoryTranslation,
    ProductType,
    ProductTypeSpec,
    ProductTypeTranslation,
    Spec,
    SpecGroup,
    SpecGroupTranslation,
    SpecOption,
    SpecOptionTranslation,
    SpecTranslation,
)
from technomart.domain.catalog.rules import (
    BrandEntry,
    CategoryNode,
    OptionEntry,
    SpecEntry,
    TypeEntry,
    TypeSpec,
    Vocabulary,
    Words,
)
from technomart.foundation.database import Base


class _Translated:
    """The translations of one table: id and field to words by language."""

    def __init__(self, rows: Iterable[Any], key: str) -> None:
        self._by_id: dict[int, dict[str, Any]] = defaultdict(dict)
        for row in rows:
            self._by_id[getattr(row, key)][row.lang] = row

    def words(self, owner: Any, field: str) -> Words:
        others = {lang: str(getattr(row, field)) for lang, row in self._by_id.get(owner.id, {}).items()}
        return Words(getattr(owner, field), MappingProxyType(others))


def load_vocabulary(session: Session) -> Vocabulary:
    """The vocabulary as it is now: a dozen small queries, meant to be kept until it changes."""
    specs = _specs(session)
    categories, roots = _categories(session)
    brands = _brands(session)
    return Vocabulary(
        categories=MappingProxyType(categories),
        brands=MappingProxyType(brands),
        types=MappingProxyType(_types(session, specs)),
        specs=MappingProxyType({spec.code: spec for spec in specs.values()}),
        category_slugs=MappingProxyType({node.slug: node.id for node in categories.values()}),
        brand_slugs=MappingProxyType({brand.slug: brand.id for brand in brands.values()}),
        roots=roots,
    )


def _rows(session: Session, table: type[Base], *order: Any) -> Result[Any]:
    """All of a table as plain rows: there are thousands of them, and no object is made of any."""
    return session.execute(select(*table.__table__.c).order_by(*order))


def _brands(session: Session) -> dict[int, BrandEntry]:
    translated = _Translated(_rows(session, BrandTranslation), "brand_id")
    return {
        brand.id: BrandEntry(
            id=brand.id,
            slug=brand.slug,
            name=brand.name,
            country=translated.words(brand, "country"),
            text=translated.words(brand, "text"),
        )
        for brand in _rows(session, Brand, Brand.name)
    }


def _specs(session: Session) -> dict[int, SpecEntry]:
    translated = _Translated(_rows(session, SpecTranslation), "spec_id")
    translated_options = _Translated(_rows(session, SpecOptionTranslation), "option_id")
    options: dict[int, dict[int, OptionEntry]] = defaultdict(dict)
    for option in _rows(session, SpecOption, SpecOption.position, SpecOption.id):
        options[option.spec_id][option.id] = OptionEntry(
            id=option.id,
            code=option.code,
            name=translated_options.words(option, "name"),
            colour=option.colour,
            position=option.position,
        )
    return {
        spec.id: SpecEntry(
            id=spec.id,
            code=spec.code,
            kind=spec.kind.value,
            name=translated.words(spec, "name"),
            unit=translated.words(spec, "unit"),
            decimals=spec.decimals,
            options=MappingProxyType(options[spec.id]),
        )
        for spec in _rows(session, Spec)
    }


def _types(session: Session, specs: dict[int, SpecEntry]) -> dict[int, TypeEntry]:
    groups = _rows(session, SpecGroup).all()
    translated_groups = _Translated(_rows(session, SpecGroupTranslation), "group_id")
    named = {group.id: (group.code, translated_groups.words(group, "name")) for group in groups}
    translated = _Translated(_rows(session, ProductTypeTranslation), "product_type_id")
    used: dict[int, list[TypeSpec]] = defaultdict(list)
    rows = session.execute(
        select(
            ProductTypeSpec.product_type_id,
            ProductTypeSpec.spec_id,
            ProductTypeSpec.group_id,
            ProductTypeSpec.filterable,
            ProductTypeSpec.comparable,
            ProductTypeSpec.key_spec,
            ProductTypeSpec.required,
            ProductTypeSpec.better,
        ).order_by(ProductTypeSpec.position, ProductTypeSpec.id)
    )
    for type_id, spec_id, group_id, filterable, comparable, key_spec, required, better in rows:
        used[type_id].append(
            TypeSpec(specs[spec_id], *named[group_id], filterable, comparable, key_spec, required, better.value)
        )
    return {
        kind.id: TypeEntry(
            id=kind.id, code=kind.code, name=translated.words(kind, "name"), specs=tuple(used[kind.id])
        )
        for kind in _rows(session, ProductType)
    }


def _categories(session: Session) -> tuple[dict[int, CategoryNode], tuple[int, ...]]:
    translated = _Translated(_rows(session, CategoryTranslation), "category_id")
    rows = {row.id: row for row in _rows(session, Category, Category.position, Category.id)}
    children: dict[int | None, list[int]] = defaultdict(list)
    for row in rows.values():
        children[row.parent_id].append(row.id)
    nodes: dict[int, CategoryNode] = {}

    def leaves_under(category_id: int) -> tuple[int, ...]:
        below = children[category_id]
        return tuple(leaf for child in below for leaf in leaves_under(child)) if below else (category_id,)

    def visit(category_id: int, ancestors: tuple[int, ...]) -> None:
        row = rows[category_id]
        nodes[category_id] = CategoryNode(
            id=row.id,
            parent_id=row.parent_id,
            slug=row.slug,
            name=translated.words(row, "name"),
            text=translated.words(row, "text"),
            icon=row.icon,
            type_id=row.product_type_id,
            children=tuple(children[category_id]),
            leaves=leaves_under(category_id),
            ancestors=ancestors,
        )
        for child in children[category_id]:
            visit(child, (*ancestors, category_id))

    roots = tuple(children[None])
    for root in roots:
        visit(root, ())
    return nodes, roots
