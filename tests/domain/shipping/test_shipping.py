"""Delivery: what it costs, the days it is promised for, and the courier's visits that are promised."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import shipping
from technomart.domain.shipping import Hours, Method, NotASlot, Parcel, ShippingMethod, SlotTaken, Zone
from technomart.foundation.faults import Faults
from tests.factories.buying import ways_of_delivery

MOSCOW = ZoneInfo("Europe/Moscow")
COURIER = Method("courier", "courier", "Курьер", "", 49_000, 5_000_000, 1, 2)
PICKUP = Method("pickup", "pickup", "Самовывоз", "", 0, None, 1, 3)
HOURS = Hours.of("10:00", "22:00")


def moscow(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@pytest.mark.parametrize(("goods", "fee"), [(0, 49_000), (4_999_999, 49_000), (5_000_000, 0), (5_000_001, 0)])
def test_the_courier_is_free_from_a_sum(goods: int, fee: int) -> None:
    assert shipping.fee_of(COURIER, Parcel(goods)) == fee


@pytest.mark.parametrize(
    ("ordered", "since", "until"),
    [
        (moscow(23, 17, 59), moscow(24, 10), moscow(25, 22)),
        (moscow(23, 18, 0), moscow(25, 10), moscow(26, 22)),
        (moscow(30, 23, 30), datetime(2026, 12, 2, 10, tzinfo=MOSCOW), datetime(2026, 12, 3, 22, tzinfo=MOSCOW)),
    ],
)
def test_what_is_ordered_after_six_leaves_a_day_later(ordered: datetime, since: datetime, until: datetime) -> None:
    promise = shipping.promise(COURIER, ordered.astimezone(UTC))
    assert (promise.since, promise.until) == (since, until)


@pytest.mark.parametrize(
    ("ordered", "since"),
    [
        (moscow(23, 12, 0), moscow(23, 13, 0)),
        (moscow(23, 12, 7), moscow(23, 13, 15)),
        (moscow(23, 8, 0), moscow(23, 11, 0)),
        (moscow(23, 21, 0), moscow(23, 22, 0)),
        (moscow(23, 21, 30), moscow(24, 11, 0)),
    ],
)
def test_what_lies_in_the_shop_can_be_fetched_in_an_hour_of_its_day(ordered: datetime, since: datetime) -> None:
    promise = shipping.promise(PICKUP, ordered.astimezone(UTC), hours=HOURS, has_everything=True)
    assert promise.since == since
    assert promise.until == since.replace(hour=22, minute=0)


def test_a_zone_farther_away_takes_its_days_more() -> None:
    promise = shipping.promise(COURIER, moscow(23, 12).astimezone(UTC), zone=Zone("far", "Далеко", (), (), 1, 3))
    assert (promise.since, promise.until) == (moscow(25, 10), moscow(28, 22))


def test_what_does_not_lie_in_the_shop_is_brought_there(session: Session) -> None:
    promise = shipping.promise(PICKUP, moscow(23, 12).astimezone(UTC), hours=HOURS, has_everything=False)
    assert (promise.since, promise.until) == (moscow(24, 10), moscow(26, 22))


def test_ways_have_their_names_in_both_languages(session: Session) -> None:
    ways_of_delivery(session)
    assert [method.name for method in shipping.methods(session)] == ["Самовывоз", "Курьер"]
    assert [method.name for method in shipping.methods(session, "en")] == ["Pick-up", "Courier"]
    with pytest.raises(shipping.UnknownMethod):
        shipping.get_method(session, "teleport")


def a_courier_with_times(session: Session, *, capacity: int = 2) -> Method:
    """From ten to noon and from noon to two, so many visits each."""
    ways_of_delivery(session)
    courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
    shipping.add_window(session, courier, starts="10:00", ends="12:00", capacity=capacity)
    shipping.add_window(session, courier, starts="12:00", ends="14:00", capacity=capacity)
    return shipping.get_method(session, "courier")


@pytest.mark.parametrize(("ordered", "first"), [(moscow(24, 17, 59), 25), (moscow(24, 18), 26)])
def test_times_are_offered_for_a_week_from_the_first_day_the_goods_can_come(
    session: Session, ordered: datetime, first: int
) -> None:
    slots = shipping.slots_of(session, a_courier_with_times(session), ordered)
    assert len(slots) == 14
    assert (slots[0].code, slots[-1].code) == (f"2026-11-{first}T10:00", f"2026-12-{first + 6 - 30:02}T12:00")
    assert slots[0].promise.since.astimezone(MOSCOW) == moscow(first, 10)


def test_a_way_without_windows_offers_no_times(session: Session) -> None:
    ways_of_delivery(session)
    assert shipping.slots_of(session, shipping.get_method(session, "courier"), moscow(24, 12)) == []


def test_no_more_visits_are_promised_than_can_be_made(session: Session) -> None:
    courier, at = a_courier_with_times(session), moscow(24, 12)
    morning = shipping.slots_of(session, courier, at)[0]
    first = shipping.book(session, morning, faults=Faults())
    assert shipping.book(session, morning, faults=Faults()) == first
    with pytest.raises(SlotTaken):
        shipping.book(session, morning, faults=Faults())
    seen = shipping.slots_of(session, courier, at)
    assert [slot.left for slot in seen[:3]] == [0, 2, 2]
    with pytest.raises(SlotTaken):
        shipping.choose(seen, morning.code)
    shipping.give_back(session, first)
    assert shipping.choose(shipping.slots_of(session, courier, at), morning.code).left == 1


@pytest.mark.parametrize("code", ["", "2026-11-24T10:00", "2026-11-25T11:00", "2027-11-25T10:00", "х", "2026-11-25"])
def test_only_times_that_are_offered_can_be_chosen(session: Session, code: str) -> None:
    slots = shipping.slots_of(session, a_courier_with_times(session), moscow(24, 12))
    with pytest.raises(NotASlot):
        shipping.choose(slots, code)
