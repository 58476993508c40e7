"""The last pieces: however many want them at the same moment, exactly as many are sold as there are."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from technomart.domain import checkout, inventory
from technomart.domain.orders.models import Order, OrderLine
from technomart.foundation.database import Database
from tests.concurrency.racing import (
    Bid,
    NoLocks,
    UnguardedDatabase,
    books,
    buyer,
    buyers_in_processes,
    outcomes,
    race,
)
from tests.factories.buying import a_cart, an_open_shop, goods_on_sale

PIECES = 10


def bids_for_the_last(database: Database, count: int, *, pieces: int = PIECES) -> list[Bid]:
    """A fresh shop with so many pieces, and so many shoppers at the button with one each in the cart."""
    with database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=pieces)
        return [(a_cart(session, (phone, 1)).token, 100_000) for _ in range(count)]


def sold(database: Database) -> int:
    with database.reader() as session:
        return session.scalar(select(func.coalesce(func.sum(OrderLine.quantity), 0))) or 0


def test_ten_pieces_go_to_ten_of_forty(database: Database) -> None:
    bids = bids_for_the_last(database, 40)
    results = race([buyer(database, bid) for bid in bids])
    assert outcomes(results) == {"done": 10, "not_enough_stock": 30}
    assert sold(database) == PIECES
    assert books(database) == []


@pytest.mark.proof
def test_two_processes_sell_no_more_than_one(database: Database) -> None:
    bids = bids_for_the_last(database, 40)
    results = Counter(buyers_in_processes(database.url.render_as_string(hide_password=False), bids, processes=2))
    assert results == {"done": 10, "not_enough_stock": 30}
    assert books(database) == []


def test_without_the_guard_the_shop_oversells(database: Database) -> None:
    """The negative control: if this shop never oversold, the tests above would prove nothing."""
    unguarded = UnguardedDatabase(database.url.render_as_string(hide_password=False))
    bids = bids_for_the_last(database, 12, pieces=2)
    for round_number in range(5):
        race([buyer(unguarded, bid, NoLocks("stock", rest=0.05)) for bid in bids])
        if sold(database) > 2 and books(database):
            break
        bids = more_bids(database, round_number)
    unguarded.dispose()
    assert sold(database) > 2
    assert any("allocated is" in found for found in books(database))


def more_bids(database: Database, number: int) -> list[Bid]:
    with database.transaction() as session:
        phone = goods_on_sale(session, inventory.locations(session)[0], pieces=2, name=f"Round {number}")
        return [(a_cart(session, (phone, 1)).token, 1_299_000) for _ in range(12)]


def test_carts_with_the_same_goods_in_another_order_never_wait_for_each_other_for_ever(database: Database) -> None:
    with database.transaction() as session:
        warehouse = an_open_shop(session)
        phone = goods_on_sale(session, warehouse, kopecks=100_000, pieces=12)
        buds = goods_on_sale(session, warehouse, kopecks=50_000, pieces=12)
        bids = []
        for number in range(20):
            lines = [(phone, 1), (buds, 1)]
            cart = a_cart(session, *(lines if number % 2 else reversed(lines)))
            bids.append((cart.token, 150_000))
    results = race([buyer(database, bid) for bid in bids])
    assert outcomes(results) == {"done": 12, "not_enough_stock": 8}
    assert books(database) == []


def test_an_order_cancelled_ten_times_at_once_gives_its_stock_back_once(database: Database) -> None:
    (bid,) = bids_for_the_last(database, 1)
    buyer(database, bid)()
    with database.reader() as session:
        order_id, variant_id = session.execute(select(OrderLine.order_id, OrderLine.variant_id)).one()

    def cancel() -> None:
        with database.transaction() as session:
            checkout.cancel_order(session, order_id, actor="shopper", reason="changed_mind")

    assert outcomes(race([cancel] * 10)) == {"done": 1, "order_cannot_be_cancelled": 9}
    with database.reader() as session:
        assert inventory.availability_of(session, [variant_id])[variant_id].available == PIECES
    assert books(database) == []


@pytest.mark.proof
@pytest.mark.parametrize("processes", [2, 4])
def test_twenty_rounds_of_fifty_buyers(database: Database, processes: int) -> None:
    url = database.url.render_as_string(hide_password=False)
    bids = bids_for_the_last(database, 50)
    for round_number in range(20):
        results = Counter(buyers_in_processes(url, bids, processes=processes))
        assert results == {"done": 10, "not_enough_stock": 40}, round_number
        with database.transaction() as session:
            phone = goods_on_sale(session, inventory.locations(session)[0], kopecks=100_000, pieces=PIECES)
            bids = [(a_cart(session, (phone, 1)).token, 100_000) for _ in range(50)]
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Order)) == 200
    assert books(database) == []
