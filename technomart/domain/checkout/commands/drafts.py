"""Keeping what a shopper has filled in, so that nothing is lost on an error or a reload."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from technomart.domain.carts import Cart, CartStatus
from technomart.domain.checkout.models import CheckoutDraft
from technomart.domain.checkout.rules import cleaned_draft
from technomart.foundation.inserting import insert_into

FIELDS = ("cart_id", "answers", "changed_at")


def save_draft(session: Session, cart_token: str, answers: Mapping[str, str], *, at: datetime) -> None:
    """Keep the answers with the open cart that has this token; they are gone with it. Nothing for any other cart."""
    columns = CheckoutDraft.__table__.c
    kept = (literal(cleaned_draft(answers), columns.answers.type), literal(at, columns.changed_at.type))
    cart = select(Cart.id, *kept).where(Cart.token == cart_token, Cart.status == CartStatus.open).with_for_update()
    draft = insert_into(session, CheckoutDraft).from_select(FIELDS, cart)
    fresh = {name: draft.excluded[name] for name in FIELDS[1:]}
    session.execute(draft.on_conflict_do_update(index_elements=["cart_id"], set_=fresh))
