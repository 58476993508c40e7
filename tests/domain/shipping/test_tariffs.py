"""What a way costs: the zone an address lies in, the rate for what the parcel weighs and what it is worth."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import shipping
from technomart.domain.shipping import (
    Destination,
    Method,
    NobodyBringsThere,
    Parcel,
    PostalCodeMissing,
    Rate,
    RatesOutOfOrder,
    ShippingMethod,
    TooHeavy,
    Zone,
)
from technomart.domain.shipping.rules import require_in_order
from tests.factories.buying import ways_of_delivery

MOSCOW = Zone("moscow", "Москва", ("Москва", "Moscow"), ("10", "11", "12"))
BEYOND = Zone("beyond", "За МКАД", ("Зеленоград",), ("108", "1244"))
OBLAST = Zone("oblast", "Область", ("Королёв", "Химки"), ("14",), 1, 2)
COURIER = Method("courier", "courier", "Курьер", "", 49_000, 5_000_000, 1, 1, (MOSCOW, BEYOND, OBLAST))
NEAR, FAR = Zone("near", "Ближе", (), ("1",)), Zone("far", "Дальше", (), ("6",))
POST = Method("post", "post", "Почта", "", 30_000, None, 0, 0, (NEAR, FAR))

grams = st.integers(0, 400_000)
goods = st.integers(0, 10**9)
sums = st.integers(0, 10**7)
"""Kopecks."""


@st.composite
def tables(draw: st.DrawFn) -> list[Rate]:
    """Rates of one zone in order, as the shop may keep them."""
    weights = sorted(draw(st.sets(st.integers(1, 300_000), min_size=1, max_size=6)))
    fees = sorted(draw(st.lists(sums, min_size=len(weights), max_size=len(weights))))
    free = sorted(
        draw(st.lists(st.none() | sums, min_size=len(weights), max_size=len(weights))),
        key=lambda one: (one is None, one or 0),
    )
    up_to: list[int | None] = [*weights[:-1], draw(st.sampled_from([weights[-1], None]))]
    return [Rate("moscow", *row) for row in zip(up_to, fees, free, strict=True)]


@given(tables(), grams, grams, goods)
def test_what_weighs_more_never_costs_less(table: list[Rate], one: int, other: int, worth: int) -> None:
    method = replace(COURIER, rates=tuple(require_in_order(table)))
    fees = []
    for weight in sorted((one, other)):
        try:
            fees.append(shipping.fee_of(method, Parcel(worth, weight), MOSCOW))
        except TooHeavy:
            fees.append(10**9)
    assert 0 <= fees[0] <= fees[1]


@given(tables(), grams, goods, goods)
def test_dearer_goods_never_cost_more_to_bring(table: list[Rate], weight: int, one: int, other: int) -> None:
    method = replace(COURIER, rates=(*table, Rate(None, None, 10**7)))
    cheap, dear = sorted((one, other))
    try:
        fee = shipping.fee_of(method, Parcel(dear, weight), MOSCOW)
    except TooHeavy:
        return
    assert fee <= shipping.fee_of(method, Parcel(cheap, weight), MOSCOW)


@given(tables(), st.randoms())
def test_the_order_in_which_rates_are_written_does_not_matter(table: list[Rate], chance: object) -> None:
    mixed = list(table)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert require_in_order(mixed) == require_in_order(table)


@pytest.mark.parametrize(
    "rates",
    [
        [Rate(None, 1000, 500), Rate(None, 2000, 400)],
        [Rate(None, 1000, 500), Rate(None, None, 400)],
        [Rate(None, 1000, 500), Rate(None, 1000, 600)],
        [Rate(None, None, 500), Rate(None, None, 500)],
        [Rate(None, 1000, 500), Rate(None, 2000, 600, 100)],
        [Rate(None, 1000, 500, 200), Rate(None, 2000, 600, 100)],
    ],
)
def test_rates_that_fall_with_weight_are_refused(rates: list[Rate]) -> None:
    with pytest.raises(RatesOutOfOrder):
        require_in_order(rates)


@pytest.mark.parametrize(
    ("city", "postal_code", "zone"),
    [
        ("Москва", "", MOSCOW),
        ("г. МОСКВА ", "", MOSCOW),
        ("город Москва", "", MOSCOW),
        ("Moscow", "", MOSCOW),
        ("королев", "", OBLAST),
        ("Москва", "108811", BEYOND),
        ("Где-то", "124482", BEYOND),
        ("Королёв", "115093", MOSCOW),
        ("Химки", "999999", OBLAST),
        ("", "141400", OBLAST),
    ],
)
def test_an_address_lies_in_a_zone_by_its_postal_code_or_its_city(city: str, postal_code: str, zone: Zone) -> None:
    assert shipping.zone_of(COURIER, Destination(city, postal_code)) is zone


def test_the_courier_does_not_go_where_no_zone_is() -> None:
    for to in (Destination("Казань"), Destination("Казань", "420000"), Destination("Москваа"), Destination()):
        with pytest.raises(NobodyBringsThere) as refusal:
            shipping.zone_of(COURIER, to)
        assert refusal.value.details["field"] == "city"


def test_the_post_asks_for_a_postal_code_it_knows() -> None:
    assert shipping.zone_of(POST, Destination("Казань", "620000")) is FAR
    with pytest.raises(PostalCodeMissing):
        shipping.zone_of(POST, Destination("Казань"))
    with pytest.raises(NobodyBringsThere) as refusal:
        shipping.zone_of(POST, Destination("Казань", "920000"))
    assert refusal.value.details["field"] == "postal_code"


def test_a_way_without_zones_goes_anywhere_and_the_first_zone_stands_for_nowhere() -> None:
    assert shipping.zone_of(replace(COURIER, zones=()), Destination("Казань")) is None
    assert shipping.zone_of(COURIER, None) is MOSCOW


def test_a_zone_without_rates_has_those_of_any_zone() -> None:
    rates = (Rate("moscow", 5000, 100), Rate(None, 3000, 700), Rate(None, None, 900, 5000))
    method = replace(COURIER, rates=rates)
    assert shipping.fee_of(method, Parcel(0, 5000), MOSCOW) == 100
    assert shipping.fee_of(method, Parcel(0, 3001), OBLAST) == 900
    assert shipping.fee_of(method, Parcel(5000, 3001), OBLAST) == 0
    with pytest.raises(TooHeavy) as refusal:
        shipping.fee_of(method, Parcel(0, 5001), MOSCOW)
    assert refusal.value.details["most_grams"] == 5000


def test_zones_and_rates_are_kept_and_a_table_replaces_the_one_before(session: Session) -> None:
    ways_of_delivery(session)
    courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
    oblast = shipping.add_zone(
        session, courier, code="oblast", name="Область", name_en="Oblast", cities=["Химки"], days_from=1, days_to=3
    )
    shipping.set_rates(session, courier, oblast, [Rate("oblast", 5000, 100)])
    shipping.set_rates(session, courier, None, [Rate(None, 2000, 300), Rate(None, 1000, 200, 50_000)])
    shipping.set_rates(session, courier, oblast, [Rate("oblast", None, 900), Rate("oblast", 1000, 800)])
    read = shipping.get_method(session, "courier", "en")
    assert read.zones == (Zone("oblast", "Oblast", ("Химки",), (), 1, 3),)
    assert sorted(read.rates, key=lambda one: one.fee_kopecks) == [
        Rate(None, 1000, 200, 50_000),
        Rate(None, 2000, 300),
        Rate("oblast", 1000, 800),
        Rate("oblast", None, 900),
    ]
