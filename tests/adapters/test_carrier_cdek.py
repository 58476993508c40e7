"""CDEK is asked in its own words, believed only in its own shape, and never waited for longer than promised."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from technomart.adapters.carrier_cdek import Cdek
from technomart.adapters.carrier_cdek.reading import STATES
from technomart.domain.shipping import (
    Carrier,
    CarrierAway,
    CarrierRefused,
    CarrierState,
    CarrierUnknown,
    Consignment,
    ParcelItem,
)
from technomart.foundation.money import Money
from tests.simulators.cdek import Simulator, running

MOSCOW, PETERSBURG = 44, 137
PARCEL = Consignment(
    number="TM-261126-7K3F",
    tariff_code="234",
    point_code="C1371",
    city_code=PETERSBURG,
    address="",
    recipient="Мария Соколова",
    phone="+79150001234",
    email="maria@example.ru",
    comment="",
    grams=1400,
    items=(
        ParcelItem(
            name="Наушники",
            sku="TM-1",
            quantity=2,
            price=Money(499_950),
            to_pay=Money(499_950),
            vat_basis_points=2200,
            grams=700,
        ),
    ),
    fee_to_pay=Money(0),
    fee_vat_basis_points=2200,
)


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with running() as simulator:
        yield simulator


@pytest.fixture
def sim(simulator: Simulator) -> Simulator:
    simulator.reset()
    return simulator


def asking(sim: Simulator, *, read_timeout: float = 5.0, shipment_point: str = "MSK1", secret: str = "") -> Cdek:
    return Cdek(
        client_id=sim.client_id,
        client_secret=secret or sim.client_secret,
        api_url=sim.api_url,
        shipment_point=shipment_point,
        from_address="Москва, ул. Складская, 1",
        connect_timeout=5.0 if read_timeout > 1 else 0.4,
        read_timeout=read_timeout,
        long_timeout=5.0 if read_timeout > 1 else 0.0,
    )


@pytest.fixture
def cdek(sim: Simulator) -> Carrier:
    return asking(sim)


def test_the_cheapest_usual_tariff_is_told_for_each_way(cdek: Carrier) -> None:
    point, door = sorted(cdek.tariffs(PETERSBURG, 1500), key=lambda one: not one.to_point)
    assert (point.to_point, point.code, point.fee) == (True, "234", Money(36_000))
    assert (door.to_point, door.code, door.fee) == (False, "233", Money(51_000))
    assert (point.days_from, point.days_to) == (4, 5)


def test_kopecks_of_a_tariff_are_never_lost(sim: Simulator, cdek: Carrier) -> None:
    sim.books.add_kopecks = 7
    assert {one.fee.minor % 100 for one in cdek.tariffs(PETERSBURG, 1500)} == {7}


def test_a_shop_without_a_shipment_point_is_told_tariffs_from_its_door(sim: Simulator) -> None:
    codes = {one.code for one in asking(sim, shipment_point="").tariffs(PETERSBURG, 1500)}
    assert codes == {"138", "139"}


def test_the_token_is_fetched_once_and_anew_when_it_has_ended(sim: Simulator, cdek: Carrier) -> None:
    cdek.tariffs(PETERSBURG, 500)
    cdek.tariffs(MOSCOW, 500)
    assert sim.tokens == 1
    sim.end_token()
    cdek.tariffs(MOSCOW, 500)
    assert sim.tokens == 2


def test_a_token_about_to_end_is_not_used(sim: Simulator) -> None:
    sim.expires_in = 30
    cdek = asking(sim)
    cdek.tariffs(MOSCOW, 500)
    cdek._token = (cdek._token[0], time.monotonic() - 1)
    cdek.tariffs(MOSCOW, 500)
    sim.expires_in = 3600
    assert sim.tokens == 2


def test_points_come_page_after_page_and_nonsense_is_left_out(
    sim: Simulator, cdek: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("technomart.adapters.carrier_cdek.client.PAGE", 10)
    sim.books.points.append({"code": "BAD", "location": {"city_code": 0, "city": ""}})
    sim.books.points[0]["location"]["latitude"] = 1234.5
    found = list(cdek.points())
    assert len(found) == len(sim.books.points) - 1
    assert sim.count("GET /deliverypoints") == 6
    assert (found[0].latitude, found[0].grams_most, found[0].size_most_cm) == (None, 30_000, (60, 40, 40))
    assert [one.city for one in cdek.points(PETERSBURG)] == ["Санкт-Петербург"] * 7


def test_an_order_is_taken_on_first_and_looked_through_later(sim: Simulator, cdek: Carrier) -> None:
    assert cdek.find(PARCEL.number) is None
    ref = cdek.submit(PARCEL)
    assert cdek.look(ref).state is CarrierState.checking
    seen = cdek.look(ref)
    assert (seen.state, seen.number) == (CarrierState.accepted, PARCEL.number)
    assert seen.carrier_number
    found = cdek.find(PARCEL.number)
    assert found is not None
    assert found.ref == ref
    for _ in range(4):
        sim.books.advance(sim.order(PARCEL.number))
    assert cdek.look(ref).state is CarrierState.at_point
    sim.books.advance(sim.order(PARCEL.number), "SOMETHING_NEW")
    assert cdek.look(ref).state is CarrierState.at_point
    sim.books.advance(sim.order(PARCEL.number))
    assert cdek.look(ref).state is CarrierState.delivered


def test_what_is_to_be_collected_names_its_vat_and_what_is_paid_names_none(sim: Simulator, cdek: Carrier) -> None:
    cdek.submit(replace(PARCEL, fee_to_pay=Money(36_000)))
    asked = sim.order(PARCEL.number).asked
    assert asked["packages"][0]["items"][0]["payment"] == {"value": 4999.5, "vat_rate": 22, "vat_sum": 901.55}
    assert asked["delivery_recipient_cost"] == {"value": 360, "vat_rate": 22, "vat_sum": 64.92}
    paid = replace(PARCEL, number="TM-2", items=(replace(PARCEL.items[0], to_pay=Money(0)),))
    cdek.submit(paid)
    asked = sim.order("TM-2").asked
    assert asked["packages"][0]["items"][0]["payment"] == {"value": 0}
    assert "delivery_recipient_cost" not in asked


def test_an_order_that_is_found_wrong_later_is_refused_in_the_carriers_words(sim: Simulator, cdek: Carrier) -> None:
    ref = cdek.submit(PARCEL)
    sim.books.refuses = "Пункт закрыт"
    cdek.look(ref)
    seen = cdek.look(ref)
    assert (seen.state, seen.words) == (CarrierState.refused, "Пункт закрыт")


def test_an_order_that_is_wrong_at_once_is_refused(cdek: Carrier) -> None:
    with pytest.raises(CarrierRefused, match="carrier_refused") as refusal:
        cdek.submit(replace(PARCEL, phone="8 915"))
    assert "recipient.phones" in refusal.value.reason


def test_an_order_is_called_off_until_the_carrier_has_it(sim: Simulator, cdek: Carrier) -> None:
    ref = cdek.submit(PARCEL)
    cdek.cancel(ref)
    assert cdek.look(ref).state is CarrierState.cancelled
    late = cdek.submit(replace(PARCEL, number="TM-2"))
    sim.books.check(sim.order("TM-2"))
    sim.books.advance(sim.order("TM-2"))
    with pytest.raises(CarrierRefused):
        cdek.cancel(late)


@pytest.mark.parametrize("ref", ["00000000-0000-0000-0000-000000000000", "../orders", ""])
def test_a_parcel_nobody_knows_is_unknown(cdek: Carrier, ref: str) -> None:
    with pytest.raises(CarrierUnknown):
        cdek.look(ref)


@pytest.mark.parametrize("fault", ["429", "500", "503", "garbage", "empty", "deep", "truncated", "redirect"])
def test_whatever_else_is_said_means_nothing_is_known(sim: Simulator, cdek: Carrier, fault: str) -> None:
    sim.faults.add("POST /calculator/*", fault, times=2)
    with pytest.raises(CarrierAway):
        cdek.tariffs(PETERSBURG, 500)


@pytest.mark.parametrize("where", ["POST /calculator/*", "POST /oauth/token"])
@pytest.mark.parametrize("fault", ["slow", "drip"])
def test_nobody_waits_longer_than_promised(sim: Simulator, where: str, fault: str) -> None:
    cdek = asking(sim, read_timeout=0.4)
    sim.faults.add(where, fault)
    begun = time.monotonic()
    with pytest.raises(CarrierAway):
        cdek.tariffs(PETERSBURG, 500)
    assert time.monotonic() - begun < 1.5


def test_a_cut_line_is_tried_once_more_where_that_is_harmless(sim: Simulator, cdek: Carrier) -> None:
    sim.faults.add("POST /calculator/*", "reset")
    assert cdek.tariffs(PETERSBURG, 500)
    sim.faults.add("POST /orders", "reset_after")
    with pytest.raises(CarrierAway):
        cdek.submit(PARCEL)
    assert sim.count("POST /orders") == 1
    assert cdek.find(PARCEL.number) is not None


def test_a_wrong_password_is_nobodys_refusal(sim: Simulator) -> None:
    with pytest.raises(CarrierAway):
        asking(sim, secret="wrong").tariffs(PETERSBURG, 500)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Cdek(client_id="", client_secret="x"),
        lambda: Cdek(client_id="x", client_secret="x", api_url="http://api.cdek.ru/v2"),
    ],
)
def test_half_a_login_and_an_open_line_are_refused(make: Callable[[], Cdek]) -> None:
    with pytest.raises(ValueError):
        make()


def test_the_password_is_never_shown(sim: Simulator, cdek: Carrier) -> None:
    assert sim.client_secret not in repr(cdek) + repr(vars(cdek))


def test_every_final_state_has_a_word_of_cdek() -> None:
    assert set(STATES.values()) == set(CarrierState)
