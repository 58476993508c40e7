"""Goods kept for later: the page, the heart on every card."""

from __future__ import annotations

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from technomart.domain.wishlists import ListKind
from technomart.web.context import reader, runtime
from technomart.web.security import without_form_token
from technomart.web.storefront.marks import answered, kept_ids, mark, unmark
from technomart.web.storefront.showcase import cards_of
from technomart.web.templating import Page, gettext, render

blueprint = Blueprint("favourites", __name__)


@blueprint.get("/favourites")
def show() -> str:
    runtime().search.refresh()
    with reader() as session:
        cards = cards_of(session, kept_ids(session, ListKind.favourites))
    page = Page(title=gettext("Избранное — Техномарт"), noindex=True, tab="favourites")
    return render("storefront/favourites/show.html", page, cards=cards)


@blueprint.post("/favourites/<sku>")
@without_form_token
def add(sku: str) -> Response:
    mark(ListKind.favourites, sku)
    return answered(gettext("Товар добавлен в избранное"), url_for("favourites.show"))


@blueprint.post("/favourites/<sku>/remove")
@without_form_token
def remove(sku: str) -> Response:
    unmark(ListKind.favourites, sku)
    return answered(gettext("Товар убран из избранного"), url_for("favourites.show"))
