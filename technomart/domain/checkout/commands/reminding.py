"""Reminding of a cart that was left: once a cart, at most once a week, and only whoever wants such letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from technomart.domain import accounts, carts
from technomart.domain.accounts import Circumstances
from technomart.domain.carts import CartGone, LineView
from technomart.domain.checkout.models import CartReminder
from technomart.domain.checkout.queries import reader_of, was_written_to
from technomart.domain.checkout.rules import CART_LEFT, MAILING, REMINDERS_KEPT
from technomart.foundation import ids, outbox
from technomart.foundation.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What to write about a cart that was left. `stop` is the secret of the link that ends such letters."""

    key: str
    recipient: str
    lang: str
    name: str
    stop: str
    lines: tuple[LineView, ...]
    goods: Money


def remind(session: Session, cart_token: str, *, version: int, at: datetime) -> bool:
    """Put a reminder of this cart into the outbox, if it lies as it was seen and its shopper wants such letters.

    The cart is locked first, so that no order is being made of it; of two workers at once the second finds the
    reminder of the first.
    """
    try:
        cart = carts.lock_cart(session, cart_token)
    except CartGone:
        return False
    reader = reader_of(session, cart)
    if cart.version != version or reader is None or was_written_to(session, cart_token, reader[0], at):
        return False
    email, owner = reader
    reminder = CartReminder(
        cart_token=cart_token,
        cart_version=version,
        email=email,
        account_id=None if owner is None else owner.id,
        lang="ru" if owner is None else owner.lang,
        token=ids.token(),
        at=at,
    )
    try:
        with session.begin_nested():  # what is left without the lock: the same cart is never reminded of twice
            session.add(reminder)
    except IntegrityError:
        return False
    outbox.publish(session, CART_LEFT, {"reminder": reminder.token})
    return True


def word_reminder(session: Session, token: str, *, at: datetime) -> Reminder | None:
    """What to write, looked at anew; None if the cart has been touched or ordered, or letters are not wanted now."""
    reminder = session.scalar(select(CartReminder).where(CartReminder.token == token))
    cart = None if reminder is None else carts.find_cart(session, reminder.cart_token)
    if reminder is None or cart is None or cart.version != reminder.cart_version:
        return None
    reader = reader_of(session, cart)
    if reader is None or reader[0] != reminder.email:
        return None
    view = carts.show(session, cart, lang=reminder.lang, at=at)
    buyable = tuple(line for line in view.lines if line.counts)
    if not buyable:
        return None
    owner = reader[1]
    return Reminder(
        key=f"cart_left:{reminder.token}",
        recipient=reminder.email,
        lang=reminder.lang,
        name="" if owner is None else owner.name,
        stop=reminder.token,
        lines=buyable,
        goods=view.totals.goods,
    )


def stop_reminders(session: Session, token: str, seen: Circumstances) -> None:
    """Take the consent to such letters back for whoever got the letter with this link; twice is once."""
    reminder = session.scalar(select(CartReminder).where(CartReminder.token == token))
    if reminder is not None:
        accounts.withdraw_by_letter(
            session, subject=reminder.email, account_id=reminder.account_id, purpose=MAILING, seen=seen
        )


def forget_reminders(session: Session, at: datetime, limit: int) -> int:
    """Delete up to `limit` reminders nobody needs any more; how many there were."""
    is_over = CartReminder.at < at - REMINDERS_KEPT
    found: Sequence[int] = session.scalars(select(CartReminder.id).where(is_over).limit(limit)).all()
    session.execute(
        delete(CartReminder).where(CartReminder.id.in_(found)), execution_options={"synchronize_session": False}
    )
    return len(found)
