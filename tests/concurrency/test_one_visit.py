"""A courier's time: however many choose it at the same moment, no more visits are promised than can be made."""

from dataclasses import replace

from sqlalchemy import func, select

from technomart.domain import shipping
from technomart.domain.orders.models import Order
from technomart.domain.shipping.models import CourierSlot, ShippingMethod
from technomart.foundation import clock
from technomart.foundation.database import Database
from technomart.foundation.faults import Faults
from technomart.foundation.money import Money
from tests.concurrency.racing import Act, NoLocks, UnguardedDatabase, books, outcomes, race
from tests.factories.buying import BY_COURIER, COURIER_FEE, a_cart, an_open_shop, goods_on_sale, place

VISITS = 3


def choosers(
    database: Database, count: int, *, through: Database | None = None, faults: Faults | None = None
) -> list[Act]:
    """So many shoppers who want the same morning, at the button."""
    with database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=100)
        courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
        shipping.add_window(session, courier, starts="10:00", ends="12:00", capacity=VISITS)
        method = shipping.get_method(session, "courier")
        morning = replace(BY_COURIER, slot=shipping.slots_of(session, method, clock.now())[0].code)
        tokens = [a_cart(session, (phone, 1)).token for _ in range(count)]
    total = Money(100_000 + COURIER_FEE)

    def press(token: str) -> Act:
        def act() -> None:
            with (through or database).transaction() as session:
                place(session, token, total, delivery=morning, faults=faults or Faults())

        return act

    return [press(token) for token in tokens]


def test_three_visits_go_to_three_of_twenty(database: Database) -> None:
    assert outcomes(race(choosers(database, 20))) == {"done": VISITS, "wrong_answers": 20 - VISITS}
    with database.reader() as session:
        assert session.scalar(select(CourierSlot.taken)) == VISITS
    assert books(database) == []


def test_without_the_guard_too_many_visits_are_promised(database: Database) -> None:
    """The negative control: if this shop never promised too much, the test above would prove nothing."""
    unguarded = UnguardedDatabase(database.url.render_as_string(hide_password=False))
    race(choosers(database, 12, through=unguarded, faults=NoLocks("slot")))
    unguarded.dispose()
    with database.reader() as session:
        promised = session.scalar(select(func.count()).where(Order.slot_id.is_not(None)))
    assert (promised or 0) > VISITS
    assert any("courier slot" in found for found in books(database))
