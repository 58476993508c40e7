"""One order in many hands: two people of the shop, and the shopper, press their buttons at the same moment."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from technomart.domain import checkout, fulfilment, payments
from technomart.domain.inventory.models import MovementKind, Stock, StockMovement
from technomart.domain.orders import Order
from technomart.domain.orders.models import OrderEvent
from technomart.foundation.audit import AuditEntry
from technomart.foundation.database import Database
from technomart.foundation.money import Money
from tests.concurrency.racing import UnguardedDatabase, books, outcomes, race
from tests.factories.buying import BY_COURIER, COURIER_FEE, a_cart, an_open_shop, goods_on_sale, place

ROUNDS = 8
PIECES = 100
Verb = Callable[..., Order]


class Scene:
    """A shop, and orders of two pieces to be brought."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.transaction() as session:
            self.phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=PIECES)

    def an_order(self, *, confirmed: bool = True) -> int:
        with self.database.transaction() as session:
            cart = a_cart(session, (self.phone, 2))
            order_id = place(session, cart.token, Money(200_000 + COURIER_FEE), delivery=BY_COURIER).id
            if confirmed:
                fulfilment.confirm(session, order_id, actor="staff")
            return order_id

    def shelf(self) -> tuple[int, int]:
        with self.database.reader() as session:
            row = session.scalars(select(Stock)).one()
            return row.on_hand, row.allocated

    def count(self, order_id: int, kind: str) -> int:
        with self.database.reader() as session:
            events = select(func.count()).select_from(OrderEvent)
            return session.scalar(events.where(OrderEvent.order_id == order_id, OrderEvent.kind == kind)) or 0


def press(database: Database, verb: Verb, order_id: int, **more: str) -> Callable[[], None]:
    def act() -> None:
        with database.transaction() as session:
            verb(session, order_id, actor="staff", **more)

    return act


def test_a_double_click_confirms_ships_and_takes_money_once(database: Database) -> None:
    scene = Scene(database)
    order_id = scene.an_order(confirmed=False)
    for verb, event in (
        (fulfilment.confirm, "confirmed"),
        (fulfilment.ship, "shipped"),
        (payments.take_payment, "payment_paid"),
        (fulfilment.hand_over, "delivered"),
    ):
        found = outcomes(race([press(database, verb, order_id)] * 6))
        assert found == {"done": 1, "order_move_not_allowed": 5}
        assert scene.count(order_id, event) == 1
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 4
    assert scene.shelf() == (PIECES - 2, 0)
    assert books(database) == []


def ship_against_cancel(scene: Scene, racers: Database) -> tuple[int, dict[str, int]]:
    order_id = scene.an_order()
    results = race(
        [
            press(racers, fulfilment.ship, order_id),
            press(racers, checkout.cancel_order, order_id, reason="changed_mind"),
        ]
    )
    return order_id, dict(outcomes(results))


def test_an_order_is_either_shipped_or_cancelled(database: Database) -> None:
    scene = Scene(database)
    left = PIECES
    for _ in range(ROUNDS):
        order_id, found = ship_against_cancel(scene, database)
        assert found["done"] == 1
        shipped, cancelled = scene.count(order_id, "shipped"), scene.count(order_id, "cancelled")
        assert shipped + cancelled == 1
        left -= 2 * shipped
        assert scene.shelf() == (left, 0)
    assert books(database) == []


def test_cancelled_twice_at_once_the_stock_is_given_back_once(database: Database) -> None:
    scene = Scene(database)
    for _ in range(ROUNDS):
        order_id = scene.an_order()
        acts = [press(database, checkout.cancel_for_shopper, order_id, reason="unreachable")] * 4
        assert outcomes(race(acts)) == {"done": 1, "order_cannot_be_cancelled": 3}
        assert scene.shelf() == (PIECES, 0)
    with database.reader() as session:
        released = select(func.count()).select_from(StockMovement)
        assert session.scalar(released.where(StockMovement.kind == MovementKind.released)) == ROUNDS
    assert books(database) == []


def test_without_the_lock_an_order_is_shipped_and_cancelled(database: Database) -> None:
    """The negative control: both succeed, or one is stopped by nothing but a CHECK."""
    scene = Scene(database)
    unguarded = UnguardedDatabase(database.url.render_as_string(hide_password=False))
    went_wrong = False
    for _ in range(3 * ROUNDS):
        _order_id, found = ship_against_cancel(scene, unguarded)
        went_wrong = went_wrong or found.get("done") != 1 or "IntegrityError" in found or books(database) != []
    unguarded.dispose()
    assert went_wrong
