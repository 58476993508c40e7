"""A listing as the templates show it: filters with exact counts, chips, order, pages, all of it in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from flask import request
from sqlalchemy.orm import Session

from technomart.domain import search
from technomart.domain.catalog import TypeSpec, Vocabulary
from technomart.domain.search import Answer, Asked, Found, Shops, Sort
from technomart.foundation import clock
from technomart.foundation.money import MINOR_PER_MAJOR
from technomart.web.context import lang, runtime
from technomart.web.pieces import Option
from technomart.web.storefront.facts import facts
from technomart.web.storefront.showcase import Card, cards_of
from technomart.web.templating import gettext, number

PAGE_SIZE = 24
OPEN_FACETS = 6
MOST_VALUES = 16
"""A number spec with more distinct values than this is asked by bounds, with fewer by a list."""

SORTS = {
    Sort.relevance: "подходящие",
    Sort.popular: "популярные",
    Sort.cheap: "недорогие",
    Sort.dear: "дорогие",
    Sort.rating: "с высокой оценкой",
    Sort.saving: "с большим снижением",
    Sort.new: "новинки",
}
RATING_WORDS = {"4.5": "4,5 и выше", "4": "4 и выше", "3": "3 и выше"}
Parameter = tuple[str, str]


class Facet(NamedTuple):
    """A group of filters: `kind` is choice, range or bool; the bounds are numbers as they are typed.

    `more` are options of the same group with parameters of their own.
    """

    code: str
    name: str
    unit: str
    kind: str
    open: bool
    chosen: int
    options: tuple[Option, ...] = ()
    more: tuple[tuple[str, tuple[Option, ...]], ...] = ()
    low: str | None = None
    high: str | None = None
    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PriceFacet:
    """The price: bounds in roubles and how the goods spread between them."""

    low: str | None
    high: str | None
    least: int
    most: int
    histogram: tuple[int, ...]
    inside: tuple[bool, ...]


class Chip(NamedTuple):
    """An applied filter and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything below the heading."""

    action: str
    total: int
    cards: Sequence[Card]
    chips: tuple[Chip, ...]
    reset_url: str
    facets: tuple[Facet, ...]
    price: PriceFacet | None
    sort: str
    sorts: tuple[tuple[str, str], ...]
    hidden: tuple[Parameter, ...]
    number: int
    pages: tuple[tuple[int | None, str | None], ...]
    next_url: str | None


class Address:
    """Writes addresses of this listing: the path, what is fixed (the query), and the filters."""

    def __init__(self, path: str, fixed: Iterable[Parameter] = ()) -> None:
        self.path, self.fixed = path, tuple(fixed)

    def url(self, parameters: Iterable[Parameter] = ()) -> str:
        together = [*self.fixed, *parameters]
        return f"{self.path}?{urlencode(together)}" if together else self.path

    def pages(self, parameters: Iterable[Parameter]) -> Callable[[int], str]:
        """The address of each page of what has these parameters; the first is not mentioned."""
        first = self.url(parameters)
        further = f"{first}{'&' if '?' in first else '?'}page="
        return lambda number: f"{further}{number}" if number > 1 else first


def asked_for(besides: Iterable[Parameter] = ()) -> Asked:
    """What the present address asks, and these parameters besides."""
    shops = search.Shops({shop.code: shop.id for shop in facts().shops})
    return search.read([*besides, *request.args.items(multi=True)], runtime().search.vocabulary, shops)


def make_listing(
    session: Session,
    asked: Asked,
    scope: tuple[int, ...],
    *,
    address: Address,
    found: Found | None = None,
    fixed_brand: int | None = None,
) -> tuple[Listing, Answer]:
    """Search and put the result into the shape of the page. A page beyond the last shows the last."""
    window = runtime().search
    words = window.vocabulary
    shops = facts().for_filters(clock.now())
    hits, scores = (None, None) if found is None else (found.ids, found.scores)
    query = search.query_for(
        asked, words, scope, size=PAGE_SIZE, hits=hits, scores=scores, fixed_brand=fixed_brand, shops=shops
    )
    answer = window.search(query)
    last = max(1, -(-answer.total // PAGE_SIZE))
    page = min(asked.page, last)
    if page != asked.page:
        answer = window.search(search.at_page(query, page, PAGE_SIZE))
    page_url, orders = address.pages(asked.parameters()), _orders(is_of_text=hits is not None)
    listing = Listing(
        action=address.path,
        total=answer.total,
        cards=cards_of(session, answer.ids),
        chips=tuple(_chips(asked, words, address)),
        reset_url=address.url(),
        facets=tuple(_facets(asked, answer, words, scope, shops=shops, with_brand=fixed_brand is None)),
        price=_price(asked, answer),
        sort=orders[0][0] if asked.sort is None else asked.sort.value,
        sorts=orders,
        hidden=address.fixed,
        number=page,
        pages=tuple(pages_of(page, last, page_url)),
        next_url=page_url(page + 1) if page < last else None,
    )
    return listing, answer


def _orders(*, is_of_text: bool) -> tuple[tuple[str, str], ...]:
    """The orders with their names, the usual one first; by how well it fits only what a text has found."""
    offered = [sort for sort in SORTS if is_of_text or sort is not Sort.relevance]
    return tuple((sort.value, gettext(SORTS[sort])) for sort in offered)


def pages_of(page: int, last: int, url: Callable[[int], str]) -> Iterable[tuple[int | None, str | None]]:
    """First, last and those around the present one; gaps between."""
    shown = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    before = 0
    for one in shown:
        if one - before > 1:
            yield None, None
        yield one, None if one == page else url(one)
        before = one


def _chips(asked: Asked, words: Vocabulary, address: Address) -> Iterable[Chip]:
    everything = asked.parameters()
    for name, value in asked.filters():
        rest = [pair for pair in everything if pair != (name, value)]
        yield Chip(_chip_label(name, value, words), address.url(rest))


def _chip_label(name: str, value: str, words: Vocabulary) -> str:
    if name == "brand":
        brand = words.brand(value)
        return brand.name if brand else value
    if name == "price":
        return f"{_bounds_text(value)} ₽" if lang() == "ru" else f"₽{_bounds_text(value)}"
    if name == "in_stock":
        return gettext("В наличии")
    if name == "today":
        return gettext("Забрать сегодня")
    if name == "shop":
        return next((shop.name for shop in facts().shops if shop.code == value), value)
    if name == "reduced":
        return gettext("Цена снижена")
    if name == "rating":
        return gettext("Оценка %(words)s", words=gettext(RATING_WORDS[value]))
    spec = words.specs[name[len("s.") :]]
    if spec.kind == "bool":
        return spec.name[lang()] if value == "1" else gettext("%(name)s: нет", name=spec.name[lang()])
    if spec.kind == "number":
        return f"{spec.name[lang()]}: {_bounds_text(value)}{spec.unit_after(lang())}"
    option = next(option for option in spec.options.values() if option.code == value)
    return option.name[lang()]


def _bounds_text(value: str) -> str:
    low, dash, high = value.partition("-")
    if not dash:
        return number(Decimal(low))
    if not low:
        return gettext("до %(value)s", value=number(Decimal(high)))
    if not high:
        return gettext("от %(value)s", value=number(Decimal(low)))
    return f"{number(Decimal(low))}\u2013{number(Decimal(high))}"


def _price(asked: Asked, answer: Answer) -> PriceFacet | None:
    if answer.price is None:
        return None
    least, most = answer.price[0] // MINOR_PER_MAJOR, -(-answer.price[1] // MINOR_PER_MAJOR)
    low, high = asked.price or (None, None)
    width = (most - least + 1) / len(answer.histogram)
    inside = tuple(
        (low is None or least + width * (place + 1) >= low) and (high is None or least + width * place <= high)
        for place in range(len(answer.histogram))
    )
    return PriceFacet(_typed(low), _typed(high), least, most, answer.histogram, inside)


def _typed(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _facets(
    asked: Asked, answer: Answer, words: Vocabulary, scope: tuple[int, ...], *, shops: Shops, with_brand: bool
) -> Iterable[Facet]:
    in_stock = _flag("1", gettext("Есть в наличии"), answer.in_stock, chosen=asked.in_stock)
    today = _flag("1", gettext("Забрать сегодня"), answer.together, chosen=asked.today)
    yield Facet(
        code="in_stock",
        name=gettext("Наличие"),
        unit="",
        kind="bool",
        open=True,
        chosen=asked.in_stock + asked.today,
        options=(in_stock,),
        more=(("today", (today,)),) if shops.ids else (),
    )
    if shops.ids:
        yield _shop_facet(asked, answer, shops)
    if with_brand and (makers := _brand_facet(asked, answer, words)).options:
        yield makers
    shown = 0
    for use in search.filterable(words, scope):
        facet = _spec_facet(use, asked, answer, is_open=shown < OPEN_FACETS)
        if facet is not None:
            shown += 1
            yield facet
    options = tuple(
        _flag(value, gettext(RATING_WORDS[value]), answer.ratings.get(step, 0), chosen=asked.rating == value)
        for value, step in search.RATINGS.items()
    )
    yield Facet("rating", gettext("Рейтинг"), "", "choice", True, int(asked.rating is not None), options)


def _flag(value: str, label: str, count: int, *, chosen: bool) -> Option:
    return Option(value, label, chosen, not count and not chosen, count)


def _shop_facet(asked: Asked, answer: Answer, shops: Shops) -> Facet:
    names = {shop.code: shop.name for shop in facts().shops}
    options = tuple(
        _flag(code, names[code], count, chosen=code in asked.shops)
        for code, count in search.per_shop(asked, answer, shops).items()
    )
    return Facet("shop", gettext("Есть в магазине"), "", "choice", True, len(asked.shops), options)


def _brand_facet(asked: Asked, answer: Answer, words: Vocabulary) -> Facet:
    chosen = set(asked.brands)
    known = [(words.brands[brand], count) for brand, count in answer.brands.items() if brand in words.brands]
    known += [
        (brand, 0)
        for slug in asked.brands
        if (brand := words.brand(slug)) is not None and brand.id not in answer.brands
    ]
    known.sort(key=lambda pair: (pair[0].slug not in chosen, -pair[1], pair[0].name))
    options = tuple(_flag(brand.slug, brand.name, count, chosen=brand.slug in chosen) for brand, count in known)
    return Facet("brand", gettext("Производитель"), "", "choice", True, len(chosen), options)


def _spec_facet(use: TypeSpec, asked: Asked, answer: Answer, *, is_open: bool) -> Facet | None:
    spec, chosen = use.spec, asked.specs.get(use.spec.code, ())
    name, unit = spec.name[lang()], spec.unit[lang()]
    is_open = is_open or bool(chosen)
    if spec.kind == "number":
        return _number_facet(use, chosen, answer.numbers.get(spec.code, {}), is_open=is_open)
    counts = answer.choices.get(spec.code, {})
    if spec.kind == "bool":
        options = tuple(
            _flag(value, gettext(label), counts.get(int(value), 0), chosen=value in chosen)
            for value, label in (("1", "Да"), ("0", "Нет"))
        )
    else:
        options = tuple(
            _flag(option.code, option.name[lang()], counts.get(option.id, 0), chosen=option.code in chosen)
            for option in spec.options.values()
            if counts.get(option.id) or option.code in chosen
        )
    if not chosen and sum(1 for option in options if option.count) < 1:
        return None
    return Facet(spec.code, name, unit, "choice", is_open, len(chosen), options)


def _number_facet(
    use: TypeSpec, chosen: tuple[str, ...], counts: Mapping[float, int], *, is_open: bool
) -> Facet | None:
    spec = use.spec
    name, unit = spec.name[lang()], spec.unit[lang()]
    if not counts and not chosen:
        return None
    singles = all("-" not in value for value in chosen)
    if singles and len(counts) <= MOST_VALUES:
        typed = {float(value): value for value in chosen}
        options = tuple(
            _flag(
                typed.get(value) or _exactly(value)[0],
                spec.write_number(_exactly(value)[1], lang()),
                counts.get(value, 0),
                chosen=value in typed,
            )
            for value in sorted({*counts, *typed})
        )
        return Facet(spec.code, name, "", "choice", is_open, len(chosen), options)
    low, _, high = (chosen[0] if chosen else "-").partition("-")
    return Facet(
        code=spec.code,
        name=name,
        unit=unit,
        kind="range",
        open=is_open,
        chosen=len(chosen),
        low=low or None,
        high=high or None,
        least=_exactly(min(counts))[1] if counts else None,
        most=_exactly(max(counts))[1] if counts else None,
    )


@lru_cache(maxsize=20_000)
def _exactly(value: float) -> tuple[str, Decimal]:
    """The number a column has as it was typed, in an address and as a number without the float's rest."""
    exact = Decimal(repr(value)).normalize()
    return f"{exact:f}", exact
