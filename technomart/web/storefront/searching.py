"""Search by words: what was found, what was understood, what to try where nothing was; suggestions while typing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session

from technomart.domain import accounts, search
from technomart.domain.catalog import CategoryNode, Vocabulary
from technomart.domain.search import Asked, Found, Query, Sought
from technomart.foundation import clock
from technomart.foundation.allowance import Counter
from technomart.web.context import extension, lang, reader, runtime, transaction
from technomart.web.pages import public_page
from technomart.web.security import without_form_token
from technomart.web.storefront.facts import menu
from technomart.web.storefront.listing import Address, Chip, Listing, Parameter, asked_for, make_listing
from technomart.web.storefront.showcase import Card, cards_of
from technomart.web.templating import Page, gettext, render

SUGGESTED_WAYS = 4
POPULAR = 5
LOOKED_AT = 100
"""Among how many goods a row looks for different ones."""

CATEGORY = "category"
READ = "read"
"""Says in an address that what the words mean is among the filters already, where it can be taken off."""

EXACT = "exact"
"""Says that the words shall be looked for as they were typed."""

COUNTER = "technomart.sought"
MOST_IN_A_MINUTE = 60
"""How many searches and choices of one network are counted: nobody fills the list of the staff alone."""

COUNT = re.compile(r"[0-9]{1,8}", re.ASCII)

blueprint = Blueprint("search", __name__)
blueprint.record_once(lambda state: state.app.extensions.setdefault(COUNTER, Counter()))


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the words: what was looked for instead, the words nothing has, and the way to the very words."""

    asked: str
    searched: str
    dropped: tuple[str, ...]
    tried: tuple[str, ...]
    exact_url: str

    @property
    def is_rewritten(self) -> bool:
        return self.searched != self.asked


@blueprint.get("/search", endpoint="index")
@public_page
def index() -> str:
    window = runtime().search
    words, is_exact = window.vocabulary, EXACT in request.args
    found = window.find(request.args.get("q", ""), literally=is_exact)
    node = _category(words, found)
    asked = asked_for(() if READ in request.args else _filters(found))
    address = _address(found, asked, is_exact=is_exact)
    with reader() as session:
        listing, answer = make_listing(session, asked, _scope(words, found, node), address=address, found=found)
        listing = _with_category(listing, asked, found, node)
        is_empty = not listing.total and not listing.chips
        popular = _popular(session) if is_empty else []
    children = _by_category(words, answer.leaves) if len(answer.leaves) > 1 else []
    very = url_for("search.index", q=found.asked, exact=1)
    told = Told(found.asked, found.searched, found.dropped, found.tried, very)
    return render(
        "storefront/search/index.html",
        Page(title=gettext("Поиск: %(query)s — Техномарт", query=found.asked), noindex=True, tab="catalog"),
        query=found.asked,
        told=told,
        is_plain=request.args.keys() <= {"q"},
        children=children,
        tips=[(one.name, one.url) for one in menu()] if is_empty else [],
        popular=popular,
        listing=listing,
    )


def _filters(found: Found) -> tuple[Parameter, ...]:
    """What the words mean, as filters of a listing; the category is not one of them."""
    return tuple(piece.parameter for piece in found.pieces if piece.kind != CATEGORY)


def _category(words: Vocabulary, found: Found) -> CategoryNode | None:
    slug = next((piece.parameter[1] for piece in found.pieces if piece.kind == CATEGORY), None)
    return None if slug is None else words.category(slug)


def _address(found: Found, asked: Asked, *, is_exact: bool) -> Address:
    """Addresses of this search: once any filter is in them, those that were understood are too."""
    fixed = [("q", found.asked)] if found.asked else []
    if is_exact:
        fixed.append((EXACT, "1"))
    elif _filters(found):
        fixed.append((READ, "1"))
    return Address(request.root_path + request.path, fixed)


def _with_category(listing: Listing, asked: Asked, found: Found, node: CategoryNode | None) -> Listing:
    """The category that was understood stands first among what is applied and can be taken off as well."""
    if node is None:
        return listing
    piece = next(piece for piece in found.pieces if piece.kind == CATEGORY)
    rest = [("q", piece.without)] if piece.without else []
    others = [(READ, "1"), *asked.parameters()] if _filters(found) else asked.parameters()
    without = Address(listing.action, rest).url(others)
    return replace(listing, chips=(Chip(node.name[lang()], without), *listing.chips))


def _scope(words: Vocabulary, found: Found, node: CategoryNode | None) -> tuple[int, ...]:
    """The leaves to look in: of those of the category, if one was understood, the ones the hits lie in."""
    leaves = words.leaves if node is None else node.leaves
    if found.ids is None:
        return leaves
    return tuple(runtime().search.leaves_of(Query(scope=leaves, hits=found.ids))) or leaves


def _popular(session: Session) -> list[Card]:
    """What to look at where nothing was found."""
    window = runtime().search
    known = window.search(Query(scope=window.vocabulary.leaves, limit=LOOKED_AT, facets=()))
    return cards_of(session, window.various(known.ids, POPULAR, of_brand=2))


def _by_category(words: Vocabulary, counts: Mapping[int, int]) -> list[tuple[str, str, int]]:
    """The leaves with the most goods first."""
    return [
        (words.categories[leaf].name[lang()], url_for("catalog.category", slug=words.categories[leaf].slug), count)
        for leaf, count in sorted(counts.items(), key=lambda pair: -pair[1])
    ]


@blueprint.post("/search/seen")
@without_form_token
def seen() -> Response:
    """A browser says what was searched for and how much was found, or that goods were chosen then: counted by day."""
    words, found = search.words_to_count(request.form.get("q", "")), request.form.get("found", "")
    network = accounts.network_of(request.remote_addr or "")
    is_allowed = not cast(Counter, extension(COUNTER)).count(network, MOST_IN_A_MINUTE).is_spent
    if words is not None and COUNT.fullmatch(found) and is_allowed:
        one = Sought(words, int(found), clicked="clicked" in request.form)
        with transaction() as session:
            search.count_searches(session, [one], clock.now().date())
    return Response(status=204)


@blueprint.get("/suggest")
@public_page
def suggest() -> str:
    window, query = runtime().search, search.tidy(request.args.get("q", ""))
    words, offered = window.vocabulary, window.suggest(query, lang())
    with reader() as session:
        cards = cards_of(session, offered.variants)
    categories = [node for slug in offered.categories if (node := words.category(slug)) is not None]
    makers = [brand for slug in offered.brands if (brand := words.brand(slug)) is not None]
    return render(
        "storefront/search/suggest.html",
        Page(title="", noindex=True),
        query=query,
        queries=[(text, url_for("search.index", q=text)) for text in offered.queries[:SUGGESTED_WAYS]],
        cards=cards,
        categories=[(one.name[lang()], url_for("catalog.category", slug=one.slug)) for one in categories],
        brands=[(one.name, url_for("brand.show", slug=one.slug)) for one in makers],
        all_url=url_for("search.index", q=query),
    )
