"""Keeps the listing saved for the next start and its list of changes short; looks nightly whether it is true."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from technomart.domain import search
from technomart.foundation import clock
from technomart.foundation.logs import log
from technomart.runtime import Runtime

Nothing = Mapping[str, Any]


def save_blocks(runtime: Runtime, _: Nothing) -> None:
    """Save what has changed since it was saved last; throw away the changes that nobody needs any longer."""
    if search.is_worth_saving(runtime.database):
        search.save_blocks(runtime.database, runtime.search)
    search.prune_changes(runtime.database, clock.now())


def audit(runtime: Runtime, _: Nothing) -> None:
    """Compare the listing with the tables, leaf by leaf, and have read anew what differs."""
    snapshot = runtime.search.settle()
    if snapshot is None:
        return
    with runtime.database.reader() as session:
        found = search.audit(session, snapshot.columns, clock.now())
    for finding in found:
        log().warning("search_differs", leaf=finding.leaf, variants=len(finding.variant_ids), sums=finding.sums)
    if found:
        with runtime.database.transaction() as session:
            search.read_again(session, [one for finding in found for one in finding.variant_ids])
