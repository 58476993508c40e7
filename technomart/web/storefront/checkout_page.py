"""What the checkout page shows: the cart, the ways to get it, the totals, what was filled in and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import make_response, redirect, session, url_for
from werkzeug.wrappers import Response

from technomart.domain import carts, checkout, pricing, shipping
from technomart.domain.carts import CartView
from technomart.domain.checkout import Way
from technomart.domain.pricing import Customer
from technomart.domain.shipping import Destination, Promise, TariffWish
from technomart.foundation import clock
from technomart.foundation.ids import token_hash
from technomart.foundation.money import Money
from technomart.web.accounts_store import account_id
from technomart.web.agreeing import OFFER
from technomart.web.context import lang, reader, runtime
from technomart.web.errors import ANSWER_WORDS, words_of
from technomart.web.patience import ask_carriers
from technomart.web.storefront.basket import find_own_cart
from technomart.web.storefront.city import chosen
from technomart.web.storefront.facts import on_offer
from technomart.web.storefront.money_words import offered_ways
from technomart.web.storefront.promo import promo_of
from technomart.web.templating import Page, day, gettext, local, render, weekday

BOXES = {"save": "consent-order", "marketing": "consent-marketing"}
"""The boxes that may stay empty, each with the document behind it; nothing is ticked beforehand."""
NARROW = timedelta(hours=4)
"""What a courier promises; a shop is open longer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way of delivery as the page shows it; `refusal` is why it cannot be had, and then its sums mean nothing."""

    code: str
    kind: str
    name: str
    note: str
    when: str
    refusal: str
    fee: Money
    off: Money
    total: Money
    vat: Money
    extras: tuple[Extra, ...]


@dataclass(frozen=True, slots=True)
class Extra:
    """One service beside a way: its fee for so many pieces, the VAT in it, and whether it is ticked."""

    code: str
    kind: str
    name: str
    note: str
    pieces: int
    fee: Money
    vat: Money
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day on which the courier can come, with its times: code, `10:00–12:00`, whether it is still free."""

    name: str
    weekday: str
    times: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Shop:
    """One shop to pick up from."""

    code: str
    name: str
    address: str
    when: str
    lines_here: int
    has_everything: bool


@dataclass(frozen=True, slots=True)
class Point:
    """The carrier's point that was chosen."""

    code: str
    name: str
    hours: str


def fingerprint(cart_token: str) -> str:
    """A name for a cart that tells nobody its token: says for which cart a page was shown."""
    return token_hash(cart_token)[:24]


def checkout_page(
    status: int = 200,
    *,
    answers: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    changed: tuple[Money | None, Money] | None = None,
    lost: str = "",
    tried: tuple[str, str] = ("", ""),
) -> Response:
    """The page for the cart as it stands; on to the cart if it cannot be ordered.

    `lost` is why the cart's promo code takes nothing off any more, `tried` another that was refused, and why.
    """
    runtime().search.refresh()
    model, wishes = _model(answers)
    if wishes and ask_carriers(wishes):
        model, _ = _model(answers)
    if not model:
        return redirect(url_for("cart.show"), 303)
    model |= {
        "wrong": {field: gettext(ANSWER_WORDS[code]) for field, code in (wrong or {}).items()},
        "changed": changed,
        "lost": lost,
        "typed": tried[0],
        "refusal": tried[1],
        "ticked": set(answers or {}) & {OFFER, *BOXES},
    }
    page = Page(title=gettext("Оформление заказа — Техномарт"), noindex=True, body_class="is-checkout")
    answer = make_response(render("storefront/checkout/new.html", page, **model), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _model(answers: Mapping[str, str] | None) -> tuple[dict[str, Any], tuple[TariffWish, ...]]:
    """Everything the page shows, and what carriers should be asked for it; nothing if the cart cannot be ordered."""
    at = clock.now()
    with reader() as db:
        cart = find_own_cart(db)
        draft = {"city": chosen()} | checkout.begun(db, cart, account_id()) | dict(answers or {})
        customer = Customer(account_id(), draft.get("email", ""))
        view = carts.show(db, cart, lang=lang(), at=at, customer=customer)
        if cart is None or not view.can_be_ordered:
            return {}, ()
        ways = checkout.ways(
            db,
            view,
            lang=lang(),
            at=at,
            to=_destination(draft),
            point_code=draft.get("point", ""),
            offered=runtime().payment_methods,
            known=on_offer(),
        )
        model = {
            "cart": fingerprint(cart.token),
            "lines": view.lines,
            "sums": view.totals,
            "choices": [_choice(view, way, draft.get("services", "").split()) for way in ways],
            "shops": _shops(ways),
            "point": _point(ways),
            "cities": tuple(names[lang() == "en"] for names in shipping.CITIES),
            "pay_ways": offered_ways(),
            "days": tuple(_days(ways)),
            "answers": _usual(ways) | draft,
            "code": promo_of(view),
            "is_guest": account_id() is None,
        }
    return model, tuple(dict.fromkeys(wish for way in ways for wish in way.wishes))


def _point(ways: list[Way]) -> Point | None:
    """The carrier's point that was chosen."""
    found = next((way.point for way in ways if way.point is not None), None)
    return Point(found.code, shipping.name_of_point(found, lang()), found.hours) if found else None


def _choice(view: CartView, way: Way, ticked: list[str]) -> Choice:
    quote = checkout.quote_of(view, way.fee, [service for service in way.services if service.code in ticked])
    promise = way.promise or min(
        (counter.promise for counter in way.counters), key=lambda one: one.since, default=None
    )
    return Choice(
        code=way.method.code,
        kind=way.method.kind,
        name=way.name,
        note=way.method.note,
        refusal=words_of(way.refusal) if way.refusal else "",
        when=_first_day(promise, chosen=bool(way.slots)),
        fee=way.fee,
        off=Money(quote.discount_kopecks),
        total=Money(quote.total_kopecks),
        vat=Money(quote.vat_kopecks),
        extras=tuple(
            Extra(
                code=service.code,
                kind=service.kind,
                name=service.name,
                note=service.note,
                pieces=service.pieces,
                fee=Money(service.fee_kopecks),
                vat=Money(pricing.vat_contained(service.fee_kopecks, view.vat_basis_points)),
                is_chosen=service.code in ticked,
            )
            for service in way.services
        ),
    )


def _first_day(promise: Promise | None, *, chosen: bool) -> str:
    """When it comes; where the time is chosen, the day from which there is a choice."""
    if promise is None:
        return ""
    return gettext("с %(day)s", day=day(promise.since)) if chosen else when_words(promise.since, promise.until)


def _shops(ways: list[Way]) -> list[Shop]:
    english = lang() == "en"
    return [
        Shop(
            code=one.location.code,
            name=(one.location.name_en if english else "") or one.location.name,
            address=(one.location.address_en if english else "") or one.location.address,
            when=when_words(one.promise.since, one.promise.until),
            lines_here=one.lines_here,
            has_everything=one.has_everything,
        )
        for way in ways
        for one in way.counters
    ]


def _days(ways: list[Way]) -> list[Day]:
    """The courier's times by day."""
    days: dict[date, list[tuple[str, str, bool]]] = {}
    for slot in (slot for way in ways for slot in way.slots):
        hours = f"{slot.starts:%H:%M}\u2013{slot.ends:%H:%M}"
        days.setdefault(slot.day, []).append((slot.code, hours, slot.left > 0))
    return [Day(day(one), weekday(one), tuple(times)) for one, times in days.items()]


def when_words(since: datetime, until: datetime) -> str:
    """`24 ноября с 13:00`, `24 ноября с 10:00 до 12:00` when it is narrow, or `24–25 ноября` when it takes days."""
    first, last = local(since), local(until)
    if first.date() == last.date() and last - first <= NARROW:
        return gettext("%(day)s с %(hour)s до %(end)s", day=day(since), hour=f"{first:%H:%M}", end=f"{last:%H:%M}")
    if first.date() == last.date():
        return gettext("%(day)s с %(hour)s", day=day(since), hour=f"{first:%H:%M}")
    if (first.year, first.month) != (last.year, last.month):
        return gettext("с %(first)s по %(last)s", first=day(since), last=day(until))
    return f"{first.day}\u2013{day(until)}" if lang() == "ru" else f"{day(since)}\u2013{last.day}"


def _destination(answers: Mapping[str, str]) -> Destination | None:
    """Where the goods shall go, as far as it has been said."""
    city, postal_code = answers.get("city", ""), answers.get("postal_code", "")
    return Destination(city, postal_code) if city or postal_code else None


def _usual(ways: list[Way]) -> dict[str, str]:
    """What is chosen and left empty as long as nobody has said otherwise."""
    near = next((way for way in ways if any(counter.has_everything for counter in way.counters)), None)
    usual = near or next((way for way in ways if not way.method.is_pickup and way.refusal is None), None)
    usual = usual or next((way for way in ways if way.refusal is None), None)
    chosen = {"delivery": usual.method.code if usual else "", "payment": checkout.PAYMENT_METHODS[0]}
    return dict.fromkeys(checkout.DRAFT_FIELDS, "") | chosen


def remember_order(cart_token: str, public_token: str) -> None:
    """So that the button pressed once more leads to the same order."""
    ordered = dict(session.get("ordered", {}))
    ordered[fingerprint(cart_token)] = public_token
    session["ordered"] = dict(list(ordered.items())[-5:])


def remembered_order(mark: str) -> str | None:
    """The order a page's cart has become, if this browser placed it."""
    found = session.get("ordered", {}).get(mark)
    return found if isinstance(found, str) else None
