"""The catalogue: all departments, a category with its goods, brands, search and suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from technomart.domain import catalog, search
from technomart.domain.catalog import CategoryNode, SlugKind, Vocabulary
from technomart.domain.search import Found, Query
from technomart.web.context import lang, reader, runtime
from technomart.web.pages import depends_on, public_page
from technomart.web.storefront.facts import menu
from technomart.web.storefront.listing import Address, asked_for, make_listing
from technomart.web.storefront.showcase import cards_of
from technomart.web.templating import Page, gettext, ngettext, public_url, render

LONGEST_QUERY = 200
SUGGESTED_GOODS = 6
SUGGESTED_WAYS = 4
POPULAR = 5
LOOKED_AT = 100
"""Among how many goods a row looks for different ones."""

blueprint = Blueprint("catalog", __name__)
brands = Blueprint("brand", __name__)
searching = Blueprint("search", __name__)


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
    name = node.name[lang()]
    return render(
        "storefront/catalog/listing.html",
        Page(
            title=gettext("%(name)s — купить в Техномарте", name=name),
            description=_describe(name, listing.total),
            noindex=asked.is_filtered or listing.number > 1 or asked.sort is not None,
            structured=(trail_data(_trail(words, node)),),
            tab="catalog",
        ),
        heading=name,
        crumbs=_crumbs(words, node),
        children=_children(words, node, answer.leaves),
        popular=[],
        listing=listing,
    )


def moved_to(kind: SlugKind, slug: str) -> Response:
    """301 to where a category or brand is now, 404 if it never was here."""
    words = runtime().search.vocabulary
    with reader() as session:
        target = catalog.moved_slug(session, kind, slug)
    known: Mapping[int, Any] = words.categories if kind is SlugKind.category else words.brands
    if target is None or target not in known:
        abort(404)
    endpoint = "catalog.category" if kind is SlugKind.category else "brand.show"
    return redirect(url_for(endpoint, slug=known[target].slug), 301)


def _describe(name: str, total: int) -> str:
    goods = ngettext("%(num)s товар", "%(num)s товара", total)
    return gettext("%(name)s: %(goods)s, честные цены, самовывоз сегодня и курьер завтра.", name=name, goods=goods)


def _trail(words: Vocabulary, node: CategoryNode) -> list[tuple[str, str | None]]:
    return [(one.name[lang()], url_for("catalog.category", slug=one.slug)) for one in words.path_to(node.id)]


def _crumbs(words: Vocabulary, node: CategoryNode) -> list[tuple[str, str | None]]:
    return [(gettext("Каталог"), url_for("catalog.index")), *_trail(words, node)]


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


def _children(words: Vocabulary, node: CategoryNode, counts: Mapping[int, int]) -> list[tuple[str, str, int]]:
    found = []
    for child_id in node.children:
        child = words.categories[child_id]
        count = sum(counts.get(leaf, 0) for leaf in child.leaves)
        if count:
            found.append((child.name[lang()], url_for("catalog.category", slug=child.slug), count))
    return found


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
        (words.categories[leaf].name[lang()], _category_of_brand(words.categories[leaf], slug), count)
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


def _category_of_brand(node: CategoryNode, brand: str) -> str:
    return url_for("catalog.category", slug=node.slug, brand=brand)


@searching.get("/search", endpoint="index")
@public_page
def index_of_search() -> str:
    window = runtime().search
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    found = window.find(query, understand=False)
    asked, address = asked_for(), Address(request.root_path + request.path, [("q", query)] if query else [])
    scope = _scope_of(window.vocabulary, found)
    with reader() as session:
        listing, answer = make_listing(session, asked, scope, address=address, found=found)
        popular = (
            []
            if found.ids is not None and len(found.ids)
            else cards_of(
                session,
                window.various(
                    window.search(Query(scope=window.vocabulary.leaves, limit=LOOKED_AT, facets=())).ids,
                    POPULAR,
                    of_brand=2,
                ),
            )
        )
    children = _by_category(window.vocabulary, answer.leaves) if len(answer.leaves) > 1 else []
    return render(
        "storefront/search/index.html",
        Page(title=gettext("Поиск: %(query)s — Техномарт", query=query), noindex=True, tab="catalog"),
        query=query,
        corrected=None,
        children=children,
        tips=[],
        popular=popular,
        listing=listing,
    )


def _by_category(words: Vocabulary, counts: Mapping[int, int]) -> list[tuple[str, str, int]]:
    """The leaves with the most goods first."""
    return [
        (words.categories[leaf].name[lang()], url_for("catalog.category", slug=words.categories[leaf].slug), count)
        for leaf, count in sorted(counts.items(), key=lambda pair: -pair[1])
    ]


def _scope_of(words: Vocabulary, found: Found) -> tuple[int, ...]:
    """The leaves the hits lie in: one leaf brings its own specs as filters."""
    answer = runtime().search.search(Query(scope=words.leaves, hits=found.ids, limit=0, facets=()))
    return tuple(answer.leaves) or words.leaves


@searching.get("/suggest")
@public_page
def suggest() -> str:
    window, words = runtime().search, runtime().search.vocabulary
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    found = window.find(query, understand=False)
    answer = window.search(
        Query(
            scope=words.leaves,
            hits=found.ids,
            scores=found.scores,
            sort=search.Sort.relevance,
            limit=LOOKED_AT,
            facets=(),
        )
    )
    with reader() as session:
        cards = cards_of(session, window.various(answer.ids, SUGGESTED_GOODS))
    most = sorted(answer.brands.items(), key=lambda pair: -pair[1])[:SUGGESTED_WAYS]
    makers = [(words.brands[one], count) for one, count in most]
    return render(
        "storefront/search/suggest.html",
        Page(title="", noindex=True),
        query=query,
        corrected=None,
        cards=cards,
        categories=_by_category(words, answer.leaves)[:SUGGESTED_WAYS],
        brands=[(one.name, url_for("brand.show", slug=one.slug), count) for one, count in makers],
        total=answer.total,
        all_url=url_for("search.index", q=query),
    )
