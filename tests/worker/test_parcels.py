"""The back room and a carrier on its bad days: a parcel is handed in once, followed to its end, lost by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from technomart import carriers, worker
from technomart.adapters.carrier_cdek import Cdek
from technomart.cli import shipping as command
from technomart.cli.invariants import violations
from technomart.domain import checkout, fulfilment, orders, shipping
from technomart.domain.fulfilment import Parcel, ParcelState
from technomart.domain.orders import Attention, FulfilmentStatus, Order
from technomart.domain.shipping import CarrierPoint, TariffWish
from technomart.foundation import clock, jobs
from technomart.runtime import Runtime
from tests.factories.buying import an_open_shop, goods_on_sale
from tests.factories.carrying import a_carried_order
from tests.simulators.cdek import Simulator, running
from tests.worker.conftest import let_leases_run_out

pytestmark = pytest.mark.one_database

WHO = "staff: olga@example.ru"
PETERSBURG = 137


@pytest.fixture(autouse=True)
def one_try_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is not tried again within the same round, however slow the machine is."""
    monkeypatch.setattr(jobs, "RETRY_SECONDS", [3600] * len(jobs.RETRY_SECONDS))


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with running() as simulator:
        yield simulator


@pytest.fixture
def sim(simulator: Simulator) -> Simulator:
    simulator.reset()
    simulator.books.looks_before_checked = 0
    return simulator


@pytest.fixture
def shop(runtime: Runtime, sim: Simulator) -> Runtime:
    cdek = Cdek(
        client_id=sim.client_id,
        client_secret=sim.client_secret,
        api_url=sim.api_url,
        shipment_point="MSK1",
        connect_timeout=5.0,
        read_timeout=5.0,
    )
    return replace(runtime, carriers={cdek.code: cdek})


@pytest.fixture
def order_id(shop: Runtime) -> int:
    """An order whose parcel staff have just handed in."""
    with shop.database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=5)
        order, _ = a_carried_order(session, phone)
        fulfilment.hand_to_carrier(session, order.id, actor=WHO)
    return order.id


def work(shop: Runtime) -> None:
    """As if time had passed: whatever waits is done."""
    let_leases_run_out(shop)
    with shop.database.transaction() as session:
        session.execute(update(Parcel).where(Parcel.ask_at.is_not(None)).values(ask_at=clock.now()))
    worker.run_once(shop)
    for parcel_id in due(shop):
        carriers.look(shop, parcel_id)


def due(shop: Runtime) -> list[int]:
    with shop.database.transaction() as session:
        session.execute(update(Parcel).where(Parcel.ask_at.is_not(None)).values(ask_at=clock.now()))
        return fulfilment.due_parcels(session, clock.now(), most=5)


def state_of(shop: Runtime, order_id: int) -> tuple[Order, Parcel]:
    with shop.database.reader() as session:
        parcel = fulfilment.find_parcel(session, order_id)
        assert parcel is not None
        assert violations(session) == []
        return orders.get_order_by_id(session, order_id), parcel


def test_a_parcel_goes_all_the_way(shop: Runtime, sim: Simulator, order_id: int) -> None:
    work(shop)
    order, parcel = state_of(shop, order_id)
    assert (parcel.state, bool(parcel.carrier_number)) == (ParcelState.accepted, True)
    sim.books.advance(sim.order(order.number))
    work(shop)
    order, parcel = state_of(shop, order_id)
    assert (parcel.state, order.fulfilment_status) == (ParcelState.on_the_way, FulfilmentStatus.shipped)
    sim.books.advance(sim.order(order.number), "DELIVERED")
    work(shop)
    order, parcel = state_of(shop, order_id)
    assert (parcel.state, order.fulfilment_status) == (ParcelState.delivered, FulfilmentStatus.delivered)
    assert due(shop) == []


@pytest.mark.parametrize("fault", ["reset_after", "500_after", "garbage"])
def test_a_parcel_whose_answer_was_lost_is_found_and_not_sent_again(
    shop: Runtime, sim: Simulator, order_id: int, fault: str
) -> None:
    sim.faults.add("POST /orders", fault)
    worker.run_once(shop)
    assert state_of(shop, order_id)[1].state is ParcelState.draft
    work(shop)
    assert state_of(shop, order_id)[1].state is ParcelState.accepted
    assert sim.count("POST /orders") == 1


def test_a_carrier_that_is_away_keeps_nothing_but_its_parcel_waiting(
    shop: Runtime, sim: Simulator, order_id: int
) -> None:
    sim.faults.add("* /orders*", "503", times=9)
    worker.run_once(shop)
    assert state_of(shop, order_id)[1].state is ParcelState.draft
    sim.faults.clear()
    work(shop)
    assert state_of(shop, order_id)[1].state is ParcelState.accepted


def test_a_parcel_that_is_found_invalid_is_put_to_staff_in_the_carriers_words(
    shop: Runtime, sim: Simulator, order_id: int
) -> None:
    sim.books.refuses = "Превышен вес"
    work(shop)
    order, parcel = state_of(shop, order_id)
    assert (parcel.state, parcel.words) == (ParcelState.refused, "Превышен вес")
    assert order.attention is Attention.parcel_refused
    sim.books.refuses = ""
    with shop.database.transaction() as session:
        fulfilment.hand_to_carrier(session, order_id, actor=WHO)
    work(shop)
    assert state_of(shop, order_id)[1].state is ParcelState.accepted
    assert sim.order(f"{order.number}-2").state == "SUCCESSFUL"


def test_an_order_called_off_takes_its_parcel_back_from_the_carrier(
    shop: Runtime, sim: Simulator, order_id: int
) -> None:
    work(shop)
    with shop.database.transaction() as session:
        order = checkout.cancel_order(session, order_id, actor="shopper", reason="changed_mind")
    work(shop)
    assert state_of(shop, order_id)[1].state is ParcelState.cancelled
    assert sim.order(order.number).statuses[0]["code"] == "REMOVED"


def test_a_parcel_the_carrier_does_not_let_go_is_put_to_staff(shop: Runtime, sim: Simulator, order_id: int) -> None:
    work(shop)
    with shop.database.transaction() as session:
        order = checkout.cancel_order(session, order_id, actor="shopper", reason="changed_mind")
    sim.books.advance(sim.order(order.number))
    worker.run_once(shop)
    assert state_of(shop, order_id)[0].attention is Attention.parcel_astray


def points(shop: Runtime) -> int:
    with shop.database.reader() as session:
        return len(session.scalars(select(CarrierPoint.id)).all())


def test_the_points_are_read_at_night_and_a_list_that_cannot_be_true_leaves_the_old_ones(
    shop: Runtime, sim: Simulator, capsys: pytest.CaptureFixture[str]
) -> None:
    worker.run_once(shop)
    before = len(sim.books.points)
    assert points(shop) == before
    sim.books.points = sim.books.points[:10]
    assert command.refresh(shop) == 1
    sim.faults.add("GET /deliverypoints", "500", times=2)
    assert command.refresh(shop) == 1
    assert points(shop) == before
    sim.reset()
    sim.books.points = sim.books.points[3:]
    assert command.refresh(shop) == 0
    assert points(shop) == before - 3
    assert "10 points after 51" in capsys.readouterr().out


def test_tariffs_a_page_could_not_wait_for_are_asked_for_by_the_back_room(shop: Runtime) -> None:
    with shop.database.transaction() as session:
        shipping.want_tariffs(session, TariffWish("cdek", PETERSBURG, 2000), clock.now())
        shipping.want_tariffs(session, TariffWish("cdek", PETERSBURG, 2000), clock.now())
    worker.run_once(shop)
    with shop.database.reader() as session:
        fees = shipping.carrier_fees(session, TariffWish("cdek", PETERSBURG, 2000))
    assert [(fee.to_point, fee.fee_kopecks) for fee in fees] == [(False, 51_000), (True, 36_000)]


def test_a_shop_without_carriers_asks_nobody(runtime: Runtime, capsys: pytest.CaptureFixture[str]) -> None:
    worker.run_once(runtime)
    assert command.refresh(runtime) == 1
    assert "docs/delivery-carriers.md" in capsys.readouterr().out
