"""The catalogue: all departments, a category with its goods, brands."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from technomart.domain import catalog, search
from technomart.domain.catalog import BrandEntry, CategoryNode, SlugKind, Vocabulary
from technomart.domain.search import Answer, Query
from technomart.foundation.money import Money
from technomart.web.context import lang, reader, runtime
from technomart.web.pages import depends_on, public_page
from technomart.web.storefront.facts import menu
from technomart.web.storefront.listing import Address, asked_for, make_listing
from technomart.web.templating import Page, gettext, money, ngettext, number, public_url, render

POPULAR_MAKERS = 6
POPULAR_VALUES = 6
VALUES_OF_A_SPEC = 2
FEW = 2

blueprint = Blueprint("catalog", __name__)
brands = Blueprint("brand", __name__)


@blueprint.get("/catalog/")
@public_page
def index() -> str:
    depends_on(search.VOCABULARY)
    page = Page(title=gettext("Каталог — Техномарт"), tab="catalog")
    return render("storefront/catalog/index.html", page, departments=menu())


@blueprint.get("/catalog/<slug>/")
@public_page
def category(slug: str) -> str | Response:
    words = runtime().search.vocabulary
    node = words.category(slug)
    if node is None:
        return moved_to(SlugKind.category, slug)
    depends_on(*(search.leaf(leaf) for leaf in node.leaves))
    asked, address = asked_for(), Address(request.root_path + request.path)
    with reader() as session:
        listing, answer = make_listing(session, asked, node.leaves, address=address)
    name, trail = node.name[lang()], _trail(words, node)
    return render(
        "storefront/catalog/listing.html",
        Page(
            title=gettext("%(name)s — купить в Техномарте", name=name),
            description=_describe(name, listing.total),
            noindex=asked.is_filtered or listing.number > 1 or asked.sort is not None,
            structured=(trail_data(trail),),
            tab="catalog",
        ),
        heading=name,
        crumbs=_crumbs(trail),
        children=_children(words, node, answer.leaves),
        text="",
        popular=[] if asked.is_filtered else [*_makers(words, node, answer), *_picks(words, node, answer)],
        listing=listing,
    )


@blueprint.get("/catalog/<slug>/<maker>/")
@public_page
def category_of_brand(slug: str, maker: str) -> str | Response:
    """One maker's goods of a category: the combination people look for, with a title and words of its own."""
    words = runtime().search.vocabulary
    node, brand = words.category(slug), words.brand(maker)
    if node is None or brand is None:
        now = {"slug": slug_now(SlugKind.category, slug), "maker": slug_now(SlugKind.brand, maker)}
        return redirect(url_for("catalog.category_of_brand", **now), 301)
    depends_on(search.brand(brand.id), *(search.leaf(leaf) for leaf in node.leaves))
    asked, address = asked_for(), Address(request.root_path + request.path)
    with reader() as session:
        listing, answer = make_listing(session, asked, node.leaves, address=address, fixed_brand=brand.id)
    if not listing.total and not asked.is_filtered:
        return redirect(url_for("catalog.category", slug=node.slug), 302)
    name, trail = f"{node.name[lang()]} {brand.name}", _trail(words, node)
    return render(
        "storefront/catalog/listing.html",
        Page(
            title=gettext("%(name)s — купить в Техномарте", name=name),
            description=_describe(name, listing.total),
            noindex=asked.is_filtered or listing.number > 1 or asked.sort is not None,
            structured=(trail_data([*trail, (brand.name, request.path)]),),
            tab="catalog",
        ),
        heading=name,
        crumbs=[*_crumbs(trail), (brand.name, None)],
        children=_children(words, node, answer.leaves, maker=brand.slug),
        text="" if asked.is_filtered else _words_of(name, listing.total, answer),
        popular=[] if asked.is_filtered else _picks(words, node, answer),
        listing=listing,
    )


def _words_of(name: str, total: int, answer: Answer) -> str:
    """What there is, in a sentence or two."""
    goods = ngettext("%(num)s товар", "%(num)s товара", total)
    said = gettext("%(name)s в Техномарте: %(goods)s", name=name, goods=goods)
    if answer.price is not None:
        low, high = (Money(kopecks) for kopecks in answer.price)
        spread = money(low) if low == high else gettext("от %(low)s до %(high)s", low=money(low), high=money(high))
        said = f"{said}, {spread}"
    if answer.in_stock:
        said = gettext("%(said)s. Сейчас в наличии: %(count)s", said=said, count=number(answer.in_stock))
    return f"{said}."


def _makers(words: Vocabulary, node: CategoryNode, answer: Answer) -> list[tuple[str, str]]:
    """The makers with the most goods here, each with a page of its own."""
    if len(answer.brands) < FEW:
        return []
    most = sorted(answer.brands, key=lambda one: (-answer.brands[one], words.brands[one].name))[:POPULAR_MAKERS]
    found: list[BrandEntry] = [words.brands[one] for one in most]
    return [(one.name, url_for("catalog.category_of_brand", slug=node.slug, maker=one.slug)) for one in found]


def _picks(words: Vocabulary, node: CategoryNode, answer: Answer) -> list[tuple[str, str]]:
    """The filters most goods of a kind differ by: the fullest value of the first specs in which there is a choice."""
    picks: list[tuple[str, str]] = []
    for use in search.filterable(words, node.leaves):
        counts = answer.choices.get(use.spec.code, {})
        if use.spec.kind == "bool" or len(counts) < FEW:
            continue
        for value in sorted(counts, key=lambda one: (-counts[one], one))[:VALUES_OF_A_SPEC]:
            option = use.spec.options[value]
            parameter = {search.SPEC_PREFIX + use.spec.code: option.code}
            picks.append((option.name[lang()], f"{request.root_path}{request.path}?{urlencode(parameter)}"))
        if len(picks) >= POPULAR_VALUES:
            break
    return picks[:POPULAR_VALUES]


def moved_to(kind: SlugKind, slug: str) -> Response:
    """301 to where a category or brand is now, 404 if it never was here."""
    endpoint = "catalog.category" if kind is SlugKind.category else "brand.show"
    return redirect(url_for(endpoint, slug=slug_now(kind, slug)), 301)


def slug_now(kind: SlugKind, slug: str) -> str:
    """The present address of a category or brand that has, or once had, this one; 404 if there never was such."""
    words = runtime().search.vocabulary
    known: Mapping[int, Any] = words.categories if kind is SlugKind.category else words.brands
    if any(one.slug == slug for one in known.values()):
        return slug
    with reader() as session:
        target = catalog.moved_slug(session, kind, slug)
    if target is None or target not in known:
        abort(404)
    return str(known[target].slug)


def _describe(name: str, total: int) -> str:
    goods = ngettext("%(num)s товар", "%(num)s товара", total)
    return gettext("%(name)s: %(goods)s, честные цены, самовывоз сегодня и курьер завтра.", name=name, goods=goods)


def _trail(words: Vocabulary, node: CategoryNode) -> list[tuple[str, str | None]]:
    return [(one.name[lang()], url_for("catalog.category", slug=one.slug)) for one in words.path_to(node.id)]


def _crumbs(trail: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    return [(gettext("Каталог"), url_for("catalog.index")), *trail]


def trail_data(trail: list[tuple[str, str | None]]) -> dict[str, Any]:
    """Breadcrumbs as structured data."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, **({"item": public_url(url)} if url else {})}
            for place, (name, url) in enumerate(trail, start=1)
        ],
    }


def _children(
    words: Vocabulary, node: CategoryNode, counts: Mapping[int, int], maker: str = ""
) -> list[tuple[str, str, int]]:
    found = []
    for child_id in node.children:
        child = words.categories[child_id]
        count = sum(counts.get(leaf, 0) for leaf in child.leaves)
        if count:
            found.append((child.name[lang()], _address_of(child, maker), count))
    return found


def _address_of(node: CategoryNode, maker: str = "") -> str:
    if not maker:
        return url_for("catalog.category", slug=node.slug)
    return url_for("catalog.category_of_brand", slug=node.slug, maker=maker)


@brands.get("/brands/", endpoint="index")
@public_page
def index_of_brands() -> str:
    window = runtime().search
    answer = window.search(Query(scope=window.vocabulary.leaves, limit=0, facets=()))
    known = sorted(
        (window.vocabulary.brands[brand] for brand in answer.brands if brand in window.vocabulary.brands),
        key=lambda brand: brand.name.casefold(),
    )
    letters = [
        (letter, [(one.name, url_for("brand.show", slug=one.slug), answer.brands[one.id]) for one in group])
        for letter, group in groupby(known, key=lambda brand: brand.name[0].upper())
    ]
    page = Page(title=gettext("Бренды — Техномарт"), tab="catalog")
    return render("storefront/brand/index.html", page, total=len(known), letters=letters)


@brands.get("/brand/<slug>/")
@public_page
def show(slug: str) -> str | Response:
    words = runtime().search.vocabulary
    brand = words.brand(slug)
    if brand is None:
        return moved_to(SlugKind.brand, slug)
    depends_on(search.brand(brand.id))
    asked, address = asked_for(), Address(request.root_path + request.path)
    with reader() as session:
        listing, answer = make_listing(session, asked, words.leaves, address=address, fixed_brand=brand.id)
    children = [
        (words.categories[leaf].name[lang()], _address_of(words.categories[leaf], slug), count)
        for leaf, count in answer.leaves.items()
    ]
    return render(
        "storefront/brand/show.html",
        Page(
            title=gettext("%(name)s — товары бренда в Техномарте", name=brand.name),
            description=_describe(brand.name, listing.total),
            noindex=asked.is_filtered or listing.number > 1 or asked.sort is not None,
            tab="catalog",
        ),
        heading=brand.name,
        text=brand.text[lang()],
        crumbs=[(gettext("Бренды"), url_for("brand.index")), (brand.name, None)],
        children=children,
        listing=listing,
    )
