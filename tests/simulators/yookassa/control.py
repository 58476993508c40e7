"""What the net, the shopper and the years do, by hand: `GET /_sim/state` shows everything, POST takes JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import jsonify, request

from tests.simulators.yookassa.refusals import Refusal

if TYPE_CHECKING:
    from tests.simulators.yookassa import Simulator

Wish = dict[str, Any]

ABOUT_ALL: dict[str, Callable[[Simulator, Wish], object]] = {
    "reset": lambda sim, wish: sim.reset(),
    "clock": lambda sim, wish: sim.advance(timedelta(seconds=wish["advance_seconds"])),
    "faults": lambda sim, wish: sim.faults.add(**wish),
    "faults/clear": lambda sim, wish: sim.faults.clear(),
    "ends": lambda sim, wish: sim.ends(**wish),
    "webhooks": lambda sim, wish: sim.webhooks.settle(**wish),
    "webhooks/release": lambda sim, wish: sim.webhooks.release(**wish),
    "webhooks/forge": lambda sim, wish: sim.webhooks.forge(**wish),
}
ABOUT_ONE: dict[tuple[str, str], Callable[[Simulator, str, Wish], object]] = {
    ("payments", "pay"): lambda sim, ref, wish: sim.books.pay(ref).said(),
    ("payments", "decline"): lambda sim, ref, wish: sim.books.decline(ref, **wish).said(),
    ("payments", "twist"): lambda sim, ref, wish: sim.books.payment(ref).twist.update(wish),
    ("refunds", "settle"): lambda sim, ref, wish: sim.books.settle_refund(ref, **wish).said(),
    ("receipts", "settle"): lambda sim, ref, wish: sim.books.settle_receipt(ref, **wish),
}


def control(sim: Simulator, path: str) -> Any:
    if request.method == "GET":
        return (jsonify(sim.state()), 200) if path == "state" else (jsonify(error=path), 404)
    wish = request.get_json()
    try:
        answer = _done(sim, path, wish)
    except (Refusal, TypeError, KeyError, ValueError) as error:
        return jsonify(error=str(error)), 400
    return jsonify(answer if answer is not None else {"done": path})


def _done(sim: Simulator, path: str, wish: Wish) -> object:
    if path in ABOUT_ALL:
        return ABOUT_ALL[path](sim, wish)
    kind, ref, verb = path.split("/")
    return ABOUT_ONE[kind, verb](sim, ref, wish)
