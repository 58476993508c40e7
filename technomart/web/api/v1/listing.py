"""The listing for programs: goods by category, words and filters, with every count exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from flask import request

from technomart.domain import inventory, search, shipping
from technomart.domain.catalog import TypeSpec, Vocabulary
from technomart.domain.inventory import Location, LocationKind
from technomart.domain.search import Answer, Asked, Found, Query, Shops
from technomart.domain.shipping import Hours
from technomart.foundation import clock
from technomart.foundation.errors import NotFound
from technomart.foundation.money import Money
from technomart.web.api.v1.operations import Call, reads
from technomart.web.api.v1.reading import WrongFields
from technomart.web.api.v1.schemas.catalogue import (
    AskedListing,
    AskedWords,
    Facet,
    FacetValue,
    Listing,
    PriceFacet,
    SearchTold,
    Suggestions,
    Understood,
)
from technomart.web.api.v1.schemas.wire import Sum
from technomart.web.api.v1.showing import by_brand, by_category, items_of
from technomart.web.context import lang, runtime
from technomart.web.templating import gettext

CATEGORY = "category"
NAMED = {"brand": "unknown_brand", "shop": "unknown_location"}
KNOWN = frozenset(AskedListing.model_fields)
RATING_WORDS = {"4.5": "4,5 и выше", "4": "4 и выше", "3": "3 и выше"}


@reads("/listing", tag="catalogue", query=AskedListing, answer=Listing, is_public=True)
def list_goods(call: Call) -> Listing:
    """Goods by category, words and filters, with exact counts beside each filter.

    Filter by a spec with `s.<code>=<value>` (several are alternatives) or `s.<code>=10-20`; the codes and
    values stand in `facets`. Each group of filters is counted without its own choice. Reversed bounds are put
    in order. A category, brand or filter that does not exist is 404.

    Words in `q` are forgiven (layout, other names, other letters, typos), and those that mean a category, a brand, a
    value or a price filter by it, unless such a filter is given itself: `search` says what became of them. With
    `exact=1` they are looked for as they are.
    """
    given, words = call.query, runtime().search.vocabulary
    places = inventory.locations(call.db, LocationKind.shop)
    shops = shops_of(places)
    hits = found(given.q, literally=given.exact == "1")
    meant = meant_by(hits, given.category)
    asked = asked_for(words, shops, meant)
    scope = scope_of(words, meant.get("category", given.category), hits)
    specs = search.filterable(words, scope)
    ids, scores = (None, None) if hits is None else (hits.ids, hits.scores)
    query = search.query_for(asked, words, scope, size=given.per_page, hits=ids, scores=scores, shops=shops)
    answer = runtime().search.search(search.counting(query, [use.spec.code for use in specs]))
    return Listing(
        total=answer.total,
        items=items_of(call.db, answer.ids),
        facets=[
            *plain_facets(asked, answer, words),
            *shop_facets(places, asked, answer, shops=shops),
            *(spec_facet(use, asked, answer) for use in specs),
        ],
        price=price_of(answer),
        search=None if hits is None else told_of(hits, meant),
    )


@reads("/suggest", tag="catalogue", query=AskedWords, answer=Suggestions, is_public=True)
def suggest(call: Call) -> Suggestions:
    """Queries, goods, categories and brands that the first letters may mean: what the page shows while one types."""
    window = runtime().search
    words, offered = window.vocabulary, window.suggest(call.query.q, lang())
    everything = window.search(Query(scope=words.leaves, limit=0, facets=()))
    nodes = [node for slug in offered.categories if (node := words.category(slug)) is not None]
    makers = [brand for slug in offered.brands if (brand := words.brand(slug)) is not None]
    held = {node.id: sum(everything.leaves.get(leaf, 0) for leaf in node.leaves) for node in nodes}
    return Suggestions(
        queries=list(offered.queries),
        items=items_of(call.db, offered.variants),
        categories=by_category(words, held),
        brands=by_brand(words, {brand.id: everything.brands.get(brand.id, 0) for brand in makers}),
    )


def shops_of(places: Sequence[Location]) -> Shops:
    """These shops, and those of them whose goods can still be fetched today."""
    at = clock.now()
    open_today = (row.id for row in places if shipping.is_ready_today(at, Hours.of(row.opens, row.closes)))
    return Shops({row.code: row.id for row in places}, frozenset(open_today))


def asked_for(words: Vocabulary, shops: Shops, meant: Mapping[str, str]) -> Asked:
    """What the address asks, and what its words mean besides.

    Refuses WrongFields for what is no filter or value, NotFound for an unknown name.
    """
    strange = [name for name in request.args if name not in KNOWN and not name.startswith(search.SPEC_PREFIX)]
    if strange:
        raise WrongFields([(name, "extra_forbidden") for name in strange])
    besides = [pair for pair in meant.items() if pair[0] != CATEGORY]
    asked = search.read([*besides, *request.args.items(multi=True)], words, shops)
    for name, value in asked.wrong:
        if name in NAMED or name.startswith(search.SPEC_PREFIX):
            raise NotFound(NAMED.get(name, "unknown_filter"), filter=name, value=value[:200])
        raise WrongFields([(name, "bad_value")])
    return asked


def found(text: str, *, literally: bool) -> Found | None:
    """What these words mean and find; None when nothing was asked."""
    return runtime().search.find(text, literally=literally) if text.strip() else None


def meant_by(hits: Found | None, category: str | None) -> dict[str, str]:
    """The filters the words mean, but for those that the address has itself."""
    given = set(request.args) | ({CATEGORY} if category is not None else set())
    pieces = hits.pieces if hits is not None else ()
    return {name: value for name, value in (piece.parameter for piece in pieces) if name not in given}


def told_of(hits: Found, meant: Mapping[str, str]) -> SearchTold:
    """What became of the words."""
    return SearchTold(
        asked=hits.asked,
        searched=hits.searched,
        rewrite=hits.rewrite,
        dropped=list(hits.dropped),
        understood=[
            Understood(filter=name, value=value, words=piece.words)
            for piece in hits.pieces
            for name, value in (piece.parameter,)
            if name in meant
        ],
    )


def scope_of(words: Vocabulary, slug: str | None, hits: Found | None) -> tuple[int, ...]:
    """The leaves to look in: those of the category, else those the hits lie in, else all. Refuses NotFound."""
    if slug is not None:
        node = words.category(slug)
        if node is None:
            raise NotFound("unknown_category", category=slug)
        return node.leaves
    if hits is None or hits.ids is None:
        return words.leaves
    return tuple(runtime().search.leaves_of(Query(scope=words.leaves, hits=hits.ids))) or words.leaves


def plain_facets(asked: Asked, answer: Answer, words: Vocabulary) -> list[Facet]:
    """The filters every listing has: in stock, reduced, brand, rating."""
    counted = by_brand(words, answer.brands)
    brands = {one.slug: FacetValue(value=one.slug, label=one.name, count=one.count) for one in counted}
    for slug in asked.brands:
        entry = words.brand(slug)
        if entry is not None and slug not in brands:
            brands[slug] = FacetValue(value=slug, label=entry.name, count=0)
    ratings = [
        FacetValue(value=value, label=gettext(RATING_WORDS[value]), count=answer.ratings.get(step, 0))
        for value, step in search.RATINGS.items()
    ]
    stock = FacetValue(value="1", label=gettext("Есть в наличии"), count=answer.in_stock)
    reduced = FacetValue(value="1", label=gettext("Цена снижена"), count=answer.reduced)
    return [
        Facet(code="in_stock", name=gettext("Наличие"), unit="", values=[stock]),
        Facet(code="reduced", name=gettext("Цена снижена"), unit="", values=[reduced]),
        Facet(code="brand", name=gettext("Производитель"), unit="", values=list(brands.values())),
        Facet(code="rating", name=gettext("Рейтинг"), unit="", values=ratings),
    ]


def shop_facets(places: Sequence[Location], asked: Asked, answer: Answer, *, shops: Shops) -> list[Facet]:
    """What can be fetched today, and what lies in which shop."""
    names = {row.code: (lang() == "en" and row.name_en) or row.name for row in places}
    lying = [
        FacetValue(value=code, label=names[code], count=count)
        for code, count in search.per_shop(asked, answer, shops).items()
    ]
    today = FacetValue(value="1", label=gettext("Забрать сегодня"), count=answer.together)
    return [
        Facet(code="today", name=gettext("Забрать сегодня"), unit="", values=[today]),
        Facet(code="shop", name=gettext("Есть в магазине"), unit="", values=lying),
    ]


def spec_facet(use: TypeSpec, asked: Asked, answer: Answer) -> Facet:
    """One spec with every value that goods have; a chosen one is there even if it gives nothing."""
    spec, chosen = use.spec, asked.specs.get(use.spec.code, ())
    if spec.kind == "number":
        counts = {Decimal(one).normalize(): 0 for one in chosen if "-" not in one}
        counts |= {Decimal(repr(one)).normalize(): count for one, count in answer.numbers.get(spec.code, {}).items()}
        values = [
            FacetValue(value=f"{value:f}", label=spec.write_number(value, lang()), count=counts[value])
            for value in sorted(counts)
        ]
    elif spec.kind == "bool":
        flags = answer.choices.get(spec.code, {})
        labels = (("1", gettext("Да")), ("0", gettext("Нет")))
        values = [FacetValue(value=flag, label=label, count=flags.get(int(flag), 0)) for flag, label in labels]
    else:
        options = answer.choices.get(spec.code, {})
        values = [
            FacetValue(value=option.code, label=option.name[lang()], count=options.get(option.id, 0))
            for option in spec.options.values()
            if options.get(option.id) or option.code in chosen
        ]
    return Facet(code=spec.code, name=spec.name[lang()], unit=spec.unit[lang()], values=values)


def price_of(answer: Answer) -> PriceFacet:
    """The bounds of the price, without its own filter."""
    if answer.price is None:
        return PriceFacet(min=None, max=None, histogram=[])
    least, most = answer.price
    return PriceFacet(min=Sum.of(Money(int(least))), max=Sum.of(Money(int(most))), histogram=list(answer.histogram))
