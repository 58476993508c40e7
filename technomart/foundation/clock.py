"""What time it is: one place to ask, always aware UTC."""

import calendar
from datetime import UTC, date, datetime

MONTHS = 12


def now() -> datetime:
    """The present moment, aware, in UTC, without microseconds finer than the databases keep."""
    return datetime.now(UTC)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month if it has no such day."""
    years, month = divmod(day.month - 1 + months, MONTHS)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
