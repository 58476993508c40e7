"""Looking into lists of kept goods."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import catalog
from technomart.domain.wishlists.models import KeptVariant, ListKind
from technomart.foundation.ids import token_hash


def owner_of_account(account_id: int) -> str:
    """The owner's name of a signed-in shopper."""
    return f"a:{account_id}"


def owner_of_visitor(visitor_token: str) -> str:
    """The owner's name of a guest, who is known by a random token only."""
    return f"v:{token_hash(visitor_token)}"


def kept(session: Session, owner: str, kind: ListKind, limit: int = 200) -> list[int]:
    """The variants on this list, newest first."""
    return list(
        session.scalars(
            select(KeptVariant.variant_id)
            .where(KeptVariant.owner == owner, KeptVariant.kind == kind)
            .order_by(KeptVariant.added_at.desc(), KeptVariant.id.desc())
            .limit(limit)
        )
    )


def kept_of_all_kinds(session: Session, owner: str) -> dict[ListKind, list[int]]:
    """Every list of this owner in one query, newest first."""
    lists: dict[ListKind, list[int]] = {kind: [] for kind in ListKind}
    rows = session.execute(
        select(KeptVariant.kind, KeptVariant.variant_id)
        .where(KeptVariant.owner == owner)
        .order_by(KeptVariant.added_at.desc(), KeptVariant.id.desc())
    )
    for kind, variant_id in rows:
        lists[kind].append(variant_id)
    return lists


def types_of(session: Session, variant_ids: Iterable[int]) -> dict[int, int]:
    """The product type of each of these variants."""
    goods = catalog.goods_of(session, list(variant_ids), "ru")
    return {variant_id: found.product.product_type_id for variant_id, found in goods.items()}
