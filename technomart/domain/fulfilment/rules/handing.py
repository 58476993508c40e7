"""The arithmetic of handing goods over: how long they lie at the counter, what numbers look like, warranties."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from technomart.foundation.clock import SHOP_ZONE, day_of, months_after

KEPT_DAYS = 5
"""How many whole days goods lie at the counter after the day they were made ready."""

LONGEST_TRACKING = 60
_SERIAL = re.compile(r"[0-9A-Z][0-9A-Z./_-]{2,39}", re.ASCII)
_IMEI = re.compile(r"[0-9]{15}", re.ASCII)
_TRACKING = re.compile(r"[0-9A-Za-z][0-9A-Za-z /-]*", re.ASCII)


def kept_until(ready_at: datetime) -> datetime:
    """The last moment goods are kept for: the end of the last day by the shop's clock."""
    day = day_of(ready_at) + timedelta(days=KEPT_DAYS)
    return datetime.combine(day, time(23, 59, 59), tzinfo=SHOP_ZONE).astimezone(ready_at.tzinfo)


def tracking_of(raw: str) -> str | None:
    """A tracking number in one form, empty if there is none; None for what cannot be one."""
    plain = " ".join(raw.split()).upper()
    if not plain:
        return ""
    return plain if len(plain) <= LONGEST_TRACKING and _TRACKING.fullmatch(plain) else None


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece by its serial number, a telephone by its IMEI as well."""

    serial: str
    imei: str = ""


def unit_of(serial: str, imei: str = "") -> Unit | None:
    """The numbers of one piece in one form; None for what cannot be such numbers."""
    one = Unit(serial.strip().upper(), imei.strip())
    if _SERIAL.fullmatch(one.serial) is None or (one.imei and not _is_imei(one.imei)):
        return None
    return one


def units_in(lines: str) -> list[Unit] | None:
    """Pieces as somebody types them: one a line, the IMEI after the serial number; None if a line is none."""
    units = []
    for line in lines.splitlines():
        parts = line.split()
        if not parts:
            continue
        one = unit_of(*parts) if len(parts) <= len(("serial", "imei")) else None
        if one is None:
            return None
        units.append(one)
    return units


def warranty_until(months: int, handed_over_at: datetime) -> date | None:
    """The last day of the warranty by the shop's clock; None for goods without any."""
    return months_after(day_of(handed_over_at), months) if months else None


def _is_imei(text: str) -> bool:
    """Fifteen digits whose last one is the Luhn check of the others (3GPP TS 23.003)."""
    if _IMEI.fullmatch(text) is None:
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(text)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
