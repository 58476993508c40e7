"""Waiting for goods: one wish an address, told once, and only of what can be had at that moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import accounts, alerts, inventory, pricing
from technomart.domain.alerts import Alert, AlertKind, UnknownAlert
from technomart.domain.catalog import UnknownSku
from technomart.domain.catalog.models import Variant
from technomart.foundation import clock
from technomart.foundation.outbox import OutboxMessage
from tests.domain.accounts.people import hash_of
from tests.factories.buying import ACTOR, an_open_shop, goods_on_sale

MARIA, IVAN = "maria@example.ru", "ivan@example.ru"
STOCK, PRICE = AlertKind.stock, AlertKind.price
TEN_THOUSAND = 1_000_000


def goods(session: Session, pieces: int = 0) -> Variant:
    return goods_on_sale(session, an_open_shop(session), kopecks=TEN_THOUSAND, pieces=pieces)


def bring(session: Session, phone: Variant, pieces: int = 1) -> None:
    place = inventory.get_location(session, "central")
    inventory.adjust(session, phone.id, place.id, pieces, cause="count", actor=ACTOR)


def wait(
    session: Session, phone: Variant, kind: AlertKind = STOCK, email: str = MARIA, account_id: int | None = None
) -> None:
    alerts.watch(session, kind, phone.sku, email=email, account_id=account_id, lang="ru", at=clock.now())


def call_up(session: Session, phone: Variant, kind: AlertKind = STOCK, most: int = 50) -> int:
    return alerts.call_up(session, kind, phone.id, at=clock.now(), most=most)


def due(session: Session) -> list[tuple[int, datetime]]:
    messages = session.scalars(select(OutboxMessage).where(OutboxMessage.topic == alerts.ALERT_DUE))
    return [(one.payload["alert"], datetime.fromisoformat(one.payload["told_at"])) for one in messages]


def ready(session: Session, kind: AlertKind) -> tuple[int, ...]:
    return alerts.look(session, kind, after=0, most=10, at=clock.now()).ready


def an_account(session: Session, email: str = MARIA) -> int:
    account = accounts.open_account(session, name="Мария", email=email, password_hash=hash_of("x" * 12))
    session.flush()
    return account.id


def test_asking_twice_is_one_wish_and_the_goods_are_told_once(session: Session) -> None:
    phone = goods(session)
    wait(session, phone)
    wait(session, phone)
    assert len(session.scalars(select(Alert)).all()) == 1
    assert ready(session, STOCK) == ()
    assert call_up(session, phone) == 0
    bring(session, phone)
    assert ready(session, STOCK) == (phone.id,)
    assert [call_up(session, phone), call_up(session, phone)] == [1, 0]
    said = alerts.announce(session, *due(session)[0], at=clock.now())
    assert said is not None
    assert (said.recipient, said.goods.sku, said.price.minor) == (MARIA, phone.sku, TEN_THOUSAND)


def test_whoever_was_told_may_ask_again_and_is_told_again(session: Session) -> None:
    phone = goods(session, pieces=1)
    wait(session, phone)
    call_up(session, phone)
    wait(session, phone)
    first = due(session)[0]
    assert alerts.announce(session, *first, at=clock.now()) is None, "this wish is a newer one"
    assert call_up(session, phone) == 1
    said = [alerts.announce(session, *one, at=clock.now()) for one in due(session)]
    assert [one is not None for one in said] == [False, True]


def test_goods_that_sold_out_before_the_letter_are_not_announced_but_still_waited_for(session: Session) -> None:
    phone = goods(session, pieces=1)
    wait(session, phone)
    call_up(session, phone)
    bring(session, phone, 0)
    assert alerts.announce(session, *due(session)[0], at=clock.now()) is None
    bring(session, phone, 2)
    assert call_up(session, phone) == 1
    assert alerts.announce(session, *due(session)[1], at=clock.now()) is not None


def test_a_price_is_told_of_when_it_falls_below_what_was_seen(session: Session) -> None:
    phone = goods(session, pieces=1)
    wait(session, phone, PRICE)
    assert ready(session, PRICE) == ()
    for kopecks, told in ((TEN_THOUSAND + 1, 0), (TEN_THOUSAND, 0), (TEN_THOUSAND - 1, 1)):
        pricing.set_price(session, phone.id, kopecks, at=clock.now(), actor=ACTOR, reason="list")
        assert call_up(session, phone, PRICE) == told
    said = alerts.announce(session, *due(session)[0], at=clock.now())
    assert said is not None
    assert (said.seen and said.seen.minor, said.price.minor) == (TEN_THOUSAND, TEN_THOUSAND - 1)


def test_a_price_that_has_risen_again_is_not_announced(session: Session) -> None:
    phone = goods(session, pieces=1)
    wait(session, phone, PRICE)
    pricing.set_price(session, phone.id, 900_000, at=clock.now(), actor=ACTOR, reason="list")
    call_up(session, phone, PRICE)
    pricing.set_price(session, phone.id, TEN_THOUSAND, at=clock.now(), actor=ACTOR, reason="list")
    assert alerts.announce(session, *due(session)[0], at=clock.now()) is None


def test_only_those_who_saw_a_higher_price_are_told(session: Session) -> None:
    phone = goods(session, pieces=1)
    wait(session, phone, PRICE)
    pricing.set_price(session, phone.id, 900_000, at=clock.now(), actor=ACTOR, reason="list")
    wait(session, phone, PRICE, IVAN)
    assert call_up(session, phone, PRICE) == 1
    assert [row.email for row in session.scalars(select(Alert).where(Alert.told_at.is_(None)))] == [IVAN]


def test_goods_without_a_price_are_waited_for_until_they_come(session: Session) -> None:
    phone = goods(session)
    pricing.end_prices(session, [phone.id], at=clock.now())
    wait(session, phone, PRICE)
    assert [row.kind for row in session.scalars(select(Alert))] == [STOCK]


def test_what_is_no_longer_sold_is_not_announced(session: Session) -> None:
    phone = goods(session, pieces=1)
    wait(session, phone)
    phone.is_published = False
    session.flush()
    assert ready(session, STOCK) == ()
    assert call_up(session, phone) == 0
    with pytest.raises(UnknownSku):
        wait(session, phone)


def test_many_are_told_in_portions(session: Session) -> None:
    phone = goods(session, pieces=1)
    for number in range(5):
        wait(session, phone, email=f"{number}@example.ru")
    assert [call_up(session, phone, most=2) for _ in range(4)] == [2, 2, 1, 0]


def test_a_look_goes_over_everything_in_portions(session: Session) -> None:
    place = an_open_shop(session)
    phones = [goods_on_sale(session, place, pieces=number % 2) for number in range(5)]
    for phone in phones:
        wait(session, phone)
    found: list[int] = []
    after: int | None = 0
    while after is not None:
        seen = alerts.look(session, STOCK, after=after, most=2, at=clock.now())
        found += seen.ready
        after = seen.last
    assert found == [phones[1].id, phones[3].id]


def test_the_account_sees_and_ends_its_own_and_what_its_address_asked_for(session: Session) -> None:
    phone, maria, ivan = goods(session), an_account(session), an_account(session, IVAN)
    wait(session, phone, STOCK)
    wait(session, phone, PRICE, account_id=maria)
    shown = alerts.watched_by(session, maria, MARIA, lang="ru", at=clock.now())
    assert {one.kind for one in shown} == {STOCK, PRICE}
    assert alerts.watched_by(session, ivan, IVAN, lang="ru", at=clock.now()) == []
    with pytest.raises(UnknownAlert):
        alerts.end(session, ivan, STOCK, phone.sku)
    alerts.end(session, maria, STOCK, phone.sku)
    with pytest.raises(UnknownAlert):
        alerts.end(session, maria, STOCK, phone.sku)
    alerts.end_all(session, maria)
    assert session.scalars(select(Alert)).all() == []


def test_the_letter_goes_to_the_address_the_account_has_now_and_to_no_closed_account(session: Session) -> None:
    phone, maria = goods(session, pieces=1), an_account(session)
    wait(session, phone, account_id=maria)
    call_up(session, phone)
    account = accounts.get_account(session, maria)
    account.email = "new@example.ru"
    session.flush()
    said = alerts.announce(session, *due(session)[0], at=clock.now())
    assert said is not None
    assert said.recipient == "new@example.ru"
    account.is_active = False
    session.flush()
    assert alerts.announce(session, *due(session)[0], at=clock.now()) is None


def test_the_link_in_a_letter_ends_the_wish_and_twice_is_once(session: Session) -> None:
    phone = goods(session)
    wait(session, phone)
    token = session.scalars(select(Alert.token)).one()
    found = alerts.find_by_link(session, token, lang="ru", at=clock.now())
    assert found is not None
    assert found.goods.sku == phone.sku
    alerts.end_by_link(session, token)
    alerts.end_by_link(session, token)
    assert alerts.find_by_link(session, token, lang="ru", at=clock.now()) is None


def test_one_address_waits_for_so_much_and_the_oldest_wish_is_let_go(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("technomart.domain.alerts.commands.MOST_WAITING", 2)
    place = an_open_shop(session)
    phones = [goods_on_sale(session, place, pieces=0) for _ in range(3)]
    for phone in phones:
        wait(session, phone)
    assert list(session.scalars(select(Alert.variant_id).order_by(Alert.id))) == [phones[1].id, phones[2].id]


def test_old_alerts_are_forgotten(session: Session) -> None:
    phone = goods(session, pieces=1)
    wait(session, phone)
    assert alerts.forget_old(session, clock.now() + timedelta(days=364), 10) == 0
    assert alerts.forget_old(session, clock.now() + timedelta(days=366), 10) == 1
    wait(session, phone)
    call_up(session, phone)
    assert alerts.forget_old(session, clock.now() + timedelta(days=89), 10) == 0
    assert alerts.forget_old(session, clock.now() + timedelta(days=91), 10) == 1
