"""Parcels' matters of the back room: handing them in, asking after them, the carriers' points and tariffs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from technomart import carriers
from technomart.domain import fulfilment
from technomart.domain.shipping import CarrierAway, TariffWish
from technomart.foundation import clock
from technomart.runtime import Runtime

PORTION: Final = 20
"""Parcels one run of the duty asks after: a slow carrier must not keep the letters waiting."""

Payload = Mapping[str, Any]


def refresh_points(runtime: Runtime, _: Payload) -> None:
    carriers.refresh_all_points(runtime)


def ask_tariffs(runtime: Runtime, payload: Payload) -> None:
    """Nobody waits for an answer that comes late: whoever is still there has asked anew."""
    if payload["carrier"] in runtime.carriers and clock.now() < datetime.fromisoformat(payload["until"]):
        carriers.ask_tariffs(runtime, TariffWish(payload["carrier"], payload["city"], payload["grams"]))


def submit(runtime: Runtime, payload: Payload) -> None:
    carriers.submit(runtime, payload["parcel"])


def cancel(runtime: Runtime, payload: Payload) -> None:
    carriers.cancel(runtime, payload["parcel"])


def ask_after_parcels(runtime: Runtime, _: Payload) -> None:
    """Ask after every parcel whose time has come; one silence ends the run."""
    with runtime.database.reader() as session:
        due = fulfilment.due_parcels(session, clock.now(), most=PORTION)
    for parcel_id in due:
        try:
            carriers.look(runtime, parcel_id)
        except CarrierAway:
            return
