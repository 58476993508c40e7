"""Keeps «С этим берут» true to what people buy: once a night, a few lines of goods at a time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from technomart.domain import catalog, orders
from technomart.domain.catalog import RelationKind
from technomart.foundation import clock
from technomart.runtime import Runtime

LOOKED_BACK: Final = timedelta(days=180)
LEAST_ORDERS: Final = 2
MOST_BESIDE: Final = 8
PORTION: Final = 100


def relate(runtime: Runtime, _: Mapping[str, Any]) -> None:
    """Count in a snapshot, write in portions, and rest as long as each of them took."""
    with runtime.database.reader() as session:
        since = clock.now() - LOOKED_BACK
        beside = orders.bought_together(session, since, least=LEAST_ORDERS, most=MOST_BESIDE)
        lines = sorted({*beside, *catalog.lines_related(session, RelationKind.bought_with)})
    for start in range(0, len(lines), PORTION):
        began = time.monotonic()
        with runtime.database.transaction() as session:
            part = {one: beside.get(one, []) for one in lines[start : start + PORTION]}
            catalog.relate_anew(session, RelationKind.bought_with, part)
        time.sleep(time.monotonic() - began)
