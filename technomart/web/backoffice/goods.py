"""Stock and prices in the office: found by SKU or name, counted by place, priced with dates, each with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import catalog, inventory, pricing
from technomart.domain.accounts import Permission
from technomart.foundation import clock
from technomart.foundation.errors import Conflict, Invalid
from technomart.foundation.money import Money
from technomart.foundation.paging import Paging
from technomart.web.access import OFFICE, staff
from technomart.web.backoffice.desk import back_to, blueprint, page, pages_of
from technomart.web.backoffice.forms import CountForm, PriceForm, ReductionForm
from technomart.web.context import lang, reader, transaction
from technomart.web.templating import gettext

ON_A_PAGE = 30
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One variant of the list."""

    sku: str
    name: str
    picture: str | None
    is_sold: bool
    price: Money | None
    was: Money | None
    free: int


@blueprint.get("/goods", endpoint="goods")
def index() -> Response:
    text = request.args.get("q", "").strip()[:LONGEST_TEXT]
    paging = Paging.asked(request.args.get("page", type=int), usual=ON_A_PAGE)
    with reader() as db:
        ids, total = catalog.find_variants(db, text, paging)
        rows = _rows(db, ids)

    def url(number: int) -> str:
        return url_for(f"{OFFICE}.goods", q=text or None, page=number if number > 1 else None)

    pages = pages_of(paging.number, paging.pages(total), url)
    return page("goods/index", gettext("Товары"), rows=rows, total=total, text=text, pages=pages)


def _rows(db: Session, ids: list[int]) -> list[Row]:
    """The variants with what they cost and how many are free now."""
    facts, stock = catalog.facts_of(db, ids, lang()), inventory.availability_of(db, ids)
    offers = pricing.offers_of(db, ids, clock.now())
    rows = []
    for one in (facts[variant_id] for variant_id in ids if variant_id in facts):
        offer = offers.get(one.id)
        rows.append(
            Row(
                sku=one.sku,
                name=one.name,
                picture=one.picture,
                is_sold=one.is_sold,
                price=offer.price if offer else None,
                was=offer.was if offer else None,
                free=stock[one.id].available,
            )
        )
    return rows


@blueprint.get("/goods/<sku>")
def goods_one(sku: str) -> Response:
    return goods_page(sku)


def goods_page(
    sku: str,
    *,
    status: int = 200,
    count: CountForm | None = None,
    price: PriceForm | None = None,
    reduction: ReductionForm | None = None,
) -> Response:
    """One variant with stock, prices and the forms this person may use; a refused form as filled in."""
    at = clock.now()
    with reader() as db:
        variant = catalog.get_any_variant(db, sku)
        row = _rows(db, [variant.id])[0]
        holdings = inventory.stock_of(db, variant.id)
        terms = pricing.prices_from(db, variant.id, at)
    return page(
        "goods/show",
        row.name,
        status=status,
        row=row,
        slug=variant.slug,
        holdings=holdings,
        terms=terms,
        now=at,
        money=Money,
        is_reduced=any(term.is_reduced and not term.is_promoted for term in terms),
        may_count=staff().may(Permission.change_stock),
        may_price=staff().may(Permission.change_prices),
        count=count or _count_form(holdings),
        price=price or PriceForm(None, prefix="list"),
        reduction=reduction or ReductionForm(None, prefix="reduced"),
    )


def _count_form(holdings: list[inventory.StockRow]) -> CountForm:
    """The form of a count, filled in if it was sent, with the places there are."""
    form = CountForm(prefix="count")
    form.location.choices = [
        (one.location.code, (lang() == "en" and one.location.name_en) or one.location.name) for one in holdings
    ]
    return form


@blueprint.post("/goods/<sku>/count")
def goods_count(sku: str) -> AnyResponse:
    with reader() as db:
        form = _count_form(inventory.stock_of(db, catalog.get_any_variant(db, sku).id))
    if not form.validate() or not _count(sku, form):
        return goods_page(sku, status=422, count=form)
    flash(gettext("Остаток записан."))
    return back_to("goods_one", sku=sku)


def _count(sku: str, form: CountForm) -> bool:
    """Write the count down; False with the refusal in the form."""
    try:
        with transaction() as db:
            variant, place = catalog.get_any_variant(db, sku), inventory.get_location(db, form.location.data)
            inventory.adjust(
                db, variant.id, place.id, form.counted.data, cause=form.reason.data, actor=staff().signature
            )
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal, "counted")
        return False
    return True


@blueprint.post("/goods/<sku>/price")
def goods_price(sku: str) -> AnyResponse:
    form = PriceForm(prefix="list")
    if not form.validate() or not _set_price(sku, form):
        return goods_page(sku, status=422, price=form)
    flash(gettext("Цена записана."))
    return back_to("goods_one", sku=sku)


def _set_price(sku: str, form: PriceForm) -> bool:
    """Let the list price be this from now on; False with the refusal in the form."""
    said = {"actor": staff().signature, "reason": form.reason.data or ""}
    try:
        with transaction() as db:
            variant = catalog.get_any_variant(db, sku)
            pricing.set_price(db, variant.id, form.kopecks, at=clock.now(), **said)
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal, "price")
        return False
    return True


@blueprint.post("/goods/<sku>/reduce")
def goods_reduce(sku: str) -> AnyResponse:
    form = ReductionForm(prefix="reduced")
    if not form.validate() or not _reduce(sku, form):
        return goods_page(sku, status=422, reduction=form)
    flash(gettext("Сниженная цена записана."))
    return back_to("goods_one", sku=sku)


def _reduce(sku: str, form: ReductionForm) -> bool:
    """Charge less from one day to another; False with the refusal in the form."""
    since, until = form.term
    said = {"actor": staff().signature, "reason": form.reason.data or ""}
    try:
        with transaction() as db:
            variant = catalog.get_any_variant(db, sku)
            pricing.reduce_price(db, variant.id, form.kopecks, valid_from=since, valid_to=until, **said)
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal, "until" if refusal.details.get("reason") == "dates" else "price")
        return False
    return True


@blueprint.post("/goods/<sku>/end-reduction")
def goods_end_reduction(sku: str) -> AnyResponse:
    with transaction() as db:
        variant = catalog.get_any_variant(db, sku)
        pricing.end_reduction(db, variant.id, at=clock.now(), actor=staff().signature, reason="office")
    flash(gettext("Сниженной цены больше нет."))
    return back_to("goods_one", sku=sku)
