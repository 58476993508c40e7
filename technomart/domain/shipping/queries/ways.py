"""Looking up the ways of delivery and the times a courier can come."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.shipping.errors import UnknownMethod
from technomart.domain.shipping.models import CourierSlot, CourierWindow, ShippingMethod
from technomart.domain.shipping.rules import Method, Slot, days_offered

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


def slots_of(session: Session, method: Method, at: datetime) -> list[Slot]:
    """What a shopper who orders at this moment can choose from, full ones too; none where there is no choice."""
    windows = session.execute(
        select(CourierWindow.id, CourierWindow.starts, CourierWindow.ends, CourierWindow.capacity)
        .join(ShippingMethod, ShippingMethod.id == CourierWindow.method_id)
        .where(ShippingMethod.code == method.code)
        .order_by(CourierWindow.starts)
    ).all()
    if not windows:
        return []
    days = days_offered(method, at)
    kept = {
        (window_id, day): (capacity, capacity - taken)
        for window_id, day, capacity, taken in session.execute(
            select(CourierSlot.window_id, CourierSlot.day, CourierSlot.capacity, CourierSlot.taken).where(
                CourierSlot.window_id.in_([window.id for window in windows]), CourierSlot.day.in_(days)
            )
        )
    }
    return [
        Slot(
            window.id,
            day,
            time.fromisoformat(window.starts),
            time.fromisoformat(window.ends),
            *kept.get((window.id, day), (window.capacity, window.capacity)),
        )
        for day in days
        for window in windows
    ]


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
