"""Reading a great many rows as columns of numbers, without an object for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from technomart.foundation.columns import Moment


def rows_of(session: Session, query: Any, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of the answer as the driver gives them: nothing is converted, so the query is to give plain values."""
    answer = session.connection().execute(query, given)
    cursor: Any = answer.cursor
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    answer.close()
    return rows


def moments_of(session: Session, given: Iterable[Any]) -> dict[Any, datetime]:
    """What the driver gives for a moment, and the moment: each is read once, however many rows share it."""
    dialect = session.get_bind().dialect
    read: Any = Moment().dialect_impl(dialect).result_processor(dialect, None)
    return {value: read(value) for value in set(given)}


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
