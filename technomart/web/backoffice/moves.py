"""Moving an order on: one route a move, so that the table of who may names each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import flash, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import aftersales, checkout, fulfilment, orders, payments
from technomart.domain.fulfilment import NotASerial, Unit
from technomart.domain.orders import Move, Order
from technomart.foundation.errors import Conflict, Invalid
from technomart.web.access import staff
from technomart.web.backoffice.desk import back_to, blueprint
from technomart.web.backoffice.orders import order_page
from technomart.web.backoffice.words import MOVES, REASONS
from technomart.web.context import runtime, transaction
from technomart.web.errors import words_of
from technomart.web.forms import PIECES, counts_of, is_count
from technomart.web.templating import gettext

SERIALS = "serials."
LONGEST_SERIALS = 60_000


def cancel(session: Session, order_id: int, *, actor: str) -> Order:
    """Call off what is chosen for the reason given; one that is not in the list is a mistake."""
    reason = request.form.get("reason", "")
    how: dict[str, Any] = {"faults": runtime().faults, "pieces": chosen()}
    return checkout.cancel_for_shopper(
        session, order_id, actor=actor, reason=reason if reason in REASONS else "mistake", **how
    )


def ship(session: Session, order_id: int, *, actor: str) -> Order:
    """Let what is chosen go, with the number it can be tracked by."""
    tracking = request.form.get("tracking", "")
    return fulfilment.ship(session, order_id, actor=actor, tracking=tracking, pieces=chosen())


def hand_over(session: Session, order_id: int, *, actor: str) -> Order:
    """The shopper has what is chosen, by its serial numbers if they were typed."""
    return fulfilment.hand_over(session, order_id, actor=actor, pieces=chosen(), units=typed_units())


def typed_units() -> dict[int, list[Unit]]:
    """The pieces by their numbers, as `serials.<position>`. Refuses NotASerial."""
    units = {}
    for name, lines in request.form.items():
        position = name.removeprefix(SERIALS)
        if name.startswith(SERIALS) and is_count(position):
            read = fulfilment.units_in(lines[:LONGEST_SERIALS])
            if read is None:
                raise NotASerial(field="serials")
            units[int(position)] = read
    return units


def chosen() -> dict[int, int] | None:
    """The pieces the form names; None if it names none, which means all."""
    return counts_of(request.form) if any(name.startswith(PIECES) for name in request.form) else None


VERBS: dict[Move, Callable[..., Order]] = {
    Move.confirm: fulfilment.confirm,
    Move.pick: fulfilment.pick,
    Move.make_ready: fulfilment.make_ready,
    Move.ship: ship,
    Move.hand_over: hand_over,
    Move.take_payment: payments.take_payment,
    Move.cancel: cancel,
}


def move_on(move: Move, number: str) -> Response:
    """Do it, once; if the order has changed meanwhile, show it as it is now (409)."""
    try:
        with transaction() as db:
            VERBS[move](db, orders.get_order(db, number).id, actor=staff().signature)
    except (Conflict, Invalid) as refusal:
        return order_page(number, status=409 if isinstance(refusal, Conflict) else 422, refusal=words_of(refusal))
    flash(gettext(MOVES[move].done))
    return back_to("order", number=number)


@blueprint.post("/orders/<number>/correct-serial")
def order_correct_serial(number: str) -> Response:
    position, serial = request.form.get("position", ""), request.form.get("serial", "")
    try:
        right = fulfilment.unit_of(request.form.get("right", ""), request.form.get("imei", ""))
        if right is None:
            raise NotASerial(field="right")
        with transaction() as db:
            found, place = orders.get_order(db, number), int(position) if is_count(position) else -1
            aftersales.correct_serial(db, found.id, place, serial, right, actor=staff().signature)
    except (Conflict, Invalid) as refusal:
        return order_page(number, status=409 if isinstance(refusal, Conflict) else 422, refusal=words_of(refusal))
    flash(gettext("Номер исправлен."))
    return back_to("order", number=number)


for _move in VERBS:
    blueprint.add_url_rule(
        f"/orders/<number>/{_move.value.replace('_', '-')}",
        endpoint=f"order_{_move.value}",
        view_func=partial(move_on, _move),
        methods=["POST"],
    )
