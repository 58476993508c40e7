"""What time it is: one place to ask, always aware UTC."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC, without microseconds finer than the databases keep."""
    return datetime.now(UTC)
