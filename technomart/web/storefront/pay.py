"""On the way to the bank and back: our own page before it, and the one the shopper returns to.

Neither believes anything but the provider: what stands in the address is nothing but the way here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from technomart.domain import invoices, orders, payments
from technomart.domain.payments import PaymentState
from technomart.foundation.money import Money
from technomart.web.context import reader, runtime, transaction
from technomart.web.patience import look_patiently
from technomart.web.private import private
from technomart.web.storefront.money_words import SANDBOX, PayWay, name_of, offered_ways
from technomart.web.templating import Page, gettext, render

ASK_AGAIN_SECONDS = 4
ON_THE_WAY = (PaymentState.opening, PaymentState.pending)

blueprint = Blueprint("pay", __name__)


@dataclass(frozen=True, slots=True)
class Paying:
    """One attempt to pay as its pages show it."""

    id: int
    token: str
    state: PaymentState
    sum: Money
    way: str
    code: str
    is_held_first: bool
    is_play: bool
    url: str | None
    number: str
    order_token: str
    awaits: bool
    until: datetime | None

    @property
    def others(self) -> tuple[PayWay, ...]:
        return tuple(way for way in offered_ways(self.sum, by_invoice=False) if way.code != self.code)


def paying(token: str) -> Paying:
    """The attempt behind this link, with its order. Refuses UnknownPayment."""
    with reader() as db:
        payment = payments.get_payment_by_token(db, token)
        order = orders.get_order_by_id(db, payment.order_id)
    return Paying(
        id=payment.id,
        token=payment.token,
        state=payment.status,
        sum=Money(payment.amount_kopecks),
        way=name_of(payment.method),
        code=payment.method,
        is_held_first=payment.two_stage,
        is_play=payment.provider == SANDBOX,
        url=payment.confirmation_url,
        number=order.number,
        order_token=order.public_token,
        awaits=orders.is_awaiting_money(order),
        until=order.pay_before,
    )


@blueprint.get("/pay/<token>")
def show(token: str) -> Response:
    attempt = paying(token)
    if attempt.state is PaymentState.opening:
        look_patiently(attempt.id, source="page")
        attempt = paying(token)
    if attempt.state not in ON_THE_WAY or not attempt.awaits or attempt.code == invoices.METHOD:
        return redirect(url_for("orders.show", token=attempt.order_token), 303)
    return page("show", gettext("Оплата заказа %(number)s", number=attempt.number), attempt, waits=not attempt.url)


@blueprint.get("/pay/<token>/return")
def returned(token: str) -> Response:
    attempt = paying(token)
    if attempt.state in ON_THE_WAY:
        look_patiently(attempt.id, source="return")
        attempt = paying(token)
    if attempt.state not in ON_THE_WAY or attempt.code == invoices.METHOD:
        return redirect(url_for("orders.show", token=attempt.order_token), 303)
    return page("returned", gettext("Ожидаем оплату"), attempt, waits=True)


@blueprint.post("/orders/<token>/pay")
def again(token: str) -> Response:
    method = request.form.get("payment", "")
    with transaction() as db:
        order = orders.get_order_by_token(db, token)
        provider = invoices.offered_to(db, order, runtime().payment_methods).get(method)
        payment = payments.pay_otherwise(db, order.id, method, provider, faults=runtime().faults)
    if payment is None:
        return redirect(url_for("orders.show", token=token), 303)
    return redirect(url_for("pay.show", token=payment.token), 303)


def page(view: str, title: str, attempt: Paying, *, waits: bool) -> Response:
    """The page, kept by nobody; as long as something is waited for it asks again by itself, without a script."""
    shown = Page(title=title, noindex=True, tab="account")
    answer = private(make_response(render(f"storefront/pay/{view}.html", shown, pay=attempt)))
    if waits:
        answer.headers["Refresh"] = str(ASK_AGAIN_SECONDS)
    return answer
