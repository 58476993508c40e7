"""Promotions in the office: which there are, how far each reaches, made, changed, switched on and off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import catalog, pricing
from technomart.domain.catalog import UnknownSku
from technomart.domain.pricing import Picks, Promotion
from technomart.foundation import clock
from technomart.foundation.errors import Conflict, Invalid, NotFound
from technomart.foundation.money import Money
from technomart.foundation.paging import Paging
from technomart.web.access import OFFICE, staff
from technomart.web.backoffice.desk import back_to, blueprint, page, pages_of
from technomart.web.backoffice.discount_forms import PromotionForm
from technomart.web.context import lang, reader, runtime, transaction
from technomart.web.templating import gettext, money

ON_A_PAGE = 30
DEEPER = "\u00a0\u00a0\u00a0"
BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One promotion of the list."""

    code: str
    name: str
    discount: str
    since: datetime
    until: datetime
    standing: tuple[str, str]
    goods: int


@blueprint.get("/promotions", endpoint="promotions")
def index() -> Response:
    paging = Paging.asked(request.args.get("page", type=int), usual=ON_A_PAGE)
    at = clock.now()
    with reader() as db:
        found, total = pricing.promotions(db, paging)
        reach = pricing.reach_of(db, [one.id for one in found], at)
        rows = [_row(one, reach[one.id], at) for one in found]
    pages = pages_of(paging.number, paging.pages(total), lambda number: url_for(f"{OFFICE}.promotions", page=number))
    return page("promotions/index", gettext("Акции"), rows=rows, total=total, pages=pages)


def _row(one: Promotion, goods: int, at: datetime) -> Row:
    return Row(
        code=one.code,
        name=(lang() == "en" and one.name_en) or one.name,
        discount=f"{one.percent}\u00a0%" if one.percent else money(Money(one.amount_kopecks)),
        since=one.valid_from,
        until=one.valid_to,
        standing=standing(one.is_on, one.valid_from, one.valid_to, at),
        goods=goods,
    )


def standing(is_on: bool, since: datetime, until: datetime | None, at: datetime) -> tuple[str, str]:
    """How it stands, in words and as a colour."""
    if until is not None and until <= at:
        return gettext("срок вышел"), ""
    if not is_on:
        return gettext("не действует"), "bad"
    return (gettext("ждёт начала"), "info") if since > at else (gettext("действует"), "ok")


@blueprint.get("/new-promotion")
def promotion_new() -> Response:
    form = _form()
    form.is_on.data = True
    return _form_page(form)


@blueprint.post("/promotions")
def promotion_create() -> AnyResponse:
    form = _form()
    code = _save(form, None) if form.validate() else None
    if code is None:
        return _form_page(form, status=422)
    flash(gettext("Акция записана, цены изменены."))
    return back_to("promotion", code=code)


@blueprint.get("/promotions/<code>")
def promotion(code: str) -> Response:
    with reader() as db:
        kept = pricing.get_promotion(db, code)
        picks = pricing.picks_of(db, kept.id)
        named = [" ".join(catalog.skus_of(db, ids)) for ids in (picks.product_ids, picks.left_out_ids)]
        row = _row(kept, pricing.reach_of(db, [kept.id], clock.now())[kept.id], clock.now())
    form = _form()
    form.show(kept, picks, *named)
    return _form_page(form, row)


@blueprint.post("/promotions/<code>")
def promotion_update(code: str) -> AnyResponse:
    with reader() as db:
        kept = pricing.get_promotion(db, code)
    form = _form()
    form.code.data = kept.code
    if not form.validate() or _save(form, kept.code) is None:
        return _form_page(form, _row(kept, 0, clock.now()), status=422)
    flash(gettext("Акция записана, цены изменены."))
    return back_to("promotion", code=kept.code)


@blueprint.post("/promotions/<code>/switch")
def promotion_switch(code: str) -> AnyResponse:
    is_on = request.form.get("on") == "1"
    with transaction() as db:
        kept = pricing.get_promotion(db, code)
        pricing.switch_promotion(db, kept, is_on=is_on, at=clock.now(), actor=staff().signature)
    flash(gettext("Акция включена.") if is_on else gettext("Акция выключена, обычные цены вернулись."))
    return back_to("promotion", code=kept.code)


def _form() -> PromotionForm:
    """The form with the categories and brands there are."""
    form, words = PromotionForm(), runtime().search.vocabulary
    form.name_kinds("percent", "amount")
    form.categories.choices = [
        (node.id, DEEPER * len(node.ancestors) + node.name[lang()]) for node in words.categories.values()
    ]
    brands = sorted(words.brands.values(), key=lambda brand: brand.name.casefold())
    form.brands.choices = [(brand.id, brand.name) for brand in brands]
    return form


def _form_page(form: PromotionForm, row: Row | None = None, *, status: int = 200) -> Response:
    title = row.name if row else gettext("Новая акция")
    return page("promotions/edit", title, status=status, form=form, row=row, here="promotions")


def _save(form: PromotionForm, code: str | None) -> str | None:
    """Make the promotion, or change the one with this code; its code, or None with the refusal in the form."""
    at, actor = clock.now(), staff().signature
    try:
        with transaction() as db:
            draft = form.draft(_picks(db, form))
            if code is None:
                return pricing.add_promotion(db, draft, at=at, actor=actor).code
            pricing.change_promotion(db, pricing.get_promotion(db, code), draft, at=at, actor=actor)
            return code
    except (Invalid, Conflict, NotFound) as refusal:
        form.refuse(refusal, _field_of(form, refusal))
        return None


def _field_of(form: PromotionForm, refusal: Invalid | Conflict | NotFound) -> str:
    """At which field the refusal is shown."""
    if isinstance(refusal, UnknownSku):
        named = BETWEEN.split(form.products.data or "")
        return "products" if refusal.details.get("sku") in named else "left_out"
    about = str(refusal.details.get("field", ""))
    return {"percent": "value", "amount": "value", "valid_to": "until"}.get(about, about)


def _picks(db: Session, form: PromotionForm) -> Picks:
    """What the form names. Refuses UnknownSku."""

    def lines_of(text: str | None) -> tuple[int, ...]:
        skus = [sku for sku in BETWEEN.split(text or "") if sku]
        return tuple(dict.fromkeys(catalog.get_any_variant(db, sku).product_id for sku in skus))

    return Picks(
        category_ids=tuple(form.categories.data or ()),
        brand_ids=tuple(form.brands.data or ()),
        product_ids=lines_of(form.products.data),
        left_out_ids=lines_of(form.left_out.data),
    )
