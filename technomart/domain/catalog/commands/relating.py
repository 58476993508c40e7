"""Which lines are shown beside which: by the shop's own word, and by what is really bought together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from technomart.domain.catalog.models import Product, Relation, RelationKind, Variant
from technomart.foundation import changes
from technomart.foundation.changes import ChangeKind


def relate(session: Session, pairs: Sequence[tuple[str, str, RelationKind, int]]) -> None:
    """Show these lines beside those: (slug, other slug, kind, position). Pairs that stand already are left alone."""
    ids = {slug: product_id for slug, product_id in session.execute(select(Product.slug, Product.id))}
    known = set(session.execute(select(Relation.product_id, Relation.other_id, Relation.kind)).tuples())
    rows = [
        {"product_id": ids[slug], "other_id": ids[other], "kind": kind, "position": position}
        for slug, other, kind, position in pairs
        if slug in ids and other in ids and (ids[slug], ids[other], kind) not in known
    ]
    if rows:
        session.execute(insert(Relation), rows)


def relate_anew(session: Session, kind: RelationKind, beside: Mapping[int, Sequence[int]]) -> int:
    """For each of these lines, which others stand beside it for this reason, in this order; how many have changed.

    What stands already is left alone, and only lines that changed are shown anew. Few lines at a time.
    """
    ids = sorted(beside)
    before: dict[int, list[int]] = {one: [] for one in ids}
    held = select(Relation.product_id, Relation.other_id).where(Relation.product_id.in_(ids), Relation.kind == kind)
    for product_id, other_id in session.execute(held.order_by(Relation.position, Relation.id)):
        before[product_id].append(other_id)
    changed = [one for one in ids if before[one] != list(beside[one])]
    if not changed:
        return 0
    session.execute(delete(Relation).where(Relation.product_id.in_(changed), Relation.kind == kind))
    rows = [
        {"product_id": product_id, "other_id": other_id, "kind": kind, "position": position}
        for product_id in changed
        for position, other_id in enumerate(beside[product_id])
    ]
    if rows:
        session.execute(insert(Relation), rows)
    variants = session.scalars(select(Variant.id).where(Variant.product_id.in_(changed)))
    changes.note(session, ChangeKind.row, list(variants))
    return len(changed)
