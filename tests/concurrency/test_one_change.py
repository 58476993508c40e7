"""Calling a part off against sending and against paying: whoever is first, pieces and money add up."""

from __future__ import annotations

import time
from collections.abc import Callable

from technomart.domain import checkout, fulfilment, orders, payments
from technomart.domain.orders import Order
from technomart.foundation.database import Database
from technomart.foundation.faults import Faults
from tests.concurrency.racing import books, outcomes, race
from tests.factories.buying import BY_COURIER, COURIER_FEE, a_placed_order, an_open_shop, goods_on_sale
from tests.factories.paying import ACCOUNT, an_unpaid_order, payment_of, told

ROUNDS = 4
WHO = "staff: olga@example.ru"
PHONE = 0
ONE_WINS = ({"done": 1, "order_too_many_chosen": 1}, {"done": 1, "order_cannot_be_cancelled": 1})
Act = Callable[[], object]


class Slow(Faults):
    """Rests between looking and writing."""

    def after_check(self, place: str) -> None:
        time.sleep(0.05)


class Scene:
    """A shop, and orders of two pieces."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.transaction() as session:
            self.phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=60)

    def to_send(self) -> Order:
        with self.database.transaction() as session:
            order = a_placed_order(session, (self.phone, 2), delivery=BY_COURIER, fee=COURIER_FEE)
            return fulfilment.confirm(session, order.id, actor=WHO)

    def to_pay(self) -> Order:
        with self.database.transaction() as session:
            return an_unpaid_order(session, (self.phone, 2))

    def now(self, order: Order) -> Order:
        with self.database.reader() as session:
            return orders.get_order_by_id(session, order.id)


def calling_off(database: Database, order: Order, pieces: int, faults: Faults) -> Act:
    def act() -> None:
        with database.transaction() as session:
            how = {"actor": "shopper", "reason": "changed_mind"}
            checkout.cancel_order(session, order.id, pieces={PHONE: pieces}, faults=faults, **how)

    return act


def sending(database: Database, order: Order) -> Act:
    def act() -> None:
        with database.transaction() as session:
            fulfilment.ship(session, order.id, actor=WHO, pieces={PHONE: 2})

    return act


def paying(database: Database, order: Order, faults: Faults) -> Act:
    def act() -> None:
        with database.transaction() as session:
            payment = payment_of(session, order)
            seen = told(session, payment)
            payments.settle(session, payment.id, seen, account=ACCOUNT, source="test", faults=faults)

    return act


def test_a_piece_is_called_off_or_sent_never_both(database: Database) -> None:
    scene = Scene(database)
    for _ in range(ROUNDS):
        order = scene.to_send()
        found = outcomes(race([calling_off(database, order, 1, Faults()), sending(database, order)]))
        assert found in ONE_WINS
        line = scene.now(order).lines[0]
        assert (line.cancelled, line.shipped) in ((1, 0), (0, 2))
    assert books(database) == []


def test_a_part_called_off_while_it_is_being_paid_is_paid_back(database: Database) -> None:
    scene = Scene(database)
    for _ in range(ROUNDS):
        order = scene.to_pay()
        found = outcomes(race([calling_off(database, order, 1, Faults()), paying(database, order, Faults())]))
        assert found == {"done": 2}
        after = scene.now(order)
        assert (after.paid_kopecks, after.credited_kopecks) == (200_000, 100_000)
        with database.reader() as session:
            assert payment_of(session, order).refunded_kopecks == 100_000
    assert books(database) == []


def test_without_locks_pieces_and_money_go_wrong(database: Database, unguarded: Database) -> None:
    """The negative control: one of the two races ends otherwise, or leaves books that contradict themselves."""
    scene = Scene(database)
    for _ in range(ROUNDS):
        sent, paid = scene.to_send(), scene.to_pay()
        pieces = outcomes(race([calling_off(unguarded, sent, 1, Slow()), sending(unguarded, sent)]))
        outcomes(race([calling_off(unguarded, paid, 1, Slow()), paying(unguarded, paid, Slow())]))
        with database.reader() as session:
            home = payment_of(session, paid).refunded_kopecks
        if pieces not in ONE_WINS or home != 100_000 or books(database) != []:
            return
    raise AssertionError("nothing went wrong without the locks")
