"""Short messages: one sentence to a telephone when goods are sent or ready, only if the shop sends such messages."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import select, update

from technomart import worker
from technomart.adapters.short_folder import ShortFolder
from technomart.domain import fulfilment
from technomart.domain.notifications import Refused, ShortMessage, Unreachable
from technomart.foundation import clock
from technomart.foundation.jobs import Job
from technomart.foundation.outbox import OutboxMessage
from technomart.runtime import Runtime, short_carrier
from technomart.settings import Settings
from technomart.worker import short_messages
from tests.factories.buying import BY_COURIER, COURIER_FEE, a_placed_order, an_open_shop, goods_on_sale

pytestmark = pytest.mark.one_database

WHO = "staff: olga@example.ru"


def orders_on_their_way(runtime: Runtime) -> None:
    """One sent, one ready, its shopper reading English."""
    with runtime.database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000)
        sent = a_placed_order(session, (phone, 1), delivery=BY_COURIER, fee=COURIER_FEE)
        fetched = a_placed_order(session, (phone, 1), lang="en")
        for order in (sent, fetched):
            fulfilment.confirm(session, order.id, actor=WHO)
        fulfilment.ship(session, sent.id, actor=WHO, tracking="CD 12")
        fulfilment.make_ready(session, fetched.id, actor=WHO)


def said(runtime: Runtime) -> list[str]:
    return sorted(json.loads(path.read_text())["text"] for path in runtime.settings.short_messages_dir.glob("*.json"))


@pytest.fixture
def speaking(runtime: Runtime) -> Runtime:
    return replace(runtime, short_messages=ShortFolder(runtime.settings.short_messages_dir))


def test_what_is_sent_and_what_is_ready_is_said_once(speaking: Runtime) -> None:
    orders_on_their_way(speaking)
    worker.run_once(speaking)
    ready, sent = said(speaking)
    assert ready.startswith("Technomart: order TM-")
    assert "Technomart Arbat" in ready
    assert sent.endswith("отправлен, номер для отслеживания CD 12.")
    with speaking.database.transaction() as session:  # delivered once more, as after a crash
        session.execute(update(OutboxMessage).values(delivered_at=None))
    worker.run_once(speaking)
    assert len(said(speaking)) == 2


def test_a_shop_that_sends_none_says_nothing_and_keeps_nothing(runtime: Runtime) -> None:
    orders_on_their_way(runtime)
    worker.run_once(runtime)
    assert said(runtime) == []
    with runtime.database.reader() as session:
        assert session.scalars(select(Job).where(Job.kind == "send_short_message")).all() == []


class Troubled:
    """A carrier with troubles of its own."""

    def __init__(self, *troubles: Exception) -> None:
        self.troubles = list(troubles)
        self.taken: list[ShortMessage] = []

    def send(self, message: ShortMessage) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.taken.append(message)


def test_a_carrier_that_is_away_is_tried_again_and_one_that_refuses_is_not(runtime: Runtime) -> None:
    carrier = Troubled(Unreachable(reason="away"), Refused(reason="no such number"))
    troubled = replace(runtime, short_messages=carrier)
    orders_on_their_way(troubled)
    worker.run_once(troubled)
    with troubled.database.transaction() as session:
        waiting = session.scalars(select(Job).where(Job.kind == "send_short_message")).all()
        assert len(waiting) == 1
        session.execute(update(Job).where(Job.id == waiting[0].id).values(due_at=clock.now()))
    worker.run_once(troubled)
    assert len(carrier.taken) == 1


def test_a_message_that_is_too_old_is_not_sent(speaking: Runtime) -> None:
    message = {"key": "order_shipped:TM", "kind": "order_shipped", "phone": "+79150001234", "lang": "ru"}
    message |= {"said": {"number": "TM", "tracking": ""}}
    for hours, sent in ((13, 0), (11, 1)):
        queued_at = (clock.now() - timedelta(hours=hours)).isoformat()
        short_messages.send(speaking, {**message, "queued_at": queued_at})
        assert len(said(speaking)) == sent


def test_it_is_a_setting_and_off_unless_set() -> None:
    assert short_carrier(Settings()) is None
    assert isinstance(short_carrier(Settings(short_messages="folder")), ShortFolder)
    with pytest.raises(ValidationError, match="SHORT_MESSAGES"):
        Settings(mode="production", secret_key="x" * 40, public_url="https://shop.test", short_messages="folder")
