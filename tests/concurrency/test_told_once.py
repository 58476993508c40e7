"""Two workers at once: whoever waits is told once, whoever left a cart is reminded once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import func, select, update

from technomart.domain import accounts, alerts, checkout
from technomart.domain.accounts import Circumstances, ConsentText
from technomart.domain.alerts import AlertKind
from technomart.domain.carts import Cart
from technomart.foundation import clock
from technomart.foundation.database import Database
from technomart.foundation.outbox import OutboxMessage
from technomart.runtime import Runtime
from technomart.worker import waiting
from tests.concurrency.racing import UnguardedDatabase, race
from tests.domain.accounts.people import hash_of
from tests.factories.buying import a_cart, an_open_shop, goods_on_sale

WAITING = 30
ROUNDS = 5


def url_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def worker(database: Database, work: Callable[[Runtime, Any], None]) -> Callable[[], None]:
    runtime = cast(Runtime, SimpleNamespace(database=database))
    return lambda: work(runtime, {})


def goods_that_are_back(database: Database) -> None:
    with database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), pieces=1)
        for number in range(WAITING):
            email = f"{number}@example.ru"
            alerts.watch(session, AlertKind.stock, phone.sku, email=email, account_id=None, lang="ru", at=clock.now())


def told(database: Database, topic: str) -> int:
    with database.reader() as session:
        return session.scalar(select(func.count()).where(OutboxMessage.topic == topic)) or 0


def test_two_workers_at_once_tell_everybody_once(database: Database) -> None:
    goods_that_are_back(database)
    assert race([worker(database, waiting.tell)] * 4) == [None] * 4
    assert told(database, alerts.ALERT_DUE) == WAITING


def test_without_the_lock_somebody_is_told_twice(database: Database) -> None:
    """The negative control: with the guards taken away the same race goes wrong."""
    goods_that_are_back(database)
    unguarded = UnguardedDatabase(url_of(database))
    expected = 0
    for _ in range(ROUNDS):
        expected += WAITING
        race([worker(unguarded, waiting.tell)] * 4)
        if told(database, alerts.ALERT_DUE) > expected:
            break
        with database.transaction() as session:
            session.execute(update(alerts.Alert).values(told_at=None))
    unguarded.dispose()
    assert told(database, alerts.ALERT_DUE) > expected


def test_two_workers_at_once_remind_once(database: Database) -> None:
    text = ConsentText(purpose="marketing", document_slug="consent-marketing", document_version=1, text_hash="0")
    seen = Circumstances(ip="", user_agent="", form="account")
    with database.transaction() as session:
        maria = accounts.open_account(
            session, name="Мария", email="maria@example.ru", password_hash=hash_of("x" * 12)
        )
        session.flush()
        accounts.record_consent(session, text, seen, subject=maria.email, account_id=maria.id)
        a_cart(session, (goods_on_sale(session, an_open_shop(session)), 1), account_id=maria.id)
        session.execute(update(Cart).values(changed_at=clock.now() - timedelta(hours=25)))
    assert race([worker(database, waiting.remind)] * 4) == [None] * 4
    assert told(database, checkout.CART_LEFT) == 1
