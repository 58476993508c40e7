"""Keeping goods in mind and letting them go."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from technomart.domain.wishlists.errors import ListFull
from technomart.domain.wishlists.models import KeptVariant, ListKind
from technomart.domain.wishlists.queries import kept, types_of
from technomart.domain.wishlists.rules import (
    MOST_COMPARED,
    MOST_COMPARED_OF_A_TYPE,
    MOST_FAVOURITES,
    MOST_RECENT,
    over_the_limit,
)
from technomart.foundation import clock


def keep(session: Session, owner: str, kind: ListKind, variant_id: int) -> None:
    """Put a variant on a list; once is enough. Refuses ListFull.

    What was looked at moves to the top, and the oldest falls off the end.
    """
    if kind is ListKind.recent:
        drop(session, owner, kind, variant_id)
    else:
        _require_room(session, owner, kind, variant_id)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(KeptVariant)
        .values(owner=owner, kind=kind, variant_id=variant_id, added_at=clock.now())
        .on_conflict_do_nothing()
    )
    if kind is ListKind.recent:
        _forget(session, owner, kind, kept(session, owner, kind, limit=2 * MOST_RECENT)[MOST_RECENT:])


def drop(session: Session, owner: str, kind: ListKind, variant_id: int) -> None:
    """Take a variant off a list; it need not be there."""
    _forget(session, owner, kind, [variant_id])


def drop_all(session: Session, owner: str, kind: ListKind) -> None:
    """Empty a list."""
    session.execute(delete(KeptVariant).where(KeptVariant.owner == owner, KeptVariant.kind == kind))


def move(session: Session, from_owner: str, to_owner: str) -> None:
    """At sign-in: what the guest kept joins what the account kept; of too many the newest stay."""
    if from_owner == to_owner:
        return
    theirs = {
        (kind, variant_id)
        for kind, variant_id in session.execute(
            select(KeptVariant.kind, KeptVariant.variant_id).where(KeptVariant.owner == to_owner)
        )
    }
    rows = session.scalars(
        select(KeptVariant).where(KeptVariant.owner == from_owner).order_by(KeptVariant.id).with_for_update()
    )
    for row in rows:
        if (row.kind, row.variant_id) in theirs:
            session.delete(row)
        else:
            row.owner = to_owner
    session.flush()  # the limits below look at the joined lists
    _trim(session, to_owner)


def _require_room(session: Session, owner: str, kind: ListKind, variant_id: int) -> None:
    present = kept(session, owner, kind)
    if variant_id in present:
        return
    if kind is ListKind.favourites:
        if len(present) >= MOST_FAVOURITES:
            raise ListFull(most=MOST_FAVOURITES)
        return
    types = types_of(session, [variant_id, *present])
    if len(present) >= MOST_COMPARED or variant_id in over_the_limit([*present, variant_id], types):
        raise ListFull(most=MOST_COMPARED_OF_A_TYPE)


def _trim(session: Session, owner: str) -> None:
    everything = session.scalar(select(func.count()).where(KeptVariant.owner == owner)) or 0
    if not everything:
        return
    for kind, most in ((ListKind.favourites, MOST_FAVOURITES), (ListKind.recent, MOST_RECENT)):
        _forget(session, owner, kind, kept(session, owner, kind, limit=everything)[most:])
    compared = kept(session, owner, ListKind.compare, limit=everything)
    _forget(session, owner, ListKind.compare, over_the_limit(compared, types_of(session, compared)))


def _forget(session: Session, owner: str, kind: ListKind, variant_ids: list[int]) -> None:
    if variant_ids:
        session.execute(
            delete(KeptVariant).where(
                KeptVariant.owner == owner, KeptVariant.kind == kind, KeptVariant.variant_id.in_(variant_ids)
            )
        )
