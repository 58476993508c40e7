"""What the shop's people do about an order's parcel: hand it to its carrier, ask the carrier how far it is."""

from __future__ import annotations

from flask import flash, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import fulfilment, orders
from technomart.domain.orders import Order
from technomart.domain.shipping import UnknownPoint
from technomart.web.access import staff
from technomart.web.backoffice.desk import back_to, blueprint
from technomart.web.backoffice.money import act
from technomart.web.backoffice.orders import order_page
from technomart.web.context import reader
from technomart.web.errors import words_of
from technomart.web.patience import look_at_parcel_patiently
from technomart.web.templating import gettext

ASKED = {
    True: "Спросили службу доставки: ниже то, что она знает.",
    False: "Служба доставки не ответила. Спросим ещё раз сами.",
}


@blueprint.post("/orders/<number>/hand-to-carrier")
def order_hand_to_carrier(number: str) -> Response:
    point_code = request.form.get("point", "").strip()

    def hand(db: Session, order: Order) -> None:
        fulfilment.hand_to_carrier(db, order.id, actor=staff().signature, point_code=point_code or None)

    try:
        return act(number, hand, "Передаём посылку службе доставки: ответ придёт через минуту-другую.")
    except UnknownPoint as refusal:
        return order_page(number, status=422, refusal=words_of(refusal))


@blueprint.post("/orders/<number>/ask-carrier")
def order_ask_carrier(number: str) -> Response:
    with reader() as db:
        parcel = fulfilment.find_parcel(db, orders.get_order(db, number).id)
    has_answered = parcel is not None and look_at_parcel_patiently(parcel.id)
    flash(gettext(ASKED[has_answered]))
    return back_to("order", number=number)
