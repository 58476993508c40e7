"""Kinds of table columns the shop uses: keys, moments, states, money; the same on every database."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Dialect, Integer, String, TypeDecorator
from sqlalchemy.orm import mapped_column

WholeNumber = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits everywhere; SQLite counts its own row ids only in a column called INTEGER."""


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment. Refuses naive datetimes; what comes back is aware UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the database")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class State(TypeDecorator[StrEnum]):
    """A member of a `StrEnum`, kept as its text. Put `one_of()` beside it to let the database refuse others."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


def one_of(column: str, kind: type[StrEnum] | Iterable[str]) -> CheckConstraint:
    """The CHECK that a state column holds a known state or NULL."""
    known = ", ".join(f"'{value}'" for value in kind)
    return CheckConstraint(f"{column} IN ({known})", name=f"{column}_known")


def check(name: str, condition: str) -> CheckConstraint:
    """A named CHECK: `check("quantity_positive", "quantity > 0")`."""
    return CheckConstraint(condition, name=name)


Key = Annotated[int, mapped_column(WholeNumber, primary_key=True, autoincrement=True)]
Whole = Annotated[int, mapped_column(WholeNumber)]
Kopecks = Annotated[int, mapped_column(WholeNumber)]
Instant = Annotated[datetime, mapped_column(Moment())]
Code = Annotated[str, mapped_column(String(64))]
Slug = Annotated[str, mapped_column(String(160))]
Name = Annotated[str, mapped_column(String(300))]
Currency = Annotated[str, mapped_column(String(3), default="RUB")]
