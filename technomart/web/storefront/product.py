"""The page of one variant: pictures, options, specs, where it lies, what the law wants said, what shoppers say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import catalog, inventory, pricing, search
from technomart.domain.catalog import Goods, Vocabulary
from technomart.domain.search import Bounds, Query
from technomart.foundation import clock
from technomart.foundation.money import Money
from technomart.web.context import lang, reader, runtime
from technomart.web.pages import depends_on, public_page
from technomart.web.storefront.catalog import trail_data
from technomart.web.storefront.facts import facts
from technomart.web.storefront.price_course import SHOWN, Course, course_of
from technomart.web.storefront.reviews import voices_of
from technomart.web.storefront.showcase import FEW, Availability, Card, cards_of, read_ahead
from technomart.web.templating import MEDIA_URL, Page, gettext, media, ngettext, number, public_url, render

ROW = 5
MOST_ALIKE = 3

blueprint = Blueprint("product", __name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of an axis: the sibling it leads to."""

    label: str
    url: str
    colour: str | None
    available: bool
    price: Money | None
    current: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """An option siblings differ in: `kind` is swatch or button."""

    name: str
    chosen: str
    kind: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ProductView:
    """Everything on the page beside the card."""

    gallery: tuple[str, ...]
    axes: tuple[Axis, ...]
    key_specs: list[tuple[str, str]]
    groups: list[tuple[str, str, list[tuple[str, str]]]]
    text: Markup
    documents: list[tuple[str, str, str]]
    shops: list[tuple[str, str, str, Availability]]
    law: list[tuple[str, str]]
    accessories: list[Card]
    similar: list[Card]
    course: Course | None
    brand_url: str
    tell_url: str


@blueprint.get("/product/<slug>/")
@public_page
def show(slug: str) -> str | Response:
    words = runtime().search.vocabulary
    with reader() as session:
        line = catalog.line_at(session, slug, lang())
        mine = next((one for one in line if one.variant.slug == slug), None)
        if mine is None:
            return _moved(session, slug)
        depends_on(search.product(mine.product.id), search.leaf(mine.product.category_id))
        card, view = _view(session, words, mine, line)
        said = voices_of(session, mine.product.id, slug)
    node = words.categories[mine.product.category_id]
    trail = [(one.name[lang()], url_for("catalog.category", slug=one.slug)) for one in words.path_to(node.id)]
    return render(
        "storefront/product/show.html",
        Page(
            title=gettext("%(name)s — купить в Техномарте", name=card.name),
            description=", ".join((card.name, *card.specs))[:300],
            structured=(trail_data([*trail, (card.name, None)]), _product_data(card, mine, view)),
            body_class="has-buybar",
            tab="catalog",
        ),
        crumbs=[(gettext("Каталог"), url_for("catalog.index")), *trail, (mine.line_name, None)],
        card=card,
        product=view,
        reviews=said,
    )


def _moved(session: Session, slug: str) -> Response:
    """301 to where the variant is now, 404 if it never was here."""
    _, moved = catalog.variant_by_slug(session, slug)
    return redirect(url_for("product.show", slug=moved), 301) if moved else abort(404)


def _view(session: Session, words: Vocabulary, mine: Goods, siblings: Sequence[Goods]) -> tuple[Card, ProductView]:
    at = clock.now()
    brand = words.brands[mine.product.brand_id]
    kept = pricing.price_history_of(session, mine.variant.id, at - SHOWN)
    accessories = catalog.related_to(session, mine.product.id, catalog.TAKEN_ALONG, ROW)
    depends_on(*(search.product(line) for line in map(runtime().search.line_of, accessories) if line is not None))
    similar = _similar(words, mine)
    read_ahead(session, [mine.variant.id], accessories, similar)
    return cards_of(session, [mine.variant.id])[0], ProductView(
        gallery=tuple(picture.key for picture in mine.pictures),
        axes=tuple(_axes(words, mine, siblings)),
        key_specs=_rows(words, mine, key_only=True),
        groups=_groups(words, mine),
        text=_prose(mine.text),
        documents=[_paper(one) for one in catalog.documents_of(session, mine.product.id)],
        shops=_shops(session, mine, at),
        law=_law(mine, brand.name),
        accessories=cards_of(session, accessories),
        similar=cards_of(session, similar),
        course=course_of(kept, at),
        brand_url=url_for("brand.show", slug=brand.slug),
        tell_url=url_for("alerts.create", slug=mine.variant.slug),
    )


def _paper(paper: catalog.Document) -> tuple[str, str, str]:
    """Title, address, kind and size."""
    title = (lang() == "en" and paper.title_en) or paper.title
    size = number(max(1, round(paper.size_bytes / 1024)))
    return title, f"{MEDIA_URL}documents/{paper.path}", gettext("PDF, %(size)s КБ", size=size)


def _prose(text: str) -> Markup:
    """Plain paragraphs, escaped."""
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in text.split("\n\n") if part.strip())


def _axes(words: Vocabulary, mine: Goods, siblings: Sequence[Goods]) -> list[Axis]:
    """One axis an option: each choice leads to the sibling that differs in it and in as little else as it can."""
    axes = []
    for code in mine.variant.options:
        spec = words.specs[code]
        nearest: dict[str, Goods] = {}
        for other in sorted(siblings, key=lambda one: _distance(mine, one, code)):
            value = other.values.get(code)
            if value is not None:
                nearest.setdefault(search.write_value(spec, value, lang()), other)
        if len(nearest) < 2:
            continue
        order: dict[str, int] = {}
        for place, one in enumerate(siblings):
            if code in one.values:
                order.setdefault(search.write_value(spec, one.values[code], lang()), place)
        choices = tuple(
            _choice(label, other, mine, _colour(words, code, other))
            for label, other in sorted(nearest.items(), key=lambda pair: order[pair[0]])
        )
        swatch = all(choice.colour for choice in choices)
        chosen = search.write_value(spec, mine.values[code], lang())
        axes.append(Axis(spec.name[lang()], chosen, "swatch" if swatch else "button", choices))
    return axes


def _distance(mine: Goods, other: Goods, code: str) -> tuple[int, bool, int]:
    differing = [one for one in mine.variant.options if one != code and mine.values.get(one) != other.values.get(one)]
    return len(differing), mine.variant.condition != other.variant.condition, other.variant.position


def _colour(words: Vocabulary, code: str, goods: Goods) -> str | None:
    value = goods.values[code]
    return words.specs[code].options[value.options[0]].colour if value.options else None


def _choice(label: str, other: Goods, mine: Goods, colour: str | None) -> Choice:
    offer = runtime().search.offer_of(other.variant.id)
    return Choice(
        label=label,
        url=url_for("product.show", slug=other.variant.slug),
        colour=colour,
        available=offer.quantity > 0 and offer.price is not None,
        price=None if offer.price is None else Money(offer.price),
        current=other.variant.id == mine.variant.id,
    )


def _rows(words: Vocabulary, mine: Goods, *, key_only: bool) -> list[tuple[str, str]]:
    return [
        (use.spec.name[lang()], search.write_value(use.spec, mine.values[use.spec.code], lang()))
        for use in words.types[mine.product.product_type_id].specs
        if mine.is_told_by(use) and (use.key_spec or not key_only)
    ]


def _groups(words: Vocabulary, mine: Goods) -> list[tuple[str, str, list[tuple[str, str]]]]:
    groups: dict[str, tuple[str, str, list[tuple[str, str]]]] = {}
    for use in words.types[mine.product.product_type_id].specs:
        if mine.is_told_by(use):
            group = groups.setdefault(use.group_code, (use.group_code, use.group_name[lang()], []))
            words_of = search.write_value(use.spec, mine.values[use.spec.code], lang())
            group[2].append((use.spec.name[lang()], words_of))
    return list(groups.values())


def _shops(session: Session, mine: Goods, at: datetime) -> list[tuple[str, str, str, Availability]]:
    known, held = facts(), inventory.availability_of(session, [mine.variant.id])[mine.variant.id]
    rows = []
    for place in known.shops:
        pieces = inventory.told(held.at(place.id))
        kind = "out" if not pieces else "low" if pieces <= FEW else "in"
        state = Availability(kind, 1, pieces, "", pickup_today=pieces > 0 and known.is_open_today(place, at))
        where = f"{place.address}, {place.metro}" if place.metro else place.address
        rows.append((place.name, where, place.hours_text, state))
    return sorted(rows, key=lambda row: -row[3].quantity)


def _law(mine: Goods, brand: str) -> list[tuple[str, str]]:
    """What must be said of goods (Consumer Protection Act art. 10; sale rules, Government Decree 2463)."""
    product, variant = mine.product, mine.variant
    rows = [
        (gettext("Производитель"), product.manufacturer or brand),
        (gettext("Страна производства"), mine.country),
        (gettext("Импортёр"), product.importer),
        (gettext("Гарантия"), _months(product.warranty_months)),
        (gettext("Срок службы"), _months(product.service_life_months)),
        (gettext("Сертификат соответствия"), product.certificate),
        (gettext("Класс энергоэффективности"), product.energy_class),
        (gettext("Предустановленные программы"), product.preinstalled_software),
        (gettext("Состояние"), mine.condition_note),
        (gettext("Штрихкод"), variant.gtin or ""),
        (gettext("Код производителя"), variant.mpn or ""),
    ]
    return [(name, value) for name, value in rows if value]


def _months(count: int) -> str:
    return ngettext("%(num)s месяц", "%(num)s месяца", count) if count else ""


def _similar(words: Vocabulary, mine: Goods) -> list[int]:
    """Popular goods of the same kind at a like price: first those that share what matters most, one of each line."""
    window = runtime().search
    price = window.offer_of(mine.variant.id).price
    around = None if price is None else (price * 0.7, price * 1.4)
    first_of_line: dict[int | None, int] = {mine.product.id: mine.variant.id}
    alike = _alike(words, mine)
    for shared in range(len(alike), -1, -1):
        asked = Query(scope=(mine.product.category_id,), price=around, in_stock=True, limit=4 * ROW, facets=())
        asked = replace(
            asked,
            choices={code: chosen for code, chosen in alike[:shared] if isinstance(chosen, frozenset)},
            numbers={code: chosen for code, chosen in alike[:shared] if isinstance(chosen, tuple)},
        )
        for variant_id in window.search(asked).ids:
            first_of_line.setdefault(window.line_of(variant_id), variant_id)
        if len(first_of_line) > ROW:
            break
    return list(first_of_line.values())[1 : ROW + 1]


def _alike(words: Vocabulary, mine: Goods) -> list[tuple[str, frozenset[int] | tuple[Bounds, ...]]]:
    """What goods must have to be like these, the most telling first: the values of the first specs on the card."""
    wishes: list[tuple[str, frozenset[int] | tuple[Bounds, ...]]] = []
    for use in words.types[mine.product.product_type_id].specs:
        value = mine.values.get(use.spec.code)
        if not (use.key_spec and use.filterable) or value is None or len(wishes) == MOST_ALIKE:
            continue
        if value.options:
            wishes.append((use.spec.code, frozenset(value.options)))
        elif value.number is not None:
            number = float(value.number)
            wishes.append((use.spec.code, ((number * 0.9, number * 1.1),)))
    return wishes


def _product_data(card: Card, mine: Goods, view: ProductView) -> dict[str, Any]:
    """The product as schema.org has it."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": card.name,
        "sku": card.sku,
        "brand": {"@type": "Brand", "name": card.brand},
        "url": public_url(card.url),
    }
    if view.gallery:
        data["image"] = [public_url(media(key, 960, "webp")) for key in view.gallery]
    if mine.variant.gtin:
        data["gtin"] = mine.variant.gtin
    if card.price is not None:
        data["offers"] = {
            "@type": "Offer",
            "price": card.price.amount,
            "priceCurrency": card.price.currency,
            "availability": "https://schema.org/" + ("InStock" if card.stock.quantity else "OutOfStock"),
            "itemCondition": "https://schema.org/" + ("NewCondition" if not card.flag else "UsedCondition"),
            "url": public_url(card.url),
        }
    if card.reviews:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": str(card.rating),
            "reviewCount": card.reviews,
        }
    return data
