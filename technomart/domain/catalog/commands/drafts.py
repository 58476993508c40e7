"""What somebody wants the catalogue to say, as plain values: the input of its verbs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

SpecValue = int | float | Decimal | bool | str | tuple[str, ...]
"""A number, yes or no, an option code, several option codes, or free text, by the kind of the spec."""


@dataclass(frozen=True, kw_only=True)
class CategoryDraft:
    """A category under `parent` (a slug); a leaf names its product type by code.

    Without a `position` it stands where it stands among the drafts.
    """

    slug: str
    name: str
    parent: str | None = None
    type: str | None = None
    icon: str = "box"
    text: str = ""
    position: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class BrandDraft:
    """A brand; `countries` and `texts` are its words in other languages."""

    slug: str
    name: str
    country: str = ""
    text: str = ""
    countries: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OptionDraft:
    """One value of a choice spec."""

    code: str
    name: str
    colour: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SpecDraft:
    """A spec and, for the choice kinds, its options in order."""

    code: str
    kind: str
    name: str
    unit: str = ""
    decimals: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    options: tuple[OptionDraft, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TypeSpecDraft:
    """How a product type uses a spec."""

    spec: str
    required: bool = False
    filterable: bool = False
    comparable: bool = True
    key_spec: bool = False
    better: str = "none"


@dataclass(frozen=True, kw_only=True)
class GroupDraft:
    """A heading with the specs under it."""

    code: str
    name: str
    specs: tuple[TypeSpecDraft, ...]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TypeDraft:
    """A product type with its specs in groups."""

    code: str
    name: str
    groups: tuple[GroupDraft, ...]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PictureDraft:
    """A picture by the key of its files; a drawn one brings the recipe it is made by."""

    key: str
    alt: str = ""
    alt_en: str = ""
    recipe: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class VariantDraft:
    """What is sold. `options` are the spec codes in which it differs from its siblings."""

    sku: str
    slug: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    specs: Mapping[str, SpecValue] = field(default_factory=dict)
    gtin: str | None = None
    mpn: str | None = None
    condition: str = "new"
    condition_note: str = ""
    condition_notes: Mapping[str, str] = field(default_factory=dict)
    weight_grams: int | None = None
    size_mm: tuple[int, int, int] | None = None
    popularity: int = 0
    pictures: tuple[PictureDraft, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProductDraft:
    """A model line with all its variants; brand, category and type by slug and code."""

    slug: str
    brand: str
    category: str
    type: str
    name: str
    variants: tuple[VariantDraft, ...]
    model: str = ""
    text: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    manufacturer: str = ""
    importer: str = ""
    certificate: str = ""
    energy_class: str = ""
    preinstalled_software: str = ""
    warranty_months: int = 0
    service_life_months: int = 0
    released_on: date | None = None
    specs: Mapping[str, SpecValue] = field(default_factory=dict)

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same draft, in every process: how a second import knows that nothing changed."""
        return hashlib.blake2b(repr(self).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
