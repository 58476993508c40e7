"""Returns in many hands: the same piece asked back at once, received at once, paid for at once: each once."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from technomart.domain import aftersales
from technomart.domain.aftersales import ReturnRequest
from technomart.domain.inventory.models import Stock
from technomart.domain.orders import Order
from technomart.foundation.database import Database
from technomart.foundation.faults import Faults
from tests.concurrency.racing import NoLocks, books, outcomes, race
from tests.factories.buying import an_open_shop, goods_on_sale
from tests.factories.returning import a_delivered_order, approve, ask, pay_back, receive

MANY = 6
ROUNDS = 5
PIECES = 60
Act = Callable[[], object]


class Scene:
    """A shop, and orders of two pieces that were handed over."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.transaction() as session:
            self.phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=PIECES)

    def an_order(self) -> Order:
        with self.database.transaction() as session:
            return a_delivered_order(session, (self.phone, 1))

    def a_return(self, *steps: Callable[..., object]) -> ReturnRequest:
        order = self.an_order()
        with self.database.transaction() as session:
            request = ask(session, order)
            for step in steps:
                step(session, request)
            return request

    def on_hand(self) -> int:
        with self.database.reader() as session:
            return session.scalars(select(Stock.on_hand)).one()


def doing(database: Database, step: Callable[..., object], subject: object, faults: Faults) -> Act:
    def act() -> None:
        with database.transaction() as session:
            step(session, subject, faults=faults)

    return act


def test_one_piece_is_asked_back_once_however_many_press(database: Database) -> None:
    scene = Scene(database)
    order = scene.an_order()
    found = outcomes(race([doing(database, ask, order, Faults()) for _ in range(MANY)]))
    assert found == {"done": 1, "not_returnable": MANY - 1}
    assert books(database) == []


def test_without_locks_one_piece_is_asked_back_twice(database: Database, unguarded: Database) -> None:
    """The negative control."""
    scene = Scene(database)
    for _ in range(ROUNDS):
        order = scene.an_order()
        race([doing(unguarded, ask, order, NoLocks(rest=0.05)) for _ in range(MANY)])
        with database.reader() as session:
            asked = session.scalar(
                select(func.count()).select_from(ReturnRequest).where(ReturnRequest.order_id == order.id)
            )
        if asked != 1 and books(database) != []:
            return
    raise AssertionError("nothing went wrong without the locks")


def test_goods_are_received_once_however_many_press(database: Database) -> None:
    scene = Scene(database)
    request = scene.a_return(approve)
    before = scene.on_hand()
    found = outcomes(race([doing(database, receive, request, Faults()) for _ in range(MANY)]))
    assert found == {"done": 1, "return_move_not_allowed": MANY - 1}
    assert scene.on_hand() == before + 1
    assert books(database) == []


def test_without_locks_goods_are_received_twice(database: Database, unguarded: Database) -> None:
    """The negative control: more lies on the shelf than came back."""
    scene = Scene(database)
    for _ in range(ROUNDS):
        request = scene.a_return(approve)
        before = scene.on_hand()
        found = outcomes(race([doing(unguarded, receive, request, NoLocks(rest=0.05)) for _ in range(MANY)]))
        if found["done"] != 1 or scene.on_hand() != before + 1 or books(database) != []:
            return
    raise AssertionError("nothing went wrong without the locks")


def test_money_for_a_return_goes_home_once(database: Database) -> None:
    scene = Scene(database)
    request = scene.a_return(approve, receive)
    found = outcomes(race([doing(database, pay_back, request, Faults()) for _ in range(MANY)]))
    assert found == {"done": 1, "return_move_not_allowed": MANY - 1}
    with database.reader() as session:
        assert session.get_one(Order, request.order_id).refunded_kopecks == 100_000
    assert books(database) == []


def test_keeping_the_goods_against_receiving_them_has_one_winner(database: Database) -> None:
    scene = Scene(database)
    request = scene.a_return(approve)
    before = scene.on_hand()

    def keep() -> None:
        with database.transaction() as session:
            aftersales.withdraw_request(session, request.order_id, request.number)

    found = outcomes(race([keep, doing(database, receive, request, Faults())]))
    assert found == {"done": 1, "return_move_not_allowed": 1}
    with database.reader() as session:
        came = session.get_one(ReturnRequest, request.id).status is aftersales.ReturnStatus.received
    assert scene.on_hand() == before + came
    assert books(database) == []
