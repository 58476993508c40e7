"""The checkout: one page from a cart to an order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, session, url_for
from flask import request as asked
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import accounts, checkout, content, orders, payments
from technomart.domain.accounts import TooManyOrders, TooManyTries
from technomart.domain.carts import CartGone, NotOnSale
from technomart.domain.checkout import CartEmpty, Contact, Delivery, PriceChanged, WrongAnswers
from technomart.domain.inventory import NotEnoughStock
from technomart.domain.invoices import Company
from technomart.domain.orders import Order
from technomart.domain.payments import TooManyUnpaid
from technomart.domain.pricing import PromoCodeRefused
from technomart.foundation import clock
from technomart.foundation.errors import DomainError
from technomart.foundation.money import Money
from technomart.foundation.paging import Paging
from technomart.web.accounts_store import account_id, circumstances, count_order
from technomart.web.agreeing import OFFER, terms_of
from technomart.web.context import lang, reader, runtime, transaction
from technomart.web.errors import status_of, words_of
from technomart.web.sessions import here
from technomart.web.storefront import basket, promo
from technomart.web.storefront.basket import GUEST_CART, find_own_cart
from technomart.web.storefront.cart import cart_page
from technomart.web.storefront.checkout_page import (
    BOXES,
    checkout_page,
    fingerprint,
    remember_order,
    remembered_order,
)
from technomart.web.storefront.promo import take_code, typed_code

blueprint = Blueprint("checkout", __name__)
REFUSALS = (
    WrongAnswers,
    PriceChanged,
    PromoCodeRefused,
    NotEnoughStock,
    NotOnSale,
    CartEmpty,
    CartGone,
    TooManyUnpaid,
    TooManyOrders,
)
"""What the checkout puts to the shopper; anything else is a page of its own."""

MOST_SERVICES = 20
KOPECKS = re.compile(r"[0-9]{1,15}", re.ASCII)


@blueprint.get("/checkout")
def new() -> Response:
    return checkout_page()


@blueprint.post("/checkout")
def create() -> Response:
    before = remembered_order(asked.form.get("cart", ""))
    if before is not None:
        return redirect(url_for("orders.show", token=before), 303)
    try:
        terms = look_ahead()
        with transaction() as db:
            count_order(db, account_id())
            order = place(db, terms)
            remember_order(order.cart_token, order.public_token)
            session.pop(GUEST_CART, None)
            here().keep(db)
    except REFUSALS as refusal:
        return refused(refusal)
    return redirect(where_next(order), 303)


def where_next(order: Order) -> str:
    """To our own page before the bank if the order waits for money that is sent from there, else to the order."""
    with reader() as db:
        live = payments.live_payments_of(db, order.id) if orders.is_awaiting_money(order) else []
    leads_on = bool(live) and live[-1].provider != payments.BANK
    return url_for("pay.show", token=live[-1].token) if leads_on else url_for("orders.show", token=order.public_token)


@blueprint.post("/checkout/promo-code")
def use_code() -> Response:
    word, answers = typed_code(), answered()
    keep_answers(answers)
    try:
        take_code(word)
    except (PromoCodeRefused, TooManyTries) as refusal:
        return checkout_page(status_of(refusal), answers=answers, tried=(word, words_of(refusal)))
    return redirect(url_for("checkout.new", _anchor="promo"), 303)


@blueprint.post("/checkout/promo-code/remove")
def drop_code() -> Response:
    keep_answers(answered())
    promo.drop_code()
    return redirect(url_for("checkout.new", _anchor="promo"), 303)


@blueprint.post("/checkout/recount")
def recount() -> Response:
    """The same page with fees and days for the address as it now stands; nothing is placed, nothing is lost."""
    keep_answers(answered())
    return redirect(url_for("checkout.new", _anchor="delivery"), 303)


def look_ahead() -> dict[str, Any]:
    """What can be looked at before anything is waited for: the terms that are agreed to.

    Refuses NotEnoughStock if the cart the page was shown for plainly has run out.
    """
    with reader() as db:
        token = basket.own_cart_token(db)
    with runtime().database.glance() as connection:
        if token is not None and fingerprint(token) == asked.form.get("cart"):
            checkout.require_in_stock(connection, token, account_id())
        return terms_of(connection)


def place(db: Session, terms: Mapping[str, Any]) -> Order:
    """Place the order of this browser's cart with the answers of the form; write down what else was agreed to."""
    form, account = asked.form, account_id()
    order = checkout.place_order(
        db,
        cart_token=own_cart_token(db, form.get("cart", "")),
        account_id=account,
        contact=Contact(form.get("name", ""), form.get("phone", ""), form.get("email", "")),
        delivery=Delivery(
            form.get("delivery", ""),
            form.get("pickup", ""),
            form.get("slot", ""),
            form,
            tuple(services_ticked()),
            form.get("point", ""),
        ),
        payment_method=form.get("payment", ""),
        agreed_total=agreed() or Money(0),
        lang=lang(),
        accepts_offer=OFFER in form,
        faults=runtime().faults,
        comment=form.get("comment", ""),
        terms=terms,
        offered=runtime().payment_methods,
        carriers=runtime().carriers,
        company=Company(*(form.get(field, "") for field in checkout.COMPANY_FIELDS)),
    )
    for box in BOXES.keys() & form.keys():
        note_consent(db, BOXES[box], order)
    return order


def own_cart_token(db: Session, mark: str) -> str:
    """The token of the cart the page was shown for, if it is this browser's, ordered or not. Refuses CartGone."""
    account = account_id()
    present = find_own_cart(db) if account is not None else None
    candidates = [present.token if present else str(session.get(GUEST_CART, ""))]
    if account is not None:
        candidates += [order.cart_token for order in orders.orders_of(db, account, Paging(1, 5))[0]]
    for token in candidates:
        if token and (not mark or fingerprint(token) == mark):
            return token
    raise CartGone()


def agreed() -> Money | None:
    """The total the page showed for the chosen way, or None if it came back as nothing one can agree to."""
    given = asked.form.get(f"agreed.{asked.form.get('delivery', '')}", "")
    return Money(int(given)) if KOPECKS.fullmatch(given) else None


def note_consent(db: Session, slug: str, order: Order) -> None:
    """Write down a consent of its own purpose; without its text there is nothing to agree to."""
    document = content.find_current(db, slug, lang())
    if document is None:
        return
    text = accounts.ConsentText(
        purpose=slug.removeprefix("consent-"),
        document_slug=document.slug,
        document_version=document.version,
        text_hash=document.text_hash,
    )
    accounts.record_consent(db, text, circumstances("checkout"), subject=order.email, account_id=order.account_id)


def services_ticked() -> list[str]:
    """The services ticked for the chosen way; boxes of another way are hidden and say nothing."""
    return asked.form.getlist(f"service.{asked.form.get('delivery', '')}")[:MOST_SERVICES]


def answered() -> dict[str, str]:
    """The answers of the form as it came."""
    others = ("agreed.", "csrf", "service.")
    once = {field: value for field, value in asked.form.items() if not field.startswith(others)}
    return once | {"services": " ".join(services_ticked())}


def keep_answers(answers: Mapping[str, str]) -> None:
    """Keep the answers with this browser's cart, so that nothing is lost; of a crowd nobody waits for the disk."""
    with transaction(may_be_lost=True) as db:
        token = basket.own_cart_token(db)
        if token is not None:
            checkout.save_draft(db, token, answers, at=clock.now())


def refused(refusal: DomainError) -> Response:
    """The page again with what is wrong, nothing lost; the cart, if it is the cart that cannot be ordered."""
    answers = answered()
    keep_answers(answers)
    if isinstance(refusal, WrongAnswers):
        return checkout_page(422, answers=answers, wrong=refusal.fields)
    if isinstance(refusal, TooManyUnpaid):
        return checkout_page(409, answers=answers, wrong={"payment": "too_many_unpaid"})
    if isinstance(refusal, PriceChanged):
        return checkout_page(409, answers=answers, changed=(agreed(), refusal.new))
    if isinstance(refusal, PromoCodeRefused):
        return checkout_page(409, answers=answers, lost=words_of(refusal))
    return cart_page(status_of(refusal), (("bad", "alert", words_of(refusal)),))
