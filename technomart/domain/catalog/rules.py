"""The catalogue's words as plain values: categories, brands, types and specs in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

RU = "ru"
NBSP = "\u00a0"
CLOSE_UNITS = frozenset('″"°×')
TERA = 1024
TERABYTES = {"ГБ": "ТБ", "GB": "TB"}
"""Whole terabytes are written as people say them: 2 ТБ, not 2 048 ГБ."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the original Russian with its translations; what is not translated is Russian."""

    ru: str
    others: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, lang: str) -> str:
        return self.ru if lang == RU else self.others.get(lang) or self.ru


@dataclass(frozen=True, slots=True)
class CategoryNode:
    """A category in the tree; `leaves` are the ids of the leaves under it (itself, if it is one)."""

    id: int
    parent_id: int | None
    slug: str
    name: Words
    text: Words
    icon: str
    type_id: int | None
    children: tuple[int, ...]
    leaves: tuple[int, ...]
    ancestors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BrandEntry:
    """A brand: its name is the same in every language."""

    id: int
    slug: str
    name: str
    country: Words
    text: Words


@dataclass(frozen=True, slots=True)
class OptionEntry:
    """One value of a choice spec."""

    id: int
    code: str
    name: Words
    colour: str | None
    position: int


@dataclass(frozen=True, slots=True)
class SpecEntry:
    """A spec: `kind` is number, bool, choice, multi or text; options by id for the choice kinds."""

    id: int
    code: str
    kind: str
    name: Words
    unit: Words
    decimals: int
    options: Mapping[int, OptionEntry]

    @property
    def has_options(self) -> bool:
        return self.kind in ("choice", "multi")

    def write_number(self, value: Decimal | float, lang: str) -> str:
        """`6,7″`, `5 000 мА·ч`: at most the spec's decimals, no needless zeros, a no-break space before the unit."""
        return _write_number(value, self.decimals, self.unit[lang], lang)

    def unit_after(self, lang: str) -> str:
        """The unit as it stands after a number; signs like ″ and ° stand close, words after a space."""
        return _unit_after(self.unit[lang])


@lru_cache(maxsize=20_000)
def _write_number(value: Decimal | float, decimals: int, unit: str, lang: str) -> str:
    larger = TERABYTES.get(unit)
    if larger and value >= TERA and value % TERA == 0:
        return f"{int(value) // TERA}{NBSP}{larger}"
    rounded = f"{value:,.{decimals}f}"
    if "." in rounded:
        rounded = rounded.rstrip("0").rstrip(".")
    if lang == RU:
        rounded = rounded.replace(",", NBSP).replace(".", ",")
    return rounded + _unit_after(unit)


def _unit_after(unit: str) -> str:
    return unit if not unit or unit in CLOSE_UNITS else NBSP + unit


@dataclass(frozen=True, slots=True)
class TypeSpec:
    """How a product type uses a spec; the group is a heading on the product page."""

    spec: SpecEntry
    group_code: str
    group_name: Words
    filterable: bool
    comparable: bool
    key_spec: bool
    required: bool
    better: str


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """A product type with its specs in their order."""

    id: int
    code: str
    name: Words
    specs: tuple[TypeSpec, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A snapshot of every word the catalogue speaks in. Categories stand in tree order (depth first)."""

    categories: Mapping[int, CategoryNode]
    brands: Mapping[int, BrandEntry]
    types: Mapping[int, TypeEntry]
    specs: Mapping[str, SpecEntry]
    category_slugs: Mapping[str, int]
    brand_slugs: Mapping[str, int]
    roots: tuple[int, ...]

    @property
    def leaves(self) -> tuple[int, ...]:
        """Every leaf in tree order: the order of rows in the listing."""
        return tuple(leaf for root in self.roots for leaf in self.categories[root].leaves)

    def category(self, slug: str) -> CategoryNode | None:
        found = self.category_slugs.get(slug)
        return None if found is None else self.categories[found]

    def brand(self, slug: str) -> BrandEntry | None:
        found = self.brand_slugs.get(slug)
        return None if found is None else self.brands[found]

    def path_to(self, category_id: int) -> Iterator[CategoryNode]:
        """The category and those above it, from the root down."""
        node = self.categories[category_id]
        for ancestor in node.ancestors:
            yield self.categories[ancestor]
        yield node
