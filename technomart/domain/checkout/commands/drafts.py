"""Keeping what a shopper has filled in, so that nothing is lost on an error or a reload."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.carts import Cart
from technomart.domain.checkout.models import CheckoutDraft
from technomart.domain.checkout.rules import cleaned_draft


def save_draft(session: Session, cart: Cart, answers: Mapping[str, str], *, at: datetime) -> None:
    """Keep the answers of a locked cart's shopper; they are gone with the cart."""
    kept = cleaned_draft(answers)
    draft = session.scalar(select(CheckoutDraft).where(CheckoutDraft.cart_id == cart.id))
    if draft is None:
        session.add(CheckoutDraft(cart_id=cart.id, answers=kept, changed_at=at))
    else:
        draft.answers, draft.changed_at = kept, at
    session.flush()  # the books are whole when this verb returns
