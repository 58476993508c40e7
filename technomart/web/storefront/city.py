"""Which city the visitor is in: chosen, and kept in a cookie of its own; never guessed from an address on the net.

Public pages are made for the home city and are the same for everyone; the script paints another city's day into them.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from flask import Blueprint, make_response, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import accounts
from technomart.domain.checkout import ADDRESS_FIELDS
from technomart.domain.shipping import Destination
from technomart.foundation import clock
from technomart.foundation.words import one_line
from technomart.web.accounts_store import account_id
from technomart.web.forms import own_path
from technomart.web.security import without_form_token
from technomart.web.storefront.facts import facts
from technomart.web.templating import Page, gettext, render, soon

COOKIE = "__Host-city"
KEPT_SECONDS = 365 * 24 * 3600

blueprint = Blueprint("city", __name__)


@blueprint.get("/city")
def edit() -> Response:
    answer = make_response(
        render(
            "storefront/city/edit.html",
            Page(title=gettext("Ваш город — Техномарт"), noindex=True),
            cities=facts().cities,
            chosen=chosen() or facts().home_city,
            back=own_path(request.args.get("next")) or url_for("home.index"),
        )
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/city")
@without_form_token
def choose() -> Response:
    """Remember the city; an empty one is forgotten, and the home city holds again."""
    answer = redirect(own_path(request.form.get("next")) or url_for("home.index"), 303)
    city = _cleaned(request.form.get("other", "")) or _cleaned(request.form.get("city", ""))
    if not city:
        answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")
        return answer
    answer.set_cookie(COOKIE, quote(city), max_age=KEPT_SECONDS, path="/", secure=True, httponly=True, samesite="Lax")
    return answer


def chosen() -> str:
    """The city this browser has chosen, or nothing."""
    return _cleaned(unquote(request.cookies.get(COOKIE, ""), errors="ignore"))


def city_of(db: Session) -> str:
    """The visitor's city: the one chosen, else that of the usual address, else the home city."""
    known, account = chosen(), account_id()
    if not known and account is not None:
        known = accounts.usual_city(db, account) or ""
    return known or facts().home_city


def told(city: str) -> dict[str, str | None]:
    """What the script paints: the city, and when our courier comes there with what is ordered now, if he does."""
    day = facts().courier_on(clock.now(), Destination(city))
    return {"name": city, "courier": None if day is None else soon(day)}


def _cleaned(raw: str) -> str:
    return one_line(raw)[: ADDRESS_FIELDS["city"]]
