"""Reading a great many rows as columns of numbers, without an object for each."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session


def columns_of(session: Session, query: Any, *kinds: str) -> list[NDArray[Any]]:
    """The columns of the answer in these NumPy types, as the driver gives the values: nothing is converted.

    The query is to give numbers only, and no NULL.
    """
    names = [(f"column_{place}", kind) for place, kind in enumerate(kinds)]
    answer = session.connection().execute(query)
    cursor: Any = answer.cursor
    found = np.fromiter(cursor, dtype=np.dtype(names))
    answer.close()
    return [np.ascontiguousarray(found[name]) for name, _ in names]
