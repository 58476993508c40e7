"""Looking at a shopper's lists."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.wishlists.models import KeptVariant, ListKind


def kept(session: Session, owner: str, kind: ListKind) -> list[int]:
    """The ids of the variants on this list, newest first."""
    mine = (KeptVariant.owner == owner, KeptVariant.kind == kind)
    newest_first = (KeptVariant.added_at.desc(), KeptVariant.id.desc())
    return list(session.scalars(select(KeptVariant.variant_id).where(*mine).order_by(*newest_first)))


def kept_of_all(session: Session, owner: str) -> dict[ListKind, list[int]]:
    """Every list of this owner at once, each newest first."""
    lists: dict[ListKind, list[int]] = {kind: [] for kind in ListKind}
    rows = session.execute(
        select(KeptVariant.kind, KeptVariant.variant_id)
        .where(KeptVariant.owner == owner)
        .order_by(KeptVariant.added_at.desc(), KeptVariant.id.desc())
    )
    for kind, variant_id in rows:
        lists[kind].append(variant_id)
    return lists
