"""When somebody who waits is told, and how long an alert is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

ALERT_DUE: Final = "alert_due"
"""The topic under which an alert that has come true is put into the outbox."""

MOST_WAITING: Final = 100
"""The most goods one address waits for; with one more the oldest wish is let go."""

WAITS_AT_MOST: Final = timedelta(days=365)
KEPT_AFTER_TOLD: Final = timedelta(days=90)
"""How long the link in a letter still finds what it is about."""


def has_come_true(*, is_sold: bool, available: int, price: int | None, below: int | None) -> bool:
    """Whether the goods can be had now: sold, priced, there; and cheaper than `below`, if that was the wish."""
    if not is_sold or available <= 0 or price is None:
        return False
    return below is None or price < below
