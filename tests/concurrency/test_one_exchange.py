"""Exchanges in many hands: pressed many times, against the money, against a shopper who takes the last piece."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select, update

from technomart.domain import aftersales, orders, payments
from technomart.domain.aftersales import ReturnRequest, ReturnStatus, ReturnWish
from technomart.domain.inventory import Location
from technomart.domain.orders import Order, OrderStatus, PaymentStatus
from technomart.domain.payments import Payment
from technomart.foundation.database import Database
from technomart.foundation.faults import Faults
from tests.concurrency.racing import NoLocks, books, buyer, outcomes, race
from tests.factories.buying import a_cart, a_sibling, an_open_shop, goods_on_sale, total_of
from tests.factories.paying import OFFERED, let_time_pass, settle
from tests.factories.returning import (
    a_delivered_order,
    an_order_paid_online,
    approve,
    ask,
    exchange,
    first_position,
    pay_back,
    receive,
)

MANY = 6
ROUNDS = 5
PRICE = 100_000


class Scene:
    """A shop, and orders of one phone that has come back, for which the blue one is wished."""

    def __init__(self, database: Database, *, pieces: int, dearer_by: int = 0) -> None:
        self.database = database
        with database.transaction() as session:
            place: Location = an_open_shop(session)
            self.phone = goods_on_sale(session, place, kopecks=PRICE, pieces=40)
            self.blue = a_sibling(session, self.phone, place, kopecks=PRICE + dearer_by, pieces=pieces)

    def a_return(self, bought: Callable[..., Order] = a_delivered_order) -> ReturnRequest:
        with self.database.transaction() as session:
            order = bought(session, (self.phone, 1))
            wanted = {first_position(session, order): self.blue.sku}
            request = ask(session, order, wish=ReturnWish.exchange, wanted=wanted)
            return receive(session, approve(session, request), "defective")

    def bid(self) -> tuple[str, int]:
        """Somebody's cart with the blue phone, and its total."""
        with self.database.transaction() as session:
            cart = a_cart(session, (self.blue, 1))
            return cart.token, total_of(session, cart).minor

    def status(self, request: ReturnRequest) -> ReturnStatus:
        with self.database.reader() as session:
            return session.get_one(ReturnRequest, request.id).status

    def orders(self) -> int:
        with self.database.reader() as session:
            return session.scalar(select(func.count()).select_from(Order)) or 0


def doing(
    database: Database, step: Callable[..., object], request: ReturnRequest, faults: Faults | None = None
) -> Callable[[], None]:
    def act() -> None:
        with database.transaction() as session:
            step(session, request, faults=faults or Faults())

    return act


def test_an_exchange_is_made_once_however_many_press(database: Database) -> None:
    scene = Scene(database, pieces=9)
    request = scene.a_return()
    found = outcomes(race([doing(database, exchange, request) for _ in range(MANY)]))
    assert found == {"done": 1, "return_move_not_allowed": MANY - 1}
    assert scene.orders() == 2
    assert books(database) == []


def test_exchange_against_the_money_has_one_winner(database: Database) -> None:
    scene = Scene(database, pieces=9)
    request = scene.a_return()
    found = outcomes(race([doing(database, exchange, request), doing(database, pay_back, request)]))
    assert found == {"done": 1, "return_move_not_allowed": 1}
    assert scene.orders() == 1 + (scene.status(request) is ReturnStatus.exchanged)
    assert books(database) == []


def test_without_locks_more_than_one_gets_past_the_look(database: Database, unguarded: Database) -> None:
    """The negative control: both are done, or only the checks of the tables are left to stop the second."""
    scene = Scene(database, pieces=9)
    for _ in range(ROUNDS):
        request, faults = scene.a_return(), NoLocks("refund", rest=0.05)
        steps: list[Callable[..., object]] = [exchange, pay_back] * 2
        found = outcomes(race([doing(unguarded, step, request, faults) for step in steps]))
        if found["return_move_not_allowed"] < len(steps) - 1:
            return
    raise AssertionError("nothing went wrong without the locks")


def test_the_last_piece_goes_to_the_shopper_or_to_the_exchange(database: Database) -> None:
    scene = Scene(database, pieces=1)
    request, bids = scene.a_return(), [scene.bid() for _ in range(MANY - 1)]
    buyers = [buyer(database, bid) for bid in bids]
    found = outcomes(race([doing(database, exchange, request), *buyers]))
    assert found == {"done": 1, "not_enough_stock": MANY - 1}
    assert scene.orders() == 2
    if scene.status(request) is ReturnStatus.received:
        with database.transaction() as session:
            assert pay_back(session, request).refunded_kopecks == PRICE
    assert books(database) == []


def waiting_for_the_rest(scene: Scene) -> tuple[int, int]:
    """The ids of an exchange by post whose time to be paid is over, and of the attempt to pay its rest."""
    request = scene.a_return(an_order_paid_online)
    by_post = update(Order).where(Order.id == request.order_id).values(shipping_kind="post", pickup_code=None)
    with scene.database.transaction() as session:
        session.execute(by_post)
    with scene.database.transaction() as session:
        new_id = exchange(session, aftersales.get_return(session, request.number)).exchange_order_id
        assert new_id is not None
        attempt = payments.pay_otherwise(session, new_id, "sbp", OFFERED["sbp"], faults=Faults())
        assert attempt is not None
        let_time_pass(session, orders.get_order_by_id(session, new_id))
        return new_id, attempt.id


def test_the_rest_against_the_end_of_its_time_has_one_winner(database: Database) -> None:
    """Either the exchange is paid and stands, or it has ended and nothing that was paid for it is kept."""
    scene = Scene(database, pieces=20, dearer_by=40_000)
    for _ in range(ROUNDS):
        order_id, payment_id = waiting_for_the_rest(scene)

        def pay(order_id: int = order_id, payment_id: int = payment_id) -> None:
            with database.transaction() as session:
                settle(session, session.get_one(Payment, payment_id))

        def end(order_id: int = order_id) -> None:
            with database.transaction() as session:
                payments.expire_order(session, order_id, faults=Faults())

        assert outcomes(race([pay, end, end])) == {"done": 3}
        with database.reader() as session:
            order = orders.get_order_by_id(session, order_id)
            left = payments.money_left(session, order_id)
        if order.status is OrderStatus.placed:
            assert (order.payment_status, left) == (PaymentStatus.paid, PRICE + 40_000)
        else:
            assert (order.status, left) == (OrderStatus.expired, 0)
        assert books(database) == []
