"""Money matters of the back room: asking after payments, ending what was not paid, refunds, receipts.

A piece of work whose provider is away fails, rests and is tried again with the same key; the list of what waits is
the list of jobs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from technomart import tills
from technomart.domain import inventory, orders, payments
from technomart.foundation import clock
from technomart.foundation.errors import Unavailable
from technomart.runtime import Runtime

PORTION: Final = 20
"""Orders or payments one run of a duty sees to: a slow provider must not keep the letters waiting."""

Payload = Mapping[str, Any]


class NotYet(Unavailable):
    """The provider has taken it on, but it is not over: asked again later."""

    code = "not_yet"


def look(runtime: Runtime, payload: Payload) -> None:
    tills.look(runtime, payload["payment"], source="poller")


def capture(runtime: Runtime, payload: Payload) -> None:
    tills.capture(runtime, payload["payment"])


def void(runtime: Runtime, payload: Payload) -> None:
    tills.void(runtime, payload["payment"])


def refund(runtime: Runtime, payload: Payload) -> None:
    if not tills.refund(runtime, payload["refund"]):
        raise NotYet()


def receipt(runtime: Runtime, payload: Payload) -> None:
    if not tills.receipt(runtime, payload["receipt"]):
        raise NotYet()


def give_back_late(runtime: Runtime, payload: Payload) -> None:
    """Money that came late and found no goods goes home, if the staff have not decided otherwise."""
    with runtime.database.transaction() as session:
        payments.give_back_late(session, payload["payment"], faults=runtime.faults)


def ask_after_payments(runtime: Runtime, _: Payload) -> None:
    """Ask after every payment whose time has come. An idle shop takes no writer's turn."""
    with runtime.database.reader() as session:
        if not payments.is_any_due(session, clock.now()):
            return
    with runtime.database.transaction() as session:
        payments.ask_after_due(session, most=PORTION)


def expire_orders(runtime: Runtime, _: Payload) -> None:
    """End the orders that were not paid in time; each in a transaction of its own."""
    with runtime.database.reader() as session:
        late = orders.overdue(session, clock.now(), most=PORTION)
    for order_id in late:
        tills.expire(runtime, order_id)


def release_reservations(runtime: Runtime, _: Payload) -> None:
    """Give back what was reserved until a moment that has passed: the safety net under `expire_orders`."""
    with runtime.database.transaction() as session:
        inventory.release_expired(session)
