"""Choosing a carrier's point at the checkout: the city's points as a list with search, and a plain map beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import carts, checkout, shipping
from technomart.domain.shipping import CarrierPoint, City, Method, UnknownMethod
from technomart.foundation import clock
from technomart.foundation.paging import Paging
from technomart.web.accounts_store import account_id
from technomart.web.context import lang, reader, runtime, transaction
from technomart.web.storefront.basket import find_own_cart
from technomart.web.storefront.checkout import answered, keep_answers
from technomart.web.storefront.listing import pages_of
from technomart.web.storefront.point_map import draw
from technomart.web.templating import Page, gettext, render

ON_A_PAGE = 20
LONGEST_TEXT = 80
OF_THE_CITY = ("postal_code", "street", "flat", "entrance", "floor", "intercom")
"""What of an address means nothing in another city."""

blueprint = Blueprint("points", __name__, url_prefix="/checkout/points")


@dataclass(frozen=True, slots=True)
class Shown:
    """One point of the list."""

    number: int
    code: str
    address: str
    note: str
    hours: str
    pays: str
    is_chosen: bool


@blueprint.post("")
def seek() -> Response:
    """From the checkout, nothing lost of what was typed there."""
    keep_answers(answered())
    return redirect(url_for("points.index"), 303)


@blueprint.get("")
def index() -> Response:
    args = request.args
    text = args.get("q", "").strip()[:LONGEST_TEXT]
    paging = Paging.asked(args.get("page", type=int), usual=ON_A_PAGE)
    with reader() as db:
        cart = find_own_cart(db)
        view = carts.show(db, cart, lang=lang(), at=clock.now())
        if cart is None or not view.can_be_ordered:
            return redirect(url_for("cart.show"), 303)
        draft = checkout.begun(db, cart, account_id())
        method = _way_to_points(db, draft.get("delivery", ""))
        city_name = args.get("city", draft.get("city", "")).strip()[:LONGEST_TEXT]
        city = shipping.find_city(db, method.carrier, city_name)
        grams = shipping.weight_of(checkout.parcel_of(view))
        found, total, dots = _found(db, method, city, grams, text, paging)
        chosen = draft.get("point", "")
        points = [_shown(point, paging.offset + n, chosen) for n, point in enumerate(found, 1)]
        drawn = draw(dots, {point.code: point.number for point in points}, chosen)

    def url(page: int) -> str:
        return url_for("points.index", city=city_name, **({"q": text} if text else {}), page=page)

    last = paging.pages(total)
    page = Page(title=gettext("Пункты выдачи — Техномарт"), noindex=True, body_class="has-nav is-checkout")
    answer = make_response(
        render(
            "storefront/points/index.html",
            page,
            way=method,
            city=city,
            city_name=city_name,
            text=text,
            points=points,
            total=total,
            drawn=drawn,
            pages=list(pages_of(paging.number, last, url)),
            next_url=url(paging.number + 1) if paging.number < last else None,
        )
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/choose")
def choose() -> Response:
    """Remember the point with the cart, and its city with it. A point that is gone is 404."""
    with transaction() as db:
        cart = find_own_cart(db)
        if cart is None:
            return redirect(url_for("cart.show"), 303)
        answers = checkout.begun(db, cart, account_id())
        method = _way_to_points(db, answers.get("delivery", ""))
        point = shipping.get_point(db, method.carrier, request.form.get("point", ""))
        if not shipping.is_in(point, answers.get("city", "")):
            answers = {name: value for name, value in answers.items() if name not in OF_THE_CITY}
            answers["city"] = point.city
        answers |= {"delivery": method.code, "point": point.code}
        checkout.save_draft(db, cart.token, answers, at=clock.now())
    return redirect(url_for("checkout.new", _anchor="delivery"), 303)


def _way_to_points(db: Session, wished: str) -> Method:
    """The way that leads to points: the one that was wished, else the first. Refuses UnknownMethod."""
    offered = [one for one in shipping.methods(db, lang(), carriers=runtime().carriers) if one.to_point]
    if not offered:
        raise UnknownMethod()
    return next((one for one in offered if one.code == wished), offered[0])


def _found(
    db: Session, method: Method, city: City | None, grams: int, text: str, paging: Paging
) -> tuple[list[CarrierPoint], int, list[shipping.Dot]]:
    if city is None:
        return [], 0, []
    found, total = shipping.points_in(db, method.carrier, city.code, grams=grams, text=text, paging=paging)
    return found, total, shipping.dots_in(db, method.carrier, city.code, grams=grams, text=text)


def _shown(point: CarrierPoint, number: int, chosen: str) -> Shown:
    return Shown(
        number=number,
        code=point.code,
        address=point.address,
        note=point.note,
        hours=point.hours,
        pays=gettext(PAYS[point.takes_cash, point.takes_card]),
        is_chosen=point.code == chosen,
    )


PAYS: Mapping[tuple[bool, bool], str] = {
    (True, True): "оплата картой и наличными",
    (True, False): "оплата только наличными",
    (False, True): "оплата только картой",
    (False, False): "выдаёт только оплаченные заказы",
}
"""What can be paid at a point: cash, card."""
