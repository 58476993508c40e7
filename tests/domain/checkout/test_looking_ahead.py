"""Who comes too late hears it at once; the look before the order never refuses what the order would allow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from technomart.domain import checkout, inventory
from technomart.domain.catalog.models import Variant
from technomart.domain.inventory import Location, NotEnoughStock
from technomart.foundation import clock
from technomart.foundation.faults import Faults
from technomart.foundation.money import Money
from tests.factories.buying import a_cart, an_open_shop, goods_on_sale, place


@pytest.fixture
def warehouse(session: Session) -> Location:
    return an_open_shop(session)


@pytest.fixture
def phone(session: Session, warehouse: Location) -> Variant:
    return goods_on_sale(session, warehouse, kopecks=100_000, pieces=2)


def test_a_cart_that_has_run_out_is_refused_with_what_is_left(session: Session, phone: Variant) -> None:
    late, first = a_cart(session, (phone, 2)), a_cart(session, (phone, 1))
    checkout.require_in_stock(session, late.token, None)
    place(session, first.token, Money(100_000))
    with pytest.raises(NotEnoughStock) as refusal:
        checkout.require_in_stock(session, late.token, None)
    assert refusal.value.details == {"available": 1, "sku": phone.sku}
    assert type(refusal.value.available) is int


def test_nothing_is_said_of_a_cart_that_is_ordered_or_never_was(session: Session, phone: Variant) -> None:
    ordered = a_cart(session, (phone, 2))
    place(session, ordered.token, Money(200_000))
    checkout.require_in_stock(session, ordered.token, None)
    checkout.require_in_stock(session, "no-such-cart", None)


def test_goods_that_a_reservation_gives_back_count_as_there(session: Session, phone: Variant) -> None:
    cart = a_cart(session, (phone, 2))
    until = clock.now() - timedelta(minutes=1)
    held = {"location_id": None, "cause": "test", "actor": "test", "faults": Faults()}
    inventory.reserve(session, [(phone.id, 2)], until=until, **held)
    assert inventory.availability_of(session, [phone.id])[phone.id].available == 0
    checkout.require_in_stock(session, cart.token, None)
