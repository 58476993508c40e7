"""Orders are found by their owner or by their unguessable link, and by nobody else."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.foundation.paging import Paging
from tests.domain.carts.test_carts import an_account
from tests.factories.buying import MARIA, a_placed_order, an_open_shop, goods_on_sale


def test_an_account_sees_its_own_orders_newest_first(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    mine, theirs = an_account(session), an_account(session)
    placed = [a_placed_order(session, (phone, 1), account_id=mine.id) for _ in range(3)]
    foreign = a_placed_order(session, (phone, 1), account_id=theirs.id)
    found, total = orders.orders_of(session, mine.id, Paging(1, 2))
    assert total == 3
    assert [order.number for order in found] == [placed[2].number, placed[1].number]
    assert orders.get_order_of(session, mine.id, placed[0].number).id == placed[0].id
    for number in (foreign.number, "TM-000000-AAAAA", ""):
        with pytest.raises(orders.UnknownOrder):
            orders.get_order_of(session, mine.id, number)


def test_a_guest_finds_the_order_by_its_link(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    order = a_placed_order(session, (phone, 1))
    assert orders.get_order_by_token(session, order.public_token).id == order.id
    assert len(order.public_token) >= 43
    for token in (order.public_token[:-1], order.public_token.swapcase(), order.number, ""):
        with pytest.raises(orders.UnknownOrder):
            orders.get_order_by_token(session, token)


def test_guest_orders_join_the_account_with_their_confirmed_address(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    mine, other = an_account(session), an_account(session)
    guest = a_placed_order(session, (phone, 1))
    a_placed_order(session, (phone, 1), account_id=other.id)
    assert orders.adopt_guest_orders(session, mine.id, " " + MARIA.email.upper()) == 1
    assert orders.adopt_guest_orders(session, mine.id, MARIA.email) == 0
    assert orders.get_order_of(session, mine.id, guest.number).id == guest.id
    assert orders.orders_of(session, other.id, Paging())[1] == 1


@pytest.mark.parametrize(
    ("at", "day"),
    [(datetime(2026, 11, 26, 20, 59, tzinfo=UTC), "261126"), (datetime(2026, 11, 26, 21, 0, tzinfo=UTC), "261127")],
)
def test_a_number_begins_with_the_day_by_the_clock_of_the_shop(session: Session, at: datetime, day: str) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    with time_machine.travel(at, tick=False):
        order = a_placed_order(session, (phone, 1))
    assert order.number.startswith(f"TM-{day}-")
