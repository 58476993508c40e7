"""Offering ways of delivery."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from technomart.domain.shipping.models import ShippingKind, ShippingMethod


def add_method(session: Session, *, code: str, kind: ShippingKind, name: str, **facts: Any) -> ShippingMethod:
    """Offer a way of delivery; `facts` are the other columns of `ShippingMethod`."""
    method = ShippingMethod(code=code, kind=kind, name=name, **facts)
    session.add(method)
    session.flush()  # a code that is taken is refused here
    return method
