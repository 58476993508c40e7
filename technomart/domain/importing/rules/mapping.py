"""What a mapping can say: which column of a price list is which fact about the goods (docs/import.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CODE = r"^[a-z0-9][a-z0-9._~-]*$"
ICON = r"^[a-z0-9-]{1,40}$"
RUB = "RUB"
YES = ("true", "yes", "1", "да", "есть")
NO = ("false", "no", "0", "нет")

Slug = Annotated[str, Field(pattern=SLUG, max_length=120)]
Code = Annotated[str, Field(pattern=CODE, max_length=64)]
Name = Annotated[str, Field(min_length=1, max_length=300)]
Column = Annotated[str, Field(min_length=1, max_length=300)]


def _compiled(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return text


Pattern = Annotated[str, Field(max_length=500), AfterValidator(_compiled)]
Item = TypeVar("Item")


class Part(BaseModel):
    """A part of a mapping: what it does not know it refuses, and nothing in it changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(Part):
    """Something with a code and its names in both languages."""

    code: Code
    ru: Name
    en: Name


class Unit(Part):
    """A unit in both languages."""

    ru: Annotated[str, Field(max_length=40)] = ""
    en: Annotated[str, Field(max_length=40)] = ""


class Source(Part):
    """How the file is written; the kind of file is told by its ending."""

    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    encoding: Literal["utf-8", "windows-1251", "koi8-r", "cp866", "iso-8859-1"] = "utf-8"
    sheet: str | None = None


class Leaf(Part):
    """A category on the way to where the goods go."""

    slug: Slug
    ru: Name
    en: Name
    icon: Annotated[str, Field(pattern=ICON)] = "box"


class Value(Part):
    """One value of a choice as the shop calls it."""

    code: Code
    ru: Name
    en: Name
    colour: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None


class Cleaning(Part):
    """What happens to a cell before it means something."""

    empty: tuple[str, ...] = ()
    replace: tuple[tuple[Pattern, str], ...] = ()
    match: Pattern | None = None
    unmatched: Literal["none", "refuse"] = "refuse"
    split: Pattern | None = None
    part: Annotated[int, Field(ge=1, le=50)] | None = None
    parts: Annotated[int, Field(ge=1, le=50)] | None = None


class Spec(Cleaning):
    """One typed property: its place in the shop's words, its column and how a cell becomes its value."""

    code: Code
    column: Column
    kind: Literal["number", "bool", "choice", "multi", "text"]
    ru: Name
    en: Name
    unit: Unit = Unit()
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    filter: bool = False
    key: bool = False
    compare: bool = True
    required: bool = False
    better: Literal["higher", "lower", "none"] = "none"
    times: Decimal = Decimal(1)
    decimal: Literal[".", ","] = "."
    yes: tuple[str, ...] = YES
    no: tuple[str, ...] = NO
    words: str | None = None
    values: Mapping[str, Value] = {}
    others: Literal["add", "none", "refuse"] = "add"

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Spec:
        if self.part and not self.split:
            raise ValueError("part needs split")
        if self.kind == "multi" and self.part:
            raise ValueError("a multi spec takes every part: leave part out")
        if self.kind not in ("choice", "multi") and (self.values or self.words):
            raise ValueError("values and words belong to choice and multi")
        if self.kind != "number" and (self.times != 1 or self.unit.ru or self.decimals):
            raise ValueError("unit, decimals and times belong to number")
        if self.kind == "text" and self.filter:
            raise ValueError("a text is no filter: it has no values to choose from")
        if not self.times:
            raise ValueError("times must not be 0")
        return self


class Group(Named):
    """A heading and the specs under it."""

    spec: tuple[Spec, ...] = ()


class NameRule(Cleaning):
    """Where the goods' name stands."""

    column: Column


class BrandRule(Part):
    """Whose goods they are: a column, or the longest known name that begins the goods' name, else its first word."""

    column: Column | None = None
    known: tuple[Name, ...] = ()
    aliases: Mapping[str, Name] = {}


class PriceRule(Part):
    """What the goods cost: `rate` roubles for one unit of `currency`, rounded half up to whole `step` roubles."""

    column: Column
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = RUB
    rate: Annotated[Decimal, Field(gt=0, le=1_000_000)] = Decimal(1)
    step: Annotated[Decimal, Field(ge=Decimal("0.01"), le=10_000, decimal_places=2)] = Decimal("0.01")
    decimal: Literal[".", ","] = "."
    empty: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _roubles_are_roubles(self) -> PriceRule:
        if self.currency == RUB and self.rate != 1:
            raise ValueError("the rate of RUB is 1")
        return self


class StockRule(Part):
    """How many pieces lie where: counted in a column, or `opening` pieces once for what has a price and no stock."""

    location: Named
    column: Column | None = None
    opening: Annotated[int, Field(ge=0, le=1_000_000)] = 0

    @model_validator(mode="after")
    def _one_way(self) -> StockRule:
        if self.column and self.opening:
            raise ValueError("either column or opening")
        return self


class VariantRule(Part):
    """Lines with the same text in `column` are variants of one product and differ in these specs."""

    column: Column
    options: tuple[Code, ...] = ()


class ImportMapping(Part):
    """A whole mapping."""

    code: Annotated[str, Field(pattern=SLUG, max_length=24)]
    title: str = ""
    include: tuple[Annotated[str, Field(pattern=SLUG)], ...] = ()
    gone: Literal["stay", "off_sale"] = "stay"
    key: tuple[Column, ...] = ()
    source: Source = Source()
    category: Annotated[tuple[Leaf, ...], Field(min_length=1, max_length=6)]
    type: Named
    group: tuple[Group, ...] = ()
    name: NameRule
    brand: BrandRule = BrandRule()
    model: Column | None = None
    price: PriceRule | None = None
    stock: StockRule | None = None
    variants: VariantRule | None = None
    words: Mapping[str, Mapping[str, Value]] = {}

    @cached_property
    def specs(self) -> tuple[Spec, ...]:
        return tuple(spec for group in self.group for spec in group.spec)

    @property
    def columns(self) -> Iterator[tuple[str, str]]:
        """Every column the mapping reads, with the place that names it."""
        yield "name", self.name.column
        rules = (("brand", self.brand), ("price", self.price), ("stock", self.stock), ("variants", self.variants))
        for place, rule in rules:
            if rule is not None and rule.column:
                yield place, rule.column
        if self.model:
            yield "model", self.model
        yield from (("key", column) for column in self.key)
        yield from ((f"spec {spec.code}", spec.column) for spec in self.specs)

    @model_validator(mode="after")
    def _hangs_together(self) -> ImportMapping:
        codes = [spec.code for spec in self.specs]
        for what, named in (("spec", codes), ("category", [leaf.slug for leaf in self.category])):
            twice = next((one for one in named if named.count(one) > 1), None)
            if twice:
                raise ValueError(f"{what} {twice} stands twice")
        for spec in self.specs:
            if spec.words and spec.words not in self.words:
                raise ValueError(f"spec {spec.code}: there are no words.{spec.words}")
        if self.variants and self.gone != "off_sale":
            raise ValueError("variants need gone = 'off_sale': a product has just the variants the file names")
        strange = [code for code in (self.variants.options if self.variants else ()) if code not in codes]
        if strange:
            raise ValueError(f"variants.options: {strange[0]} is no spec of this mapping")
        return self
