"""What the shopper is told on the order's way: each step once, complete, with what becomes of the money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.adapters.letters import LetterPress
from technomart.domain import checkout, fulfilment, notifications, payments
from technomart.domain.fulfilment import NotATracking
from technomart.domain.notifications.models import Letter
from technomart.domain.orders import Order
from technomart.foundation.outbox import OutboxMessage
from technomart.subscriptions import REACTIONS
from tests.factories.buying import BY_COURIER, COURIER_FEE, a_placed_order, an_open_shop, goods_on_sale
from tests.factories.paying import an_unpaid_order, payment_of, settle

WHO = "staff: olga@example.ru"
PRESS = LetterPress(public_url="https://shop.test", sender="shop@shop.test", timezone="Europe/Moscow")


def letters(session: Session, *kinds: str) -> dict[str, str]:
    """The letters of these kinds as plain text, by occasion, after everything was told twice."""
    for _ in range(2):
        for message in session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)):
            for react in REACTIONS.get(message.topic, ()):
                react(session, message.payload)
    written = session.scalars(select(Letter).where(Letter.template.in_(kinds)).order_by(Letter.id)).all()
    return {letter.key.partition(":")[0]: text_of(session, letter.key) for letter in written}


def text_of(session: Session, key: str) -> str:
    owed = notifications.find_owed(session, key)
    assert owed is not None
    return PRESS.render(owed).text.replace("\u00a0", " ")


def moved(session: Session, order: Order, steps: Iterable[Any]) -> Order:
    for step in steps:
        step(session, order.id, actor=WHO)
    return order


def test_what_is_fetched_is_told_with_place_hours_and_last_day(session: Session) -> None:
    order = a_placed_order(session, (goods_on_sale(session, an_open_shop(session), kopecks=100_000), 2))
    moved(session, order, (fulfilment.confirm, fulfilment.make_ready, payments.take_payment, fulfilment.hand_over))
    told = letters(session, "order_confirmed", "order_ready", "order_handed_over", "order_shipped")
    assert list(told) == ["order_confirmed", "order_ready", "order_handed_over"]
    assert "Напишем, когда заказ можно будет забрать" in told["order_confirmed"]
    for said in ("Техномарт на Арбате, Арбат, 10", "Открыто с 10:00 до 22:00", "включительно", "заплатить 2 000 ₽"):
        assert said in told["order_ready"]
    for said in (
        f"{order.lines[0].name}, 2 шт.",
        "https://shop.test/product/",
        "/reviews/new",
        "https://shop.test/pages/returns",
    ):
        assert said in told["order_handed_over"]
    assert any("kept_until" in event.details for event in order.events if event.kind == "ready")


def test_what_is_sent_is_told_with_its_goods_and_its_number(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000)
    order = a_placed_order(session, (phone, 1), delivery=BY_COURIER, fee=COURIER_FEE)
    fulfilment.confirm(session, order.id, actor=WHO)
    for odd in ("номер", "x" * 61, "<b>", "\x00"):
        with pytest.raises(NotATracking):
            fulfilment.ship(session, order.id, actor=WHO, tracking=odd)
    fulfilment.ship(session, order.id, actor=WHO, tracking=" cd  0012-7 ")
    text = letters(session, "order_shipped")["order_shipped"]
    for said in (f"{order.lines[0].name}, 1 шт.", "CD 0012-7", "Москва, Ленинский проспект, 42", "заплатить 1 490 ₽"):
        assert said in text
    parcel = next(event for event in order.events if event.kind == fulfilment.PARCEL)
    assert parcel.details["tracking"] == "CD 0012-7"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (None, "Платить за заказ не нужно"),
        ("held", "Банк снимет резерв"),
        ("succeeded", "Вернём 1 000 ₽ туда, откуда они были заплачены"),
    ],
)
def test_who_calls_off_hears_what_becomes_of_the_money(session: Session, status: str | None, said: str) -> None:
    order = an_unpaid_order(session, (goods_on_sale(session, an_open_shop(session), kopecks=100_000), 1))
    if status is not None:
        settle(session, payment_of(session, order), status)
    checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
    text = letters(session, "order_cancelled")["order_cancelled"]
    assert said in text
    assert "как вы и просили" in text


def test_money_paid_at_the_counter_is_given_back_there_and_the_shop_says_why(session: Session) -> None:
    order = a_placed_order(session, (goods_on_sale(session, an_open_shop(session), kopecks=100_000), 1))
    payments.take_payment(session, order.id, actor=WHO)
    checkout.cancel_for_shopper(session, order.id, actor=WHO, reason="out_of_stock")
    text = letters(session, "order_cancelled")["order_cancelled"]
    assert "1 000 ₽ вернём там же, где вы заплатили" in text
    assert "товара не оказалось" in text


def test_an_event_from_before_the_letters_is_passed_over(session: Session) -> None:
    for react in REACTIONS["order_cancelled"]:
        react(session, {"number": "TM-260412-7K3F9"})
    assert session.scalars(select(Letter)).all() == []
