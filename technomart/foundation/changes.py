"""The list of what changed about goods, in order, for those who keep copies (the listing, feeds)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Index, Select, and_, bindparam, delete, func, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from technomart.foundation import clock
from technomart.foundation.bulk import moments_of, rows_of
from technomart.foundation.columns import Instant, Key, Moment, State, Whole, one_of
from technomart.foundation.database import Base
from technomart.foundation.inserting import write_many

PUBLISH_LOCK = 7_426_001
"""Advisory lock on PostgreSQL: makes the order of `seq` the order of commits, so no reader skips a row."""


GATHERED = "gathered changes"


class ChangeKind(StrEnum):
    """What changed: a variant's price alone, its offer (price, stock, rating), its row (all else), or the vocabulary.

    A change of the vocabulary (categories, brands, types, specs) is noted with variant_id 0.
    """

    price = "price"
    offer = "offer"
    row = "row"
    vocabulary = "vocabulary"


KINDS = {kind.value: kind for kind in ChangeKind}
OF_OFFERS = (ChangeKind.price, ChangeKind.offer)


class Change(Base):
    """One noted change. `due_at` lies ahead when a dated price starts or ends then."""

    __tablename__ = "change"
    __table_args__ = (one_of("kind", ChangeKind), Index(None, "due_at"), {"sqlite_autoincrement": True})

    seq: Mapped[Key]
    kind: Mapped[ChangeKind] = mapped_column(State(ChangeKind))
    variant_id: Mapped[Whole]
    due_at: Mapped[Instant] = mapped_column(Moment())


def note(session: Session, kind: ChangeKind, variant_ids: list[int], due_at: datetime | None = None) -> None:
    """Note that these variants changed, in the caller's transaction; `due_at` in the future is applied then."""
    if not variant_ids:
        return
    if GATHERED in session.info:
        session.info[GATHERED].setdefault((kind, due_at), set()).update(variant_ids)
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": PUBLISH_LOCK})
    moment = due_at or clock.now()
    rows = [{"kind": kind, "variant_id": variant_id, "due_at": moment} for variant_id in sorted(set(variant_ids))]
    write_many(session, Change, rows)


@contextmanager
def gathered(session: Session) -> Iterator[None]:
    """Gather what is noted inside the block and write it at the end, each thing once.

    For long writers: on PostgreSQL whoever notes a change waits for the one who did before until he commits.
    """
    session.info[GATHERED] = {}
    try:
        yield
    finally:
        found: dict[tuple[ChangeKind, datetime | None], set[int]] = session.info.pop(GATHERED)
    whole = found.get((ChangeKind.row, None), set())
    for (kind, due_at), variant_ids in found.items():
        is_said = kind in OF_OFFERS and due_at is None  # whose row is read anew, its offer is too
        note(session, kind, list(variant_ids - whole if is_said else variant_ids), due_at)


def newest(session: Session) -> int:
    """The number of the last change this session can see; 0 before the first."""
    return session.scalar(select(func.coalesce(func.max(Change.seq), 0))) or 0


def after(session: Session, seq: int, limit: int) -> list[tuple[int, ChangeKind, int, datetime]]:
    """The changes noted after `seq`, oldest first: (seq, kind, variant_id, due_at)."""
    rows = rows_of(session, _after(), {"seq": seq, "most": limit})
    moments = moments_of(session, (due_at for *_, due_at in rows))
    return [(number, KINDS[kind], variant_id, moments[due_at]) for number, kind, variant_id, due_at in rows]


@cache
def _after() -> Select[*tuple[Any, ...]]:
    return (
        select(Change.seq, Change.kind, Change.variant_id, Change.due_at)
        .where(Change.seq > bindparam("seq"))
        .order_by(Change.seq)
        .limit(bindparam("most"))
    )


def falling_due(
    session: Session, seq: int, *, after: tuple[datetime, int], until: datetime, limit: int
) -> list[tuple[int, ChangeKind, int, datetime]]:
    """Changes noted up to `seq` that fall due after that moment and number, until a moment, by moment and number."""
    moment, number = after
    rows = session.execute(
        select(Change.seq, Change.kind, Change.variant_id, Change.due_at)
        .where(
            Change.seq <= seq,
            Change.due_at <= until,
            or_(Change.due_at > moment, and_(Change.due_at == moment, Change.seq > number)),
        )
        .order_by(Change.due_at, Change.seq)
        .limit(limit)
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]


def next_due(session: Session, at: datetime) -> datetime | None:
    """When the next dated change after that moment falls due; None if there is none."""
    return session.scalar(select(Change.due_at).where(Change.due_at > at).order_by(Change.due_at).limit(1))


def last_due_before(session: Session, seq: int, before: datetime) -> int:
    """The number of the last change noted up to `seq` that fell due before that moment; 0 if there is none."""
    found = select(func.coalesce(func.max(Change.seq), 0)).where(Change.seq <= seq, Change.due_at < before)
    return session.scalar(found) or 0


def forget(session: Session, seq: int, *, due_before: datetime, most: int) -> int:
    """Throw away changes noted up to `seq` that fell due before that moment, at most so many; how many there were.

    Whoever keeps copies must know `seq` first: what is gone cannot be read again.
    """
    ids = session.scalars(
        select(Change.seq).where(Change.seq <= seq, Change.due_at < due_before).order_by(Change.seq).limit(most)
    ).all()
    session.execute(delete(Change).where(Change.seq.in_(ids)))
    return len(ids)
