"""What the shop's people do about an order's money: give it back, ask the bank, see to what went wrong."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import orders, payments
from technomart.domain.orders import Order
from technomart.domain.payments import ReceiptState
from technomart.foundation.errors import Conflict, Invalid
from technomart.web.access import staff
from technomart.web.backoffice.desk import back_to, blueprint
from technomart.web.backoffice.forms import ROUBLES, kopecks_of, plain
from technomart.web.backoffice.orders import order_page
from technomart.web.context import reader, runtime, transaction
from technomart.web.errors import words_of
from technomart.web.patience import look_patiently
from technomart.web.templating import gettext

LONGEST_REASON = 100
ASKED = {
    True: "Спросили банк: ниже то, что он знает.",
    False: "Банк не ответил. Спросим ещё раз сами.",
}


class NotASum(Invalid):
    """The sum is no sum, or the reason is missing."""

    code = "not_an_amount"


def act(number: str, do: Callable[[Session, Order], object], done: str) -> Response:
    """Do it, once; if it cannot be done, show the order as it is now with the reason."""
    try:
        with transaction() as db:
            do(db, orders.get_order(db, number))
    except (Conflict, Invalid) as refusal:
        status = 409 if isinstance(refusal, Conflict) else 422
        return order_page(number, status=status, refusal=words_of(refusal))
    flash(gettext(done))
    return back_to("order", number=number)


@blueprint.post("/orders/<number>/refund")
def order_refund(number: str) -> Response:
    asked, reason = plain(request.form.get("amount")), request.form.get("reason", "").strip()

    def give_back(db: Session, order: Order) -> None:
        if not ROUBLES.fullmatch(asked) or not reason or len(reason) > LONGEST_REASON:
            raise NotASum()
        payments.refund_by_staff(
            db,
            order.id,
            request.form.get("payment", ""),
            kopecks_of(asked),
            reason=reason,
            actor=staff().signature,
            faults=runtime().faults,
        )

    return act(number, give_back, "Возврат записан. Деньги уйдут в ближайшие минуты.")


@blueprint.post("/orders/<number>/look")
def order_look(number: str) -> Response:
    with reader() as db:
        live = payments.live_payments_of(db, orders.get_order(db, number).id)
    known = [look_patiently(payment.id, source="staff") for payment in live]
    flash(gettext(ASKED[all(known)]))
    return back_to("order", number=number)


@blueprint.post("/orders/<number>/see-to")
def order_see_to(number: str) -> Response:
    return act(number, lambda db, order: payments.see_to(db, order.id, actor=staff().signature), "Отметка снята.")


@blueprint.post("/orders/<number>/take-anew")
def order_take_anew(number: str) -> Response:
    def stand_again(db: Session, order: Order) -> None:
        payments.take_anew(db, order.id, actor=staff().signature, faults=runtime().faults)

    return act(number, stand_again, "Заказ восстановлен, товары закреплены за ним.")


@blueprint.post("/orders/<number>/receipts")
def order_receipts(number: str) -> Response:
    def try_again(db: Session, order: Order) -> None:
        for receipt in payments.ledger_of(db, order.id).receipts:
            if receipt.status is ReceiptState.error:
                payments.try_receipt_again(db, receipt.id)

    return act(number, try_again, "Чеки отправляются ещё раз.")
