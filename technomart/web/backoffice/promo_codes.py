"""Promo codes in the office: which there are, which orders used each, made, changed, switched on and off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import accounts, orders, pricing
from technomart.domain.accounts import UnknownAccount
from technomart.domain.pricing import DiscountKind, PromoCode
from technomart.foundation import clock
from technomart.foundation.errors import Conflict, Invalid, NotFound
from technomart.foundation.money import Money
from technomart.foundation.paging import Paging
from technomart.web.access import OFFICE, staff
from technomart.web.backoffice.desk import back_to, blueprint, page, pages_of
from technomart.web.backoffice.discount_forms import PromoCodeForm
from technomart.web.backoffice.promotions import standing
from technomart.web.context import reader, transaction
from technomart.web.templating import gettext, money

ON_A_PAGE = 30
MOST_USES_SHOWN = 100
FIELDS = {"percent": "value", "amount": "value", "valid_to": "until"}


@dataclass(frozen=True, slots=True)
class Row:
    """One code of the list."""

    word: str
    note: str
    discount: str
    minimum: Money
    used: int
    most_uses: int | None
    until: datetime | None
    is_on: bool
    standing: tuple[str, str]


@blueprint.get("/promo-codes", endpoint="promo_codes")
def index() -> Response:
    paging = Paging.asked(request.args.get("page", type=int), usual=ON_A_PAGE)
    with reader() as db:
        found, total = pricing.promo_codes(db, paging)
    pages = pages_of(paging.number, paging.pages(total), lambda number: url_for(f"{OFFICE}.promo_codes", page=number))
    rows = [_row(one) for one in found]
    return page("promo_codes/index", gettext("Промокоды"), rows=rows, total=total, pages=pages, here="promotions")


def _row(one: PromoCode) -> Row:
    return Row(
        word=one.code,
        note=one.note,
        discount=discount_words(one),
        minimum=Money(one.minimum_kopecks),
        used=one.used,
        most_uses=one.most_uses,
        until=one.valid_to,
        is_on=one.is_on,
        standing=standing(one.is_on, one.valid_from, one.valid_to, clock.now()),
    )


def discount_words(one: PromoCode) -> str:
    """What the code takes off."""
    if one.kind is DiscountKind.free_delivery:
        return gettext("бесплатная доставка")
    return f"{one.percent}\u00a0%" if one.percent else money(Money(one.amount_kopecks))


@blueprint.get("/new-promo-code")
def promo_code_new() -> Response:
    form = _form()
    form.is_on.data = True
    return _form_page(form)


@blueprint.post("/promo-codes")
def promo_code_create() -> AnyResponse:
    form = _form()
    word = _save(form, None) if form.validate() else None
    if word is None:
        return _form_page(form, status=422)
    flash(gettext("Промокод записан."))
    return back_to("promo_code", word=word)


@blueprint.get("/promo-codes/<word>")
def promo_code(word: str) -> Response:
    form = _form()
    with reader() as db:
        kept = pricing.get_promo_code(db, word)
        form.show(kept, accounts.get_account(db, kept.account_id).email if kept.account_id else "")
        uses = pricing.uses_of(db, kept.id, most=MOST_USES_SHOWN)
        numbers = orders.numbers_of_uses(db, [use.id for use in uses])
    shown = [(numbers.get(use.id, ""), use.at, use.released_at) for use in uses]
    return _form_page(form, kept, shown)


@blueprint.post("/promo-codes/<word>")
def promo_code_update(word: str) -> AnyResponse:
    with reader() as db:
        kept = pricing.get_promo_code(db, word)
    form = _form()
    form.word.data = kept.code
    if not form.validate() or _save(form, kept.code) is None:
        return _form_page(form, kept, status=422)
    flash(gettext("Промокод записан."))
    return back_to("promo_code", word=kept.code)


@blueprint.post("/promo-codes/<word>/switch")
def promo_code_switch(word: str) -> AnyResponse:
    is_on = request.form.get("on") == "1"
    with transaction() as db:
        kept = pricing.get_promo_code(db, word)
        pricing.switch_promo_code(db, kept, is_on=is_on, actor=staff().signature)
    flash(gettext("Промокод включён.") if is_on else gettext("Промокод выключен."))
    return back_to("promo_code", word=kept.code)


def _form() -> PromoCodeForm:
    form = PromoCodeForm()
    form.name_kinds("percent", "amount", "free_delivery")
    return form


def _form_page(
    form: PromoCodeForm,
    kept: PromoCode | None = None,
    uses: list[tuple[str, datetime, datetime | None]] | None = None,
    *,
    status: int = 200,
) -> Response:
    title, row = kept.code if kept else gettext("Новый промокод"), _row(kept) if kept else None
    return page("promo_codes/edit", title, status=status, form=form, row=row, uses=uses or [], here="promotions")


def _save(form: PromoCodeForm, word: str | None) -> str | None:
    """Make the code, or change the one with this word; its word, or None with the refusal in the form."""
    actor = staff().signature
    try:
        with transaction() as db:
            draft = form.draft(_owner(db, form))
            if word is None:
                return pricing.add_promo_code(db, draft, actor=actor).code
            pricing.change_promo_code(db, pricing.get_promo_code(db, word), draft, actor=actor)
            return word
    except (Invalid, Conflict, NotFound) as refusal:
        about = "owner" if isinstance(refusal, UnknownAccount) else str(refusal.details.get("field", ""))
        form.refuse(refusal, FIELDS.get(about, about))
        return None


def _owner(db: Session, form: PromoCodeForm) -> int | None:
    """Whose alone the code is. Refuses UnknownAccount, and InvalidEmail for what is no address."""
    if not (form.owner.data or "").strip():
        return None
    try:
        found = accounts.find_account_by_email(db, accounts.normal_email(form.owner.data))
    except accounts.InvalidEmail as error:
        raise UnknownAccount() from error
    if found is None:
        raise UnknownAccount()
    return found.id
