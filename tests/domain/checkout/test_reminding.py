"""Reminding of a cart that was left: with a consent that stands, once a cart, once a week, never after an order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import accounts, carts, checkout
from technomart.domain.accounts import Circumstances, ConsentText
from technomart.domain.carts import Cart
from technomart.domain.catalog.models import Variant
from technomart.domain.checkout import Reminder
from technomart.foundation import clock
from technomart.foundation.outbox import OutboxMessage
from tests.domain.accounts.people import hash_of
from tests.factories.buying import a_cart, an_open_shop, goods_on_sale, place, total_of

MARIA = "maria@example.ru"
TEXT = ConsentText(purpose="marketing", document_slug="consent-marketing", document_version=1, text_hash="0" * 64)


def seen(form: str = "checkout") -> Circumstances:
    return Circumstances(ip="127.0.0.1", user_agent="test", form=form)


def agree(session: Session, account_id: int | None = None, *, form: str = "checkout", email: str = MARIA) -> None:
    accounts.record_consent(session, TEXT, seen(form), subject=email, account_id=account_id)
    session.flush()


def goods(session: Session) -> Variant:
    return goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=5)


def an_account(session: Session) -> int:
    account = accounts.open_account(session, name="Мария", email=MARIA, password_hash=hash_of("x" * 12))
    session.flush()
    return account.id


def left(session: Session, cart: Cart, *, hours: float = 25, email: str = "") -> None:
    """As if nobody had touched the cart for so long."""
    then = clock.now() - timedelta(hours=hours)
    if email:
        checkout.save_draft(session, cart.token, {"email": email}, at=then)
    cart.changed_at = then
    session.flush()


def remind_all(session: Session) -> int:
    """What the worker does in one round."""
    found = checkout.left_carts(session, after=0, most=100, at=clock.now()).carts
    return sum(checkout.remind(session, one.token, version=one.version, at=clock.now()) for one in found)


def letter(session: Session) -> Reminder | None:
    (message,) = session.scalars(select(OutboxMessage).where(OutboxMessage.topic == checkout.CART_LEFT))
    return checkout.word_reminder(session, message.payload["reminder"], at=clock.now())


def test_a_cart_that_was_left_is_reminded_of_once(session: Session) -> None:
    maria = an_account(session)
    cart = a_cart(session, (goods(session), 2), account_id=maria)
    agree(session, maria)
    left(session, cart, hours=23)
    assert remind_all(session) == 0
    left(session, cart)
    assert [remind_all(session), remind_all(session)] == [1, 0]
    said = letter(session)
    assert said is not None
    assert (said.recipient, said.name, said.goods.minor) == (MARIA, "Мария", 200_000)
    assert [line.quantity for line in said.lines] == [2]


def test_a_guest_who_left_an_address_and_had_agreed_is_reminded(session: Session) -> None:
    cart = a_cart(session, (goods(session), 1))
    left(session, cart, email=" Maria@Example.ru ")
    assert remind_all(session) == 0
    agree(session)
    assert remind_all(session) == 1
    said = letter(session)
    assert said is not None
    assert said.recipient == MARIA


def test_without_a_consent_that_stands_nobody_is_reminded(session: Session) -> None:
    maria = an_account(session)
    cart = a_cart(session, (goods(session), 1), account_id=maria)
    left(session, cart)
    assert remind_all(session) == 0
    agree(session, None, form="checkout")
    assert remind_all(session) == 0, "anybody may type an account's address into a guest's form"
    agree(session, maria)
    accounts.withdraw_consent(session, maria, "marketing", subject=MARIA, seen=seen("account"))
    session.flush()
    assert remind_all(session) == 0


def test_a_box_ticked_at_a_sign_up_that_nobody_confirmed_is_no_consent(session: Session) -> None:
    cart = a_cart(session, (goods(session), 1))
    left(session, cart, email=MARIA)
    accounts.register(session, name="Чужой", email=MARIA, password_hash=hash_of("x" * 12))
    agree(session, form="sign_up")
    assert remind_all(session) == 0


def test_whoever_was_reminded_this_week_is_left_alone(session: Session) -> None:
    maria, phone = an_account(session), goods(session)
    agree(session, maria)
    for _ in range(2):
        left(session, a_cart(session, (phone, 1), account_id=maria))
    assert [remind_all(session), remind_all(session)] == [1, 0]


def test_an_ordered_a_touched_and_an_empty_cart_are_not_reminded_of(session: Session) -> None:
    maria, phone = an_account(session), goods(session)
    agree(session, maria)
    cart = a_cart(session, (phone, 1), account_id=maria)
    left(session, cart)
    (seen_cart,) = checkout.left_carts(session, after=0, most=9, at=clock.now()).carts
    carts.add_line(session, cart, phone.sku, 1)
    assert not checkout.remind(session, seen_cart.token, version=seen_cart.version, at=clock.now())
    place(session, cart.token, total_of(session, cart), account_id=maria)
    assert not checkout.remind(session, cart.token, version=cart.version, at=clock.now())
    left(session, a_cart(session, account_id=maria))
    assert remind_all(session) == 0


@pytest.mark.parametrize("what", ["ordered", "touched", "withdrawn", "sold out"])
def test_the_letter_is_not_written_if_meanwhile_it_is_of_no_use(session: Session, what: str) -> None:
    maria, phone = an_account(session), goods(session)
    agree(session, maria)
    cart = a_cart(session, (phone, 1), account_id=maria)
    left(session, cart)
    assert remind_all(session) == 1
    if what == "ordered":
        place(session, cart.token, total_of(session, cart), account_id=maria)
    elif what == "touched":
        carts.add_line(session, cart, phone.sku, 1)
    elif what == "withdrawn":
        accounts.withdraw_consent(session, maria, "marketing", subject=MARIA, seen=seen("account"))
    else:
        other = a_cart(session, (phone, 5))
        place(session, other.token, total_of(session, other))
    session.flush()
    assert letter(session) is None


def test_the_link_in_the_letter_takes_the_consent_back_for_good(session: Session) -> None:
    maria, phone = an_account(session), goods(session)
    agree(session, maria)
    left(session, a_cart(session, (phone, 1), account_id=maria))
    remind_all(session)
    said = letter(session)
    assert said is not None
    assert checkout.find_reminder(session, said.stop) == MARIA
    for _ in range(2):
        checkout.stop_reminders(session, said.stop, seen("letter"))
        session.flush()
    assert not accounts.agrees(session, "marketing", subject=MARIA, account_id=maria)
    assert [act.action.value for act in accounts.consents_of(session, maria)] == ["given", "withdrawn"]
    checkout.stop_reminders(session, "unknown", seen("letter"))


def test_a_cart_left_long_ago_is_left_in_peace(session: Session) -> None:
    maria = an_account(session)
    agree(session, maria)
    left(session, a_cart(session, (goods(session), 1), account_id=maria), hours=24 * 8)
    assert remind_all(session) == 0
