"""Looking at a shopper's lists."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.wishlists.models import KeptVariant, ListKind


def kept(session: Session, owner: str, kind: ListKind) -> list[int]:
    """The ids of the variants on this list, newest first."""
    mine = (KeptVariant.owner == owner, KeptVariant.kind == kind)
    newest_first = (KeptVariant.added_at.desc(), KeptVariant.id.desc())
    return list(session.scalars(select(KeptVariant.variant_id).where(*mine).order_by(*newest_first)))
