"""Goods side by side: the own list or a shared one, a product type at a time."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import catalog, wishlists
from technomart.domain.catalog import UnknownSku
from technomart.domain.wishlists import LONGEST, ListKind
from technomart.web.context import lang, reader, runtime, transaction, visitor
from technomart.web.security import without_form_token
from technomart.web.storefront.comparison import Asked, compare
from technomart.web.storefront.marks import answered, kept_ids, mark, unmark
from technomart.web.storefront.showcase import cards_of
from technomart.web.templating import Page, gettext, render

blueprint = Blueprint("compare", __name__)


@blueprint.get("/compare")
def show() -> str:
    runtime().search.refresh()
    given = tuple(dict.fromkeys(request.args.getlist("sku")))[: LONGEST["compare"]]
    asked = Asked(skus=given, kind=request.args.get("type", ""), only_differences=request.args.get("diff") == "1")
    with reader() as session:
        ids = shared_ids(session, given) if given else kept_ids(session, ListKind.compare)
        goods = catalog.goods_of(session, ids, lang())
        table = compare([goods[one] for one in ids if one in goods], asked)
        cards = cards_of(session, table.variant_ids)
    page = Page(title=gettext("Сравнение — Техномарт"), noindex=True)
    return render("storefront/compare/show.html", page, cards=cards, **table.model)


@blueprint.post("/compare/<sku>")
@without_form_token
def add(sku: str) -> Response:
    mark(ListKind.compare, sku)
    return answered(gettext("Товар добавлен к сравнению"), url_for("compare.show"))


@blueprint.post("/compare/<sku>/remove")
@without_form_token
def remove(sku: str) -> Response:
    unmark(ListKind.compare, sku)
    return answered(gettext("Товар убран из сравнения"), url_for("compare.show"))


@blueprint.post("/compare/clear")
@without_form_token
def clear() -> Response:
    owner = visitor()
    with transaction() as session:
        wishlists.clear(session, str(owner), ListKind.compare)
    return answered(gettext("Список сравнения очищен"), url_for("compare.show"))


def shared_ids(session: Session, skus: tuple[str, ...]) -> list[int]:
    """The variants of a shared link in its order; what is not sold is left out."""
    ids = []
    for sku in skus:
        try:
            ids.append(catalog.get_variant(session, sku).id)
        except UnknownSku:
            continue
    return ids
