"""Goods on the wire: the listing with its filters, categories, brands, the variant's page."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from technomart.domain.search import RATINGS, Sort
from technomart.foundation.paging import LARGEST_PAGE
from technomart.web.api.v1.schemas.wire import ON_ONE_LINE, AskedPage, Moment, Picture, Sum, Told

NUMBER = r"[0-9]{1,9}([.][0-9]{1,2})?"
RANGE = f"^({NUMBER}-|-{NUMBER}|{NUMBER}(-{NUMBER})?)$"
SLUG = r"^[a-z0-9][a-z0-9-]{0,119}$"
PlaceCode = Annotated[str, Field(pattern=f"^{ON_ONE_LINE}{{1,64}}$")]
Slug = Annotated[str, Field(pattern=SLUG)]


class AskedWords(AskedPage):
    """A text search."""

    q: str = Field("", max_length=200, pattern=f"^{ON_ONE_LINE}*$", description="Words to look for.")


class AskedListing(AskedWords):
    """The filters, order and page of a listing, by the names the shop's own pages use."""

    model_config = ConfigDict(strict=True, extra="allow")

    exact: Literal["0", "1"] = Field("0", description="Look for the words as they are.")
    category: Slug | None = Field(None, description="A category's slug; without it, everything the shop sells.")
    brand: list[Slug] = Field([], max_length=60, description="Brands' slugs; several are alternatives.")
    price: str | None = Field(None, pattern=RANGE, description="Roubles: `100-900`, `100-` or `-900`.")
    in_stock: Literal["0", "1"] = "0"
    reduced: Literal["0", "1"] = "0"
    shop: list[PlaceCode] = Field([], max_length=60, description="Codes of shops where the goods lie; alternatives.")
    today: Literal["0", "1"] = Field("0", description="Only what can be fetched from a shop today.")
    rating: Literal[tuple(RATINGS)] | None = None  # type: ignore[valid-type]
    sort: Literal[tuple(Sort.__members__)] | None = None  # type: ignore[valid-type]
    page: int = Field(1, ge=1, le=LARGEST_PAGE)


class Item(Told):
    """A card of the listing: one variant. `price` is null for what is not sold at present."""

    sku: str
    slug: str
    name: str
    brand: str
    brand_slug: str
    price: Sum | None
    old_price: Sum | None
    rating: float | None
    reviews: int
    in_stock: bool
    quantity: int
    condition: str
    specs: list[str]
    picture: Picture | None
    url: str


class FacetValue(Told):
    """One value of a filter, with how many goods it would give."""

    value: str
    label: str
    count: int


class Facet(Told):
    """A group of filters: ask for a value by `<code>=<value>`, for a spec by `s.<code>=<value>`."""

    code: str
    name: str
    unit: str
    values: list[FacetValue]


class PriceFacet(Told):
    """The bounds of the price and how the goods spread between them, in equal steps."""

    min: Sum | None
    max: Sum | None
    histogram: list[int]


class Understood(Told):
    """A filter that some of the words mean: as it would stand in the address."""

    filter: str
    value: str
    words: str


class SearchTold(Told):
    """What became of the words of a search.

    `searched`: what was looked for instead, if `rewrite` says why (layout, transliteration, spelling, joined).
    `dropped`: words left out because nothing has all of them.
    """

    asked: str
    searched: str
    rewrite: str | None
    dropped: list[str]
    understood: list[Understood]


class Listing(Told):
    """A page of goods with exact counts; each group of filters is counted without its own choice."""

    total: int
    items: list[Item]
    facets: list[Facet]
    price: PriceFacet
    search: SearchTold | None


class Named(Told):
    """Something with a page of its own."""

    slug: str
    name: str


class Counted(Named):
    """Something with a page of its own, and how many goods it holds."""

    count: int


class CategoryTree(Named):
    """A category with those below it."""

    children: list[CategoryTree]


class Categories(Told):
    """The departments of the shop with all below them."""

    items: list[CategoryTree]


class FilterableSpec(Told):
    """A spec of this category's goods that the listing can filter by."""

    code: str
    name: str
    unit: str
    kind: str


class Category(Named):
    """One category: the way to it, what is below it, what its goods are filtered by."""

    text: str
    path: list[Named]
    children: list[Counted]
    total: int
    specs: list[FilterableSpec]


class Brands(Told):
    """The brands that have goods, by name."""

    total: int
    items: list[Counted]


class Brand(Named):
    """One brand and where its goods stand."""

    country: str
    text: str
    total: int
    categories: list[Counted]


class Spec(Told):
    """One spec as it is written on the page."""

    code: str
    name: str
    value: str


class SpecGroup(Told):
    """Specs under one heading."""

    code: str
    name: str
    specs: list[Spec]


class Sibling(Told):
    """Another variant of the same line, by the options they differ in."""

    sku: str
    slug: str
    name: str
    options: list[Spec]
    price: Sum | None
    in_stock: bool


class Shelf(Told):
    """How many pieces can be fetched from a shop."""

    shop: str
    name: str
    address: str
    quantity: int


class Paper(Told):
    """A manual or a certificate."""

    title: str
    url: str


class PricePoint(Told):
    """What was charged from a moment on."""

    at: Moment
    price: Sum


class Rating(Told):
    """The published reviews in a few numbers; `stars` maps five to one to how many gave them."""

    average: float | None
    reviews: int
    questions: int
    stars: dict[str, int]


class LegalFacts(Told):
    """What the law wants said of goods; empty or zero where there is nothing to say."""

    manufacturer: str
    country: str
    importer: str
    warranty_months: int
    service_life_months: int
    certificate: str
    energy_class: str
    preinstalled_software: str
    condition: Literal["new", "open_box", "refurbished"] | str
    condition_note: str
    gtin: str
    mpn: str


class Product(Item):
    """Everything on the page of a variant."""

    line: str
    text: str
    category: Named
    path: list[Named]
    pictures: list[Picture]
    spec_groups: list[SpecGroup]
    siblings: list[Sibling]
    shops: list[Shelf]
    documents: list[Paper]
    legal: LegalFacts
    price_history: list[PricePoint]
    rating_summary: Rating
    accessories: list[Item]
    similar: list[Item]


class Variant(Item):
    """A variant in short, with where it lies."""

    gtin: str
    mpn: str
    shops: list[Shelf]


class Suggestions(Told):
    """What the first letters may mean: whole queries, goods, and categories and brands with all their goods."""

    queries: list[str]
    items: list[Item]
    categories: list[Counted]
    brands: list[Counted]
