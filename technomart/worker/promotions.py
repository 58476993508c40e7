"""Keeps the prices of promotions right: goods that have come into a category join, those that have left it leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from technomart.domain import pricing
from technomart.foundation import clock
from technomart.foundation.logs import log
from technomart.runtime import Runtime

ACTOR: Final = "promotions"


def apply(runtime: Runtime, _: Mapping[str, Any]) -> None:
    """Look first, so that shoppers' turn is taken only where something is to be done."""
    with runtime.database.reader() as session:
        astray = pricing.astray_promotions(session, clock.now())
    for promotion_id in astray:
        _in_portions(runtime, promotion_id)


def apply_one(runtime: Runtime, payload: Mapping[str, Any]) -> None:
    """The rest of a large promotion's prices, asked for when it was made, changed or switched."""
    _in_portions(runtime, payload["promotion_id"])


def _in_portions(runtime: Runtime, promotion_id: int) -> None:
    """Write the prices of a promotion, each portion in a transaction of its own."""
    moved = most = pricing.AT_ONCE
    while moved >= most:
        with runtime.database.transaction() as session:
            moved = pricing.apply_promotion(session, promotion_id, at=clock.now(), actor=ACTOR, most=most)
        log().info("promotion_applied", promotion=promotion_id, variants=moved)
