"""The first page: the main offer, departments, hits, honest reductions, what is new."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, url_for
from sqlalchemy.orm import Session

from technomart.domain.search import Query, Sort
from technomart.foundation.money import Money
from technomart.web.context import lang, reader, runtime
from technomart.web.pages import public_page
from technomart.web.storefront.showcase import Card, cards_of, read_ahead
from technomart.web.templating import Page, gettext, public_url, render

ROW = 5
LOOKED_AT = 200
"""Among how many goods a row looks for different ones."""

BRANDS = 8
DEPARTMENTS = 8

blueprint = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class Hero:
    """The main offer."""

    flag: str
    title: str
    text: str
    price: Money | None
    was: Money | None
    url: str
    label: str
    picture: str | None


@blueprint.get("/")
@public_page
def index() -> str:
    window, words = runtime().search, runtime().search.vocabulary
    every = words.leaves
    whole = window.search(Query(scope=every, in_stock=True, limit=LOOKED_AT, facets=()))
    reduced = window.search(
        Query(scope=every, in_stock=True, reduced=True, sort=Sort.saving, limit=LOOKED_AT, facets=())
    )
    fresh = window.search(Query(scope=every, in_stock=True, sort=Sort.new, limit=LOOKED_AT, facets=()))
    departments = _departments()
    rows = (
        window.various(whole.ids, ROW, of_brand=2),
        window.various(reduced.ids, ROW + 1),
        window.various(fresh.ids, ROW, of_brand=2),
    )
    with reader() as session:
        read_ahead(session, *rows, [one for *_, one in departments if one is not None])
        hits, lower, new = (cards_of(session, row) for row in rows)
        categories = [(*said, _picture(session, first)) for *said, first in departments]
    makers = sorted(whole.brands.items(), key=lambda pair: -pair[1])[:BRANDS]
    site = {"@context": "https://schema.org", "@type": "WebSite", "name": "Техномарт", "url": public_url("/")}
    return render(
        "storefront/home/index.html",
        Page(
            title=gettext("Техномарт — магазин электроники"),
            description=gettext("Смартфоны, ноутбуки, техника для дома: точные фильтры и честные цены."),
            structured=(site,),
            tab="home",
        ),
        hero=_hero(lower[0]) if lower else None,
        promos=[],
        categories=categories,
        hits=hits,
        reduced=lower[1:],
        reduced_count=reduced.total,
        fresh=new,
        urls={"hits": None, "reduced": None, "fresh": None},
        brands=[(words.brands[one].name, url_for("brand.show", slug=words.brands[one].slug)) for one, _ in makers],
    )


def _hero(card: Card) -> Hero:
    return Hero(
        flag=gettext("Цена снижена"),
        title=card.name,
        text=", ".join(card.specs[:2]),
        price=card.price,
        was=card.was,
        url=card.url,
        label=gettext("Посмотреть товар"),
        picture=card.picture,
    )


def _departments() -> list[tuple[str, str, int, int | None]]:
    """The first departments: name, address, how many goods, and the variant whose picture stands for them."""
    window, words = runtime().search, runtime().search.vocabulary
    found = []
    for root in words.roots[:DEPARTMENTS]:
        node = words.categories[root]
        answer = window.search(Query(scope=node.leaves, limit=1, facets=()))
        url = url_for("catalog.category", slug=node.slug)
        found.append((node.name[lang()], url, answer.total, next(iter(answer.ids), None)))
    return found


def _picture(session: Session, variant_id: int | None) -> str | None:
    shown = runtime().search.cards(session, [] if variant_id is None else [variant_id], lang())
    return shown[0].picture if shown else None
