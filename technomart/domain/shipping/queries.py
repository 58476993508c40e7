"""Looking up the ways of delivery."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.shipping.errors import UnknownMethod
from technomart.domain.shipping.models import ShippingMethod
from technomart.domain.shipping.rules import Method

ENGLISH = "en"


def methods(session: Session, lang: str = "ru") -> list[Method]:
    """The ways that are offered, in their order."""
    rows = session.scalars(
        select(ShippingMethod).where(ShippingMethod.is_offered).order_by(ShippingMethod.position, ShippingMethod.id)
    )
    return [_as_method(row, lang) for row in rows]


def get_method(session: Session, code: str, lang: str = "ru") -> Method:
    """The offered way with this code. Refuses UnknownMethod."""
    row = session.scalar(select(ShippingMethod).where(ShippingMethod.code == code, ShippingMethod.is_offered))
    if row is None:
        raise UnknownMethod()
    return _as_method(row, lang)


def _as_method(row: ShippingMethod, lang: str) -> Method:
    english = lang == ENGLISH
    return Method(
        code=row.code,
        kind=row.kind.value,
        name=(row.name_en if english else "") or row.name,
        note=(row.note_en if english else "") or row.note,
        fee_kopecks=row.fee_kopecks,
        free_from_kopecks=row.free_from_kopecks,
        days_from=row.days_from,
        days_to=row.days_to,
    )
