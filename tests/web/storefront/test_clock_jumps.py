"""The clock of the machine jumps an hour back or ahead, and returns: nothing breaks, nothing is promised twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from technomart import worker
from technomart.adapters.payment_sandbox import Sandbox
from technomart.domain import inventory, pricing
from technomart.domain.orders import OrderStatus
from technomart.foundation import clock
from technomart.runtime import Runtime
from tests.factories.buying import ACTOR
from tests.web.storefront.shop import HTML, OpenShop, buy, open_shop, put

pytestmark = pytest.mark.one_database
HOUR = timedelta(hours=1)
PAGES = ("/", "/catalog/", "/cart", "/checkout", "/me", "/api/v1/listing")


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    return open_shop(runtime)


@contextmanager
def jumped(by: timedelta) -> Iterator[None]:
    with time_machine.travel(clock.now() + by, tick=True):
        yield


def available(runtime: Runtime, shop: OpenShop) -> int:
    variant_id = shop.ids[shop.phone]
    with runtime.database.reader() as session:
        return inventory.availability_of(session, [variant_id])[variant_id].available


def require_pages(client: FlaskClient) -> None:
    """Whoever was somebody still is, and sees what there is."""
    answers = {page: client.get(page, headers=HTML).status_code for page in PAGES}
    assert set(answers.values()) <= {200, 303}, answers


@pytest.mark.parametrize("by", [-HOUR, HOUR], ids=["back", "ahead"])
def test_shopping_goes_on_when_the_clock_jumps_and_returns(
    client: FlaskClient, shop: OpenShop, runtime: Runtime, by: timedelta
) -> None:
    with runtime.database.transaction() as session:  # a price of just now, which the past does not know
        for variant_id in shop.ids.values():
            pricing.set_price(session, variant_id, 90_000, at=clock.now(), actor=ACTOR, reason="list")
    put(client, shop.phone)
    with jumped(by):
        require_pages(client)
        assert put(client, shop.phone).status_code == 200
        assert buy(client).status_code == 303, "the cart is still this browser's"
        worker.run_once(runtime)
    require_pages(client)
    assert put(client, shop.buds).status_code == 200
    assert buy(client).status_code == 303
    worker.run_once(runtime)
    assert available(runtime, shop) == 8
    assert {order.status for order in shop.orders()} == {OrderStatus.placed}
    assert shop.books() == []


def test_what_is_held_for_money_is_given_back_once_whatever_the_clock_does(
    client: FlaskClient, shop: OpenShop, runtime: Runtime
) -> None:
    put(client, shop.phone, 2)
    page = buy(client, payment="card").location
    with jumped(-HOUR):
        require_pages(client)
        assert client.get(page, headers=HTML).status_code == 200
        worker.run_once(runtime)
        assert available(runtime, shop) == 8, "its time is not over, however long it seems now"
    with jumped(HOUR):
        worker.run_once(runtime)
        assert available(runtime, shop) == 10
    worker.run_once(runtime)
    require_pages(client)
    assert available(runtime, shop) == 10
    assert [order.status for order in shop.orders()] == [OrderStatus.expired]
    assert shop.books() == []


def test_money_that_comes_while_the_clock_is_wrong_is_booked_once(
    client: FlaskClient, shop: OpenShop, runtime: Runtime
) -> None:
    put(client, shop.phone)
    page = buy(client, payment="sbp").location
    client.get(page, headers=HTML)
    bank = runtime.payments["sbp"]
    assert isinstance(bank, Sandbox)
    ref = next(path.stem for path in bank.folder.iterdir() if path.stem.startswith("sb-"))
    with jumped(-HOUR):
        bank.pay(ref)
        assert client.get(f"{page}/return", headers=HTML).status_code == 303
    client.get(f"{page}/return", headers=HTML)
    worker.run_once(runtime)
    (order,) = shop.orders()
    assert order.paid_kopecks == order.total_kopecks
    assert shop.books() == []


def test_a_price_set_while_the_clock_was_ahead_can_be_set_anew(runtime: Runtime, shop: OpenShop) -> None:
    variant_id = shop.ids[shop.phone]
    for by, kopecks in ((HOUR, 80_000), (timedelta(0), 70_000), (-HOUR, 60_000)):
        with jumped(by), runtime.database.transaction() as session:
            pricing.set_price(session, variant_id, kopecks, at=clock.now(), actor=ACTOR, reason="list")
    with runtime.database.reader() as session:
        for hours in range(-2, 3):
            offers = pricing.offers_of(session, [variant_id], clock.now() + hours * HOUR)
            assert all(offer.price.minor > 0 for offer in offers.values())
    assert shop.books() == []
