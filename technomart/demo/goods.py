"""What the demo shop is made of: the shapes of its departments, goods, shops and opinions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

SpecKind = Literal["number", "bool", "choice", "multi", "text"]
Better = Literal["higher", "lower", "none"]
Condition = Literal["new", "open_box", "refurbished"]
SpecValue = Decimal | bool | str | tuple[str, ...]
"""number: Decimal; bool: bool; choice: an option code; multi: several; text: the same in any language."""


@dataclass(frozen=True)
class Category:
    slug: str
    name: str
    name_en: str
    parent: str | None
    type: str | None
    icon: str
    position: int


@dataclass(frozen=True)
class Brand:
    slug: str
    name: str
    name_en: str
    country: str
    country_en: str
    about: str
    about_en: str


@dataclass(frozen=True)
class Option:
    code: str
    name: str
    name_en: str
    colour: str | None = None
    """The swatch of a colour, as #rrggbb."""


@dataclass(frozen=True)
class Spec:
    code: str
    name: str
    name_en: str
    kind: SpecKind
    unit: str = ""
    unit_en: str = ""
    decimals: int = 0
    options: tuple[Option, ...] = ()

    def option(self, code: str) -> Option:
        return next(option for option in self.options if option.code == code)


@dataclass(frozen=True)
class TypeSpec:
    spec: str
    required: bool
    filterable: bool
    comparable: bool
    key_spec: bool
    better: Better


@dataclass(frozen=True)
class SpecGroup:
    code: str
    name: str
    name_en: str
    specs: tuple[TypeSpec, ...]


@dataclass(frozen=True)
class ProductType:
    code: str
    name: str
    name_en: str
    groups: tuple[SpecGroup, ...]

    @property
    def specs(self) -> tuple[TypeSpec, ...]:
        return tuple(spec for group in self.groups for spec in group.specs)


@dataclass(frozen=True)
class Drawing:
    kind: str
    params: Mapping[str, object]


@dataclass(frozen=True)
class Variant:
    sku: str
    slug: str
    name: str
    name_en: str
    options: Mapping[str, str]
    specs: Mapping[str, SpecValue]
    gtin: str
    mpn: str
    price_kopecks: int
    was_kopecks: int | None
    condition: Condition
    condition_note: str | None
    condition_note_en: str | None
    twin: str | None
    """SKU of the new thing that an open-box or refurbished one is a copy of."""
    weight_grams: int
    size_mm: tuple[int, int, int]
    stock: Mapping[str, int]
    drawing: Drawing
    views: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    slug: str
    brand: str
    category: str
    type: str
    model: str
    model_en: str
    name: str
    name_en: str
    text: str
    text_en: str
    warranty_months: int
    service_life_months: int
    country: str
    country_en: str
    specs: Mapping[str, SpecValue]
    energy_class: str | None
    preinstalled_software: str | None
    certificate: str
    popularity: int
    released: date
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class Location:
    code: str
    kind: Literal["warehouse", "shop"]
    name: str
    name_en: str
    city: str
    city_en: str
    address: str
    address_en: str
    hours: str
    hours_en: str
    phone: str
    latitude: Decimal
    longitude: Decimal
    metro: str | None
    metro_en: str | None


@dataclass(frozen=True)
class Review:
    sku: str
    author: str
    rating: int
    pros: str
    cons: str
    text: str
    days_ago: int
    verified: bool
    helpful: int
    unhelpful: int
    reply: str | None


@dataclass(frozen=True)
class Answer:
    author: str
    text: str
    days_ago: int
    by_shop: bool


@dataclass(frozen=True)
class Question:
    model: str
    author: str
    text: str
    days_ago: int
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Relation:
    model: str
    other: str
    kind: Literal["accessory", "similar"]
    position: int


@dataclass(frozen=True)
class Shop:
    categories: tuple[Category, ...]
    brands: tuple[Brand, ...]
    specs: tuple[Spec, ...]
    types: tuple[ProductType, ...]
    models: tuple[Model, ...]
    locations: tuple[Location, ...]
    reviews: tuple[Review, ...]
    questions: tuple[Question, ...]
    relations: tuple[Relation, ...]
