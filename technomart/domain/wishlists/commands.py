"""Putting goods on a shopper's lists and taking them off."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from technomart.domain.wishlists.errors import CompareFull, FavouritesFull
from technomart.domain.wishlists.models import KeptVariant, ListKind
from technomart.domain.wishlists.queries import kept
from technomart.domain.wishlists.rules import LONGEST

UNSYNCHRONIZED = {"synchronize_session": False}
FULL = {ListKind.favourites: FavouritesFull, ListKind.compare: CompareFull}


def keep(session: Session, owner: str, kind: ListKind, variant_id: int, *, at: datetime) -> None:
    """Put the variant on the list. What is kept already stays where it is; a recent one moves to the top.

    A full list refuses FavouritesFull or CompareFull; of the recent ones the oldest falls out.
    """
    there = kept(session, owner, kind)
    if kind is ListKind.recent:
        if variant_id in there:
            _take_off(session, owner, kind, [variant_id])
            there.remove(variant_id)
        _take_off(session, owner, kind, there[LONGEST[kind] - 1 :])
    elif variant_id in there:
        return
    elif len(there) >= LONGEST[kind]:
        raise FULL[kind](most=LONGEST[kind])
    try:
        with session.begin_nested():  # a double click on PostgreSQL: both looked before either wrote
            session.add(KeptVariant(owner=owner, kind=kind, variant_id=variant_id, added_at=at))
    except IntegrityError:
        return


def drop(session: Session, owner: str, kind: ListKind, variant_id: int) -> None:
    """Take the variant off the list; what is not there is not missed."""
    _take_off(session, owner, kind, [variant_id])


def clear(session: Session, owner: str, kind: ListKind) -> None:
    """Take everything off the list."""
    _take_off(session, owner, kind, kept(session, owner, kind))


def move(session: Session, from_owner: str, to_owner: str) -> None:
    """Give every list of one owner to another: what a visitor kept becomes the account's at sign-in.

    Nothing is kept twice and nobody is refused: what does not fit is left out, the guest's oldest goods
    first. Of the recent ones the newest stay, whoever looked at them.
    """
    if from_owner == to_owner:
        return
    for kind in ListKind:
        guests, own = kept(session, from_owner, kind), kept(session, to_owner, kind)
        double = set(guests) & set(own)
        if kind is ListKind.recent:
            _take_off(session, to_owner, kind, double)
        else:
            room = LONGEST[kind] - len(own)
            fresh = [variant_id for variant_id in guests if variant_id not in double]
            _take_off(session, from_owner, kind, double | set(fresh[max(room, 0) :]))
        session.execute(
            update(KeptVariant)
            .where(KeptVariant.owner == from_owner, KeptVariant.kind == kind)
            .values(owner=to_owner),
            execution_options=UNSYNCHRONIZED,
        )
        _take_off(session, to_owner, kind, kept(session, to_owner, kind)[LONGEST[kind] :])


def _take_off(session: Session, owner: str, kind: ListKind, variant_ids: Iterable[int]) -> None:
    these = list(variant_ids)
    if these:
        mine = (KeptVariant.owner == owner, KeptVariant.kind == kind, KeptVariant.variant_id.in_(these))
        session.execute(delete(KeptVariant).where(*mine), execution_options=UNSYNCHRONIZED)
