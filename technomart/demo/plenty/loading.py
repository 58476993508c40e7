"""Rows by the thousand into either database: in one statement on SQLite, by COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from technomart.foundation.database import Base


class Bulk:
    """Writes many plain rows in the caller's transaction. Enums, JSON and decimals come as the database keeps them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._connection = session.connection()
        self._is_sqlite = self._connection.dialect.name == "sqlite"

    def moment(self, at: datetime) -> Any:
        """A moment as this database takes it."""
        return _written(at) if self._is_sqlite else at

    def ids(self, table: type[Base], count: int) -> Sequence[int]:
        """So many ids that nobody else is given, in order."""
        key = table.__table__.c.id
        if self._is_sqlite:
            last = self._session.scalar(select(func.coalesce(func.max(key), 0))) or 0
            return range(last + 1, last + 1 + count)
        ids = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")
        return list(self._session.scalars(ids, {"table": table.__tablename__, "count": count}))

    def put(self, table: type[Base], columns: str, rows: list[tuple[Any, ...]]) -> None:
        """Write the rows, each with its values in the order of the named columns."""
        if not rows:
            return
        names = columns.split()
        into = f"{table.__tablename__} ({', '.join(names)})"
        if self._is_sqlite:
            places = ", ".join("?" * len(names))
            self._connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({places})", rows)  # noqa: S608 - our names
            return
        driver = self._connection.connection.driver_connection
        assert driver is not None
        with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


@cache
def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
