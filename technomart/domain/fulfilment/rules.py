"""The arithmetic of handing goods over: how long they lie at the counter, what a tracking number may look like."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

SHOP_ZONE = ZoneInfo("Europe/Moscow")
KEPT_DAYS = 5
"""How many whole days goods lie at the counter after the day they were made ready."""

LONGEST_TRACKING = 60
_TRACKING = re.compile(r"[0-9A-Za-z][0-9A-Za-z /-]*", re.ASCII)


def kept_until(ready_at: datetime) -> datetime:
    """The last moment goods are kept for: the end of the last day by the shop's clock."""
    day = ready_at.astimezone(SHOP_ZONE).date() + timedelta(days=KEPT_DAYS)
    return datetime.combine(day, time(23, 59, 59), tzinfo=SHOP_ZONE).astimezone(ready_at.tzinfo)


def tracking_of(raw: str) -> str | None:
    """A tracking number in one form, empty if there is none; None for what cannot be one."""
    plain = " ".join(raw.split()).upper()
    if not plain:
        return ""
    return plain if len(plain) <= LONGEST_TRACKING and _TRACKING.fullmatch(plain) else None
