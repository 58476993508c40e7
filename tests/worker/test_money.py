"""The money matters of the back room: what nobody presses a button for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from technomart import tills, worker
from technomart.adapters.payment_sandbox import Sandbox
from technomart.cli.invariants import violations
from technomart.cli.payments import reconcile
from technomart.domain import fulfilment, orders, payments
from technomart.domain.aftersales import ReturnWish
from technomart.domain.orders import Order, OrderStatus, PaymentStatus
from technomart.domain.payments import Payment, PaymentState, Receipt, ReceiptKind, ReceiptState
from technomart.foundation import clock
from technomart.foundation.jobs import Job
from technomart.runtime import Runtime
from tests.factories import returning
from tests.factories.buying import a_placed_order, an_open_shop, goods_on_sale
from tests.factories.paying import let_time_pass, somebody
from tests.worker.conftest import RememberingCarrier

WHO = "staff: olga@example.ru"


class Till:
    """An order that waits for money at the sandbox, and the shopper at its page."""

    def __init__(self, runtime: Runtime, method: str) -> None:
        self.runtime = runtime
        bank = runtime.payments[method]
        assert isinstance(bank, Sandbox)
        self.bank = bank
        with runtime.database.transaction() as session:
            self.phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=2)
            order = a_placed_order(session, (self.phone, 2), payment_method=method, offered=runtime.payment_methods)
            self.order_id = order.id
        self.pass_time()
        self.run()

    def run(self) -> None:
        worker.run_once(self.runtime)

    def pass_time(self) -> None:
        """As if time had passed: everything that waits for its moment is due."""
        now = clock.now()
        with self.runtime.database.transaction() as session:
            session.execute(update(Payment).where(Payment.next_look_at.is_not(None)).values(next_look_at=now))
            session.execute(update(Job).values(due_at=now, leased_until=None))

    def end_the_time(self) -> None:
        with self.runtime.database.transaction() as session:
            let_time_pass(session, session.get_one(Order, self.order_id))
        self.pass_time()

    @property
    def ref(self) -> str:
        with self.runtime.database.reader() as session:
            return session.scalars(select(Payment.provider_ref).order_by(Payment.id)).all()[0] or ""

    @property
    def order(self) -> Order:
        with self.runtime.database.reader() as session:
            return session.get_one(Order, self.order_id)

    def books(self) -> list[str]:
        with self.runtime.database.reader() as session:
            return violations(session)

    def do(self, verb: Callable[..., object], **more: object) -> None:
        with self.runtime.database.transaction() as session:
            verb(session, self.order_id, actor=WHO, **more)


def letters(carrier: RememberingCarrier) -> list[str]:
    return [letter.key.split(":")[0] for letter in carrier.sent]


def test_held_money_is_taken_when_the_shop_agrees_and_the_receipts_follow(
    runtime: Runtime, carrier: RememberingCarrier
) -> None:
    till = Till(runtime, "card")
    till.bank.pay(till.ref)
    till.pass_time()
    till.run()
    assert till.order.payment_status is PaymentStatus.authorized
    till.do(fulfilment.confirm)
    till.run()
    assert till.order.payment_status is PaymentStatus.paid
    for step in (fulfilment.make_ready, fulfilment.hand_over):
        till.do(step)
    till.run()
    with runtime.database.reader() as session:
        receipts = session.scalars(select(Receipt).order_by(Receipt.id)).all()
    assert [(one.kind, one.status) for one in receipts] == [
        (ReceiptKind.prepay, ReceiptState.done),
        (ReceiptKind.full, ReceiptState.done),
    ]
    assert letters(carrier)[:2] == ["order_placed", "order_paid"]
    assert till.order.status is OrderStatus.completed
    assert till.books() == []


def test_what_is_not_paid_in_time_ends_and_its_goods_can_be_bought(
    runtime: Runtime, carrier: RememberingCarrier
) -> None:
    till = Till(runtime, "sbp")
    till.end_the_time()
    till.run()
    assert till.order.status is OrderStatus.expired
    assert letters(carrier) == ["order_placed", "order_expired"]
    with runtime.database.transaction() as session:
        a_placed_order(session, (till.phone, 2), contact=somebody(1))
    assert till.books() == []


def test_before_an_order_is_ended_the_bank_is_asked_once_more(runtime: Runtime) -> None:
    till = Till(runtime, "sbp")
    till.bank.pay(till.ref)
    till.end_the_time()
    assert not tills.expire(runtime, till.order_id)
    assert (till.order.status, till.order.payment_status) == (OrderStatus.placed, PaymentStatus.paid)
    assert till.books() == []


def test_late_money_that_finds_no_goods_goes_home_after_a_day(runtime: Runtime, carrier: RememberingCarrier) -> None:
    till = Till(runtime, "sbp")
    till.bank.pay_late(till.ref, clock.now() + timedelta(days=1))
    till.end_the_time()
    till.run()
    with runtime.database.transaction() as session:
        a_placed_order(session, (till.phone, 2), contact=somebody(1))
    till.bank.pay_late(till.ref, clock.now() - timedelta(seconds=1))
    till.pass_time()
    till.run()
    assert (till.order.status, till.order.payment_status) == (OrderStatus.expired, PaymentStatus.paid)
    till.pass_time()
    till.run()
    assert (till.order.payment_status, till.order.attention) == (PaymentStatus.refunded, None)
    assert till.bank.look(till.ref).refunded == till.bank.look(till.ref).amount
    told = [one for one in letters(carrier) if one != "order_placed"]
    assert told == ["order_expired", "payment_came_late", "refund"]
    assert till.books() == []


def test_reconciliation_finds_what_differs_and_nothing_else(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = Till(runtime, "sbp")
    monkeypatch.setattr("technomart.cli.payments.SETTLING", timedelta(seconds=-5))
    assert list(reconcile(runtime, days=1)) == []
    till.bank.pay(till.ref)
    assert [line for line in reconcile(runtime, days=1) if "succeeded there, pending here" in line]
    till.pass_time()
    till.run()
    assert list(reconcile(runtime, days=1)) == []
    with runtime.database.transaction() as session:
        session.execute(update(Order).values(paid_kopecks=1))
    assert any("payments make 200000" in line for line in reconcile(runtime, days=1))
    assert any("payments make 200000" in line for line in till.books())
    (till.bank.folder / f"{till.ref}.json").unlink()
    assert any("unknown there" in line for line in reconcile(runtime, days=1))


def test_exchanged_goods_that_come_back_are_paid_back_by_the_bank_that_took_the_first_money(
    runtime: Runtime, carrier: RememberingCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = Till(runtime, "sbp")
    monkeypatch.setattr("technomart.cli.payments.SETTLING", timedelta(seconds=-5))
    till.bank.pay(till.ref)
    till.pass_time()
    till.run()
    with runtime.database.transaction() as session:
        _hand_over(session, till.order_id)
        asked = returning.ask(session, till.order, wish=ReturnWish.exchange)
        returning.exchange(session, returning.receive(session, returning.approve(session, asked)))
    till.run()
    assert "return_exchanged" in letters(carrier)
    assert "money_given_back" not in letters(carrier)
    assert list(reconcile(runtime, days=1)) == [], "no money has moved for an exchange"
    with runtime.database.reader() as session:
        back = session.scalars(select(Receipt).where(Receipt.kind == ReceiptKind.refund)).one()
        assert (back.status, back.provider_ref is not None) == (ReceiptState.done, True)
    with runtime.database.transaction() as session:
        new = session.scalars(select(Order).where(Order.id != till.order_id)).one()
        _hand_over(session, new.id)
        again = returning.ask(session, new, reason="faulty")
        returning.pay_back(session, returning.receive(session, returning.approve(session, again), "defective"))
    till.pass_time()
    till.run()
    assert till.bank.look(till.ref).refunded.minor == 100_000
    with runtime.database.reader() as session:
        assert session.get_one(Order, new.id).payment_status is PaymentStatus.refunded
    assert list(reconcile(runtime, days=1)) == []
    assert till.books() == []


def _hand_over(session: Session, order_id: int) -> None:
    for step in (fulfilment.confirm, fulfilment.make_ready, fulfilment.hand_over):
        step(session, order_id, actor=WHO)


def test_a_payment_of_a_provider_that_is_gone_is_left_alone(runtime: Runtime) -> None:
    till = Till(runtime, "sbp")
    with runtime.database.transaction() as session:
        session.execute(update(Payment).values(provider="gone"))
        payment = _only(session)
    tills.look(runtime, payment.id, source="poller")
    assert payments.METHODS["sbp"].code == "sbp"
    with runtime.database.reader() as session:
        assert _only(session).status is PaymentState.pending
        assert orders.get_order_by_id(session, till.order_id).status is OrderStatus.placed


def _only(session: Session) -> Payment:
    return session.scalars(select(Payment)).one()
