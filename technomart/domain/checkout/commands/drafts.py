"""Keeping what a shopper has filled in, so that nothing is lost on an error or a reload."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from technomart.domain.carts import Cart, CartStatus
from technomart.domain.checkout.models import CheckoutDraft
from technomart.domain.checkout.rules import cleaned_draft
from technomart.foundation.inserting import INSERTS

FIELDS = ("cart_id", "answers", "changed_at")


def save_draft(session: Session, cart_token: str, answers: Mapping[str, str], *, at: datetime) -> None:
    """Keep the answers with the open cart that has this token; they are gone with it. Nothing for any other cart."""
    given = {"cart": cart_token, "said": cleaned_draft(answers), "at": at}
    session.connection().execute(_saved(session.get_bind().dialect.name), given)


@cache
def _saved(dialect: str) -> Any:
    """Written with every refusal, so it is not put together for each of a crowd."""
    table = CheckoutDraft.__table__
    columns = table.c
    kept = (bindparam("said", type_=columns.answers.type), bindparam("at", type_=columns.changed_at.type))
    open_cart = (Cart.token == bindparam("cart"), Cart.status == CartStatus.open)
    cart = select(Cart.id, *kept).where(*open_cart).with_for_update()
    draft = INSERTS[dialect](table).from_select(FIELDS, cart)
    fresh = {name: draft.excluded[name] for name in FIELDS[1:]}
    return draft.on_conflict_do_update(index_elements=["cart_id"], set_=fresh)
