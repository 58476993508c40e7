"""What time it is: one place to ask, always aware UTC; and what day that is where the shop stands."""

import calendar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

MONTHS = 12
SHOP_ZONE = ZoneInfo("Europe/Moscow")


def now() -> datetime:
    """The present moment, aware, in UTC, without microseconds finer than the databases keep."""
    return datetime.now(UTC)


def day_of(at: datetime) -> date:
    """The day of a moment by the shop's clock."""
    return at.astimezone(SHOP_ZONE).date()


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month if it has no such day."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
