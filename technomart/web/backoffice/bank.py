"""Money of companies in the office: the bank's statement looked through and booked, one transfer noted by hand."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections import Counter
from collections.abc import Sequence
from datetime import date

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import invoices, orders
from technomart.domain.invoices import Credit, Match, NoInvoice, Outcome, StatementBroken, WrongDocument
from technomart.domain.orders import Order
from technomart.foundation.money import Money
from technomart.web.access import staff
from technomart.web.backoffice.desk import blueprint, page
from technomart.web.backoffice.forms import ROUBLES, kopecks_of, plain
from technomart.web.backoffice.money import NotASum, act
from technomart.web.backoffice.words import OUTCOMES
from technomart.web.context import reader, runtime, transaction
from technomart.web.errors import words_of
from technomart.web.invoicing import invoice_pdf
from technomart.web.security import takes_uploads
from technomart.web.templating import gettext, ngettext

LARGEST_FORM = 1_900_000
"""A statement with its form; the front takes no larger body here."""


@blueprint.get("/bank")
def bank() -> Response:
    return bank_page()


@blueprint.post("/bank/check")
@takes_uploads(LARGEST_FORM)
def bank_check() -> Response:
    given = request.files.get("statement")
    data = given.stream.read(invoices.LARGEST_BYTES + 1) if given is not None else b""
    try:
        found = credits_of(data)
    except StatementBroken as broken:
        return bank_page(422, refusal=words_of(broken))
    with reader() as db:
        matches = invoices.look_through(db, found)
    return bank_page(matches=matches, packed=packed(data))


@blueprint.post("/bank/book")
def bank_book() -> Response:
    try:
        found = credits_of(unpacked(request.form.get("packed", "")))
    except StatementBroken as broken:
        return bank_page(422, refusal=words_of(broken))
    with reader() as db:
        before = invoices.look_through(db, found)
    matches = [booked(match) for match in before]
    exact = sum(
        was.outcome is Outcome.exact and now.outcome is Outcome.booked
        for was, now in zip(before, matches, strict=True)
    )
    return bank_page(matches=matches, done=ngettext("Записан %(num)s платёж.", "Записано %(num)s платежа.", exact))


def booked(match: Match) -> Match:
    """Book one credit in a transaction of its own, so that nobody waits for a long statement."""
    if match.outcome not in invoices.TOLD:
        return match
    with transaction() as db:
        return invoices.book(
            db, match.credit, account=own_account(), actor=staff().signature, faults=runtime().faults
        )


def credits_of(data: bytes) -> list[Credit]:
    if not data:
        raise StatementBroken("statement_missing")
    return invoices.credits_in(data, own_account())


def own_account() -> str:
    """The account companies pay to. Refuses NoInvoice in a shop that has none."""
    account = runtime().seller_account
    if account is None:
        raise NoInvoice()
    return account.account


def bank_page(
    status: int = 200, *, matches: Sequence[Match] = (), packed: str = "", refusal: str = "", done: str = ""
) -> Response:
    """The page; with what was found in a statement, and the statement itself to be booked by the next press."""
    counted = Counter(match.outcome for match in matches)
    return page(
        "bank/index",
        gettext("Выписка банка"),
        status=status,
        here="orders",
        account=runtime().seller_account,
        matches=[(match, OUTCOMES[match.outcome]) for match in matches],
        counts=[(gettext(OUTCOMES[one][0]), counted[one]) for one in Outcome if counted[one]],
        exact=counted[Outcome.exact],
        told=sum(counted[one] for one in invoices.TOLD),
        packed=packed,
        refusal=refusal,
        done=done,
    )


def packed(data: bytes) -> str:
    """The statement as a field of the page, so that what was looked through is what is booked."""
    return base64.b64encode(zlib.compress(data, 9)).decode()


def unpacked(field: str) -> bytes:
    """The statement out of the field. Refuses StatementBroken for what is none, or too long."""
    try:
        data = zlib.decompressobj().decompress(base64.b64decode(field, validate=True), invoices.LARGEST_BYTES + 1)
    except (ValueError, binascii.Error, zlib.error) as error:
        raise StatementBroken("statement_missing") from error
    return data


@blueprint.post("/orders/<number>/bank-money")
def order_bank_money(number: str) -> Response:
    asked = plain(request.form.get("amount"))

    def take(db: Session, order: Order) -> None:
        if not ROUBLES.fullmatch(asked) or not kopecks_of(asked):
            raise NotASum()
        invoices.take_bank_money(
            db,
            order.id,
            amount=Money(kopecks_of(asked)),
            paid_on=day_of(request.form.get("paid_on")),
            document=request.form.get("document", "").strip(),
            account=own_account(),
            actor=staff().signature,
            faults=runtime().faults,
        )

    return act(number, take, "Деньги по счёту записаны, заказ оплачен.")


@blueprint.post("/orders/<number>/refund-sent")
def order_refund_sent(number: str) -> Response:
    form = request.form

    def sent(db: Session, order: Order) -> None:
        invoices.note_refund_sent(
            db,
            order.id,
            form.get("refund", ""),
            document=form.get("document", "").strip(),
            sent_on=day_of(form.get("sent_on")),
            actor=staff().signature,
        )

    return act(number, sent, "Возврат записан: деньги отправлены организации.")


@blueprint.get("/orders/<number>/invoice.pdf")
def order_invoice(number: str) -> Response:
    return invoice_pdf(lambda db: orders.get_order(db, number))


def day_of(given: str | None) -> date:
    """A day as a browser sends it. Refuses WrongDocument."""
    try:
        return date.fromisoformat(given or "")
    except ValueError as error:
        raise WrongDocument() from error
