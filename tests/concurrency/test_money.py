"""Money in many hands: return page, webhook, poller and staff at once; shopper, clock and bank at odds."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select, update

from technomart.domain import checkout, payments
from technomart.domain.inventory.models import MovementKind, Stock, StockMovement
from technomart.domain.orders import Order, OrderStatus
from technomart.domain.payments import Payment, PaymentEvent, PaymentState, Refund
from technomart.foundation.database import Database
from technomart.foundation.faults import Faults
from technomart.foundation.outbox import OutboxMessage
from tests.concurrency.racing import NoLocks, UnguardedDatabase, books, outcomes, race
from tests.factories.buying import an_open_shop, goods_on_sale
from tests.factories.paying import ACCOUNT, an_unpaid_order, let_time_pass, payment_of, settle, somebody, told

ROUNDS = 3
SOURCES = ("return", "webhook", "poller", "staff") * 2
PIECES = 100
Act = Callable[[], object]


class Scene:
    """A shop, and orders of two pieces that wait for money."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.shoppers = 0
        with database.transaction() as session:
            self.phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=PIECES)

    def an_order(self, status: str = "pending") -> tuple[int, int]:
        """The ids of an order and its payment."""
        self.shoppers += 1
        with self.database.transaction() as session:
            order = an_unpaid_order(session, (self.phone, 2), contact=somebody(self.shoppers))
            payment = settle(session, payment_of(session, order), status)
            return order.id, payment.id

    def settling(self, payment_id: int, source: str, racers: Database, faults: Faults) -> Act:
        """Somebody who has asked the provider and books what it said."""
        with self.database.reader() as session:
            seen = told(session, session.get_one(Payment, payment_id), "succeeded")

        def act() -> None:
            with racers.transaction() as session:
                payments.settle(session, payment_id, seen, account=ACCOUNT, source=source, faults=faults)

        return act

    def order(self, order_id: int) -> Order:
        with self.database.reader() as session:
            return session.get_one(Order, order_id)

    def count(self, topic: str) -> int:
        with self.database.reader() as session:
            rows = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.topic == topic)
            return session.scalar(rows) or 0

    def shelf(self) -> tuple[int, int, int]:
        with self.database.reader() as session:
            row = session.scalars(select(Stock)).one()
            return row.on_hand, row.allocated, row.reserved


def test_w75_all_who_hear_of_money_at_once_leave_one_payment_and_one_letter(database: Database) -> None:
    scene = Scene(database)
    for number in range(1, ROUNDS + 1):
        order_id, payment_id = scene.an_order()
        acts = [scene.settling(payment_id, source, database, Faults()) for source in SOURCES]
        assert outcomes(race(acts)) == {"done": len(SOURCES)}
        assert scene.order(order_id).paid_kopecks == 200_000
        assert scene.count("order_paid") == number
        assert scene.shelf() == (PIECES, 2 * number, 0)
    with database.reader() as session:
        succeeded = select(func.count()).select_from(PaymentEvent).where(PaymentEvent.kind == "succeeded")
        assert session.scalar(succeeded) == ROUNDS
    assert books(database) == []


def test_without_the_guard_money_is_booked_twice(database: Database) -> None:
    """The negative control: counted twice, or told twice."""
    scene = Scene(database)
    unguarded = UnguardedDatabase(database.url.render_as_string(hide_password=False))
    faults = NoLocks("payment", rest=0.03)
    went_wrong = False
    for number in range(1, 2 * ROUNDS + 1):
        order_id, payment_id = scene.an_order()
        found = outcomes(race([scene.settling(payment_id, one, unguarded, faults) for one in SOURCES]))
        order = scene.order(order_id)
        went_wrong = went_wrong or found["done"] != len(SOURCES) or order.paid_kopecks != 200_000
        went_wrong = went_wrong or books(database) != [] or scene.count("order_paid") != number
        if went_wrong:
            break
    unguarded.dispose()
    assert went_wrong


def cancelling(database: Database, order_id: int) -> Act:
    def act() -> None:
        with database.transaction() as session:
            checkout.cancel_order(session, order_id, actor="shopper", reason="changed_mind")

    return act


def test_cancel_against_pay_leaves_no_money_and_no_goods_behind(database: Database) -> None:
    scene = Scene(database)
    for _ in range(ROUNDS):
        order_id, payment_id = scene.an_order()
        race([cancelling(database, order_id), scene.settling(payment_id, "webhook", database, Faults())])
        order = scene.order(order_id)
        assert (order.status, order.paid_kopecks) == (OrderStatus.cancelled, 200_000)
        with database.reader() as session:
            refunds = session.scalars(select(Refund).where(Refund.payment_id == payment_id)).all()
        assert [refund.amount_kopecks for refund in refunds] == [200_000]
        assert scene.shelf() == (PIECES, 0, 0)
    assert books(database) == []


def expiring(database: Database, order_id: int) -> Act:
    def act() -> bool:
        with database.transaction() as session:
            return payments.expire_order(session, order_id, faults=Faults())

    return act


def test_expiry_against_pay_has_one_winner_and_nothing_is_oversold(database: Database) -> None:
    scene = Scene(database)
    held = 0
    for _ in range(ROUNDS):
        order_id, payment_id = scene.an_order()
        with database.transaction() as session:
            let_time_pass(session, session.get_one(Order, order_id))
        race([expiring(database, order_id), scene.settling(payment_id, "webhook", database, Faults())])
        order = scene.order(order_id)
        held += 2
        assert (order.status, order.paid_kopecks) == (OrderStatus.placed, 200_000)
        assert scene.shelf() == (PIECES, held, 0)
    assert books(database) == []


def test_a15_two_clocks_end_an_order_once(database: Database) -> None:
    scene = Scene(database)
    order_id, _payment_id = scene.an_order()
    with database.transaction() as session:
        let_time_pass(session, session.get_one(Order, order_id))
    assert sorted(race([expiring(database, order_id)] * 4)) == [False, False, False, True]
    with database.reader() as session:
        released = select(func.count()).select_from(StockMovement)
        assert session.scalar(released.where(StockMovement.kind == MovementKind.released)) == 1
    assert (scene.shelf(), scene.count("order_expired")) == ((PIECES, 0, 0), 1)
    assert books(database) == []


def refunding(database: Database, order_id: int, token: str, faults: Faults) -> Act:
    def act() -> None:
        with database.transaction() as session:
            payments.refund_by_staff(
                session, order_id, token, 200_000, reason="twice", actor="staff: olga", faults=faults
            )

    return act


def paid(scene: Scene) -> tuple[int, str]:
    order_id, payment_id = scene.an_order("succeeded")
    with scene.database.reader() as session:
        return order_id, session.get_one(Payment, payment_id).token


def test_a13_the_whole_sum_is_given_back_once_however_many_press(database: Database) -> None:
    scene = Scene(database)
    order_id, token = paid(scene)
    found = outcomes(race([refunding(database, order_id, token, Faults()) for _ in range(10)]))
    assert found == {"done": 1, "refund_too_large": 9}
    assert books(database) == []


def test_a13_without_the_guard_it_is_given_back_twice(database: Database) -> None:
    """The negative control: more is granted than was paid."""
    scene = Scene(database)
    unguarded = UnguardedDatabase(database.url.render_as_string(hide_password=False))
    faults = NoLocks("refund", rest=0.03)
    went_wrong = False
    for _ in range(2 * ROUNDS):
        order_id, token = paid(scene)
        found = outcomes(race([refunding(unguarded, order_id, token, faults) for _ in range(6)]))
        went_wrong = went_wrong or found["done"] != 1 or books(database) != []
        if went_wrong:
            break
    unguarded.dispose()
    assert went_wrong


def test_the_last_pieces_that_lapse_go_to_one_of_many(database: Database) -> None:
    """Reservations that are over give way to whoever comes first, and to nobody twice."""
    scene = Scene(database)
    with database.transaction() as session:
        session.execute(update(Stock).values(on_hand=2))
        session.execute(update(StockMovement).values(on_hand_delta=2))
    order_id, payment_id = scene.an_order()
    with database.transaction() as session:
        let_time_pass(session, session.get_one(Order, order_id))

    def buy(number: int) -> Act:
        def act() -> None:
            with database.transaction() as session:
                an_unpaid_order(session, (scene.phone, 2), contact=somebody(100 + number))

        return act

    with database.transaction() as session:
        payments.expire_order(session, order_id, faults=Faults())
    found = outcomes(race([*(buy(n) for n in range(4)), scene.settling(payment_id, "late", database, Faults())]))
    assert found["done"] in (1, 2), "the late payer and at most one buyer, or the late payer alone"
    on_hand, allocated, reserved = scene.shelf()
    assert (on_hand, allocated + reserved) == (2, 2)
    with database.reader() as session:
        assert session.get_one(Payment, payment_id).status is PaymentState.paid
    assert books(database) == []
