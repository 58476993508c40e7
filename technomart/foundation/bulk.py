"""Reading and writing a great many rows without an object for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert
from sqlalchemy.orm import Session

from technomart.foundation.database import Base


def rows_of(session: Session, query: Any, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of the answer as the driver gives them: nothing is converted, so the query is to give numbers only."""
    answer = session.connection().execute(query, given)
    cursor: Any = answer.cursor
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    answer.close()
    return rows


def columns_of(
    session: Session, query: Any, *kinds: str, given: Mapping[str, Any] | None = None
) -> list[NDArray[Any]]:
    """The columns of the answer in these NumPy types, as the driver gives the values: nothing is converted.

    The query is to give numbers only, and no NULL.
    """
    names = [(f"column_{place}", kind) for place, kind in enumerate(kinds)]
    answer = session.connection().execute(query, given)
    cursor: Any = answer.cursor
    found = np.fromiter(cursor, dtype=np.dtype(names))
    answer.close()
    return [np.ascontiguousarray(found[name]) for name, _ in names]


def write_many(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert these rows in one statement: all have the same fields. What the session holds is written before them."""
    session.flush()
    if rows:
        session.connection().execute(insert(table.__table__), rows)  # type: ignore[arg-type]
