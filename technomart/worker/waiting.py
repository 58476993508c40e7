"""Finds who is to be told: that goods are back or cheaper, that a cart was left. The letters follow by the outbox.

Looking is done through the reading door; the writers' turn is taken only where something has come true, for a
portion at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from technomart.domain import alerts, checkout
from technomart.domain.alerts import AlertKind
from technomart.foundation import clock
from technomart.runtime import Runtime

GLANCE: Final = 500
"""Variants or carts one look goes over."""

PORTION: Final = 50
"""Wishes one transaction marks: a few milliseconds."""


def tell(runtime: Runtime, _: Mapping[str, Any]) -> None:
    """Call up every wish that has come true; two workers at once call up each of them once."""
    for kind in AlertKind:
        after: int | None = 0
        while after is not None:
            with runtime.database.reader() as session:
                seen = alerts.look(session, kind, after=after, most=GLANCE, at=clock.now())
            for variant_id in seen.ready:
                _call_up(runtime, kind, variant_id)
            after = seen.last


def _call_up(runtime: Runtime, kind: AlertKind, variant_id: int) -> None:
    while True:
        with runtime.database.transaction() as session:
            called = alerts.call_up(session, kind, variant_id, at=clock.now(), most=PORTION)
        if called < PORTION:
            return


def remind(runtime: Runtime, _: Mapping[str, Any]) -> None:
    """Put down a reminder of every cart that was left and whose shopper may be written to."""
    after: int | None = 0
    while after is not None:
        with runtime.database.reader() as session:
            seen = checkout.left_carts(session, after=after, most=GLANCE, at=clock.now())
        for cart in seen.carts:
            with runtime.database.transaction() as session:
                checkout.remind(session, cart.token, version=cart.version, at=clock.now())
        after = seen.last
