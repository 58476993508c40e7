"""Ways, zones and services changed by the shop's people: written into the audit, refused where they make no sense."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from technomart.domain import shipping
from technomart.domain.shipping import (
    CityTwice,
    DaysOutOfOrder,
    LastZone,
    NotAPrefix,
    Rate,
    RatesMissing,
    RatesOutOfOrder,
    ServiceKind,
    ShippingMethod,
    SlotTaken,
    UnknownMethod,
    UnknownZone,
    WindowTerms,
    ZoneTerms,
)
from technomart.foundation import clock
from technomart.foundation.audit import AuditEntry
from technomart.foundation.changes import Change, ChangeKind
from technomart.foundation.faults import NO_FAULTS
from tests.factories.buying import ACTOR, ways_of_delivery

TERMS = ZoneTerms(
    name="Область", name_en="Oblast", cities=("Химки", "Khimki"), postal_codes=("14",), days_from=1, days_to=2
)


@pytest.fixture(autouse=True)
def courier(session: Session) -> ShippingMethod:
    ways_of_delivery(session)
    method = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
    shipping.add_zone(session, method, code="moscow", name="Москва", cities=["Москва"], postal_codes=["11"])
    shipping.add_zone(session, method, code="oblast", name="Область", cities=["Тверь"])
    return method


def test_a_changed_zone_holds_at_once_and_is_written_down(session: Session) -> None:
    session.execute(delete(Change))
    shipping.change_zone(session, "courier", "oblast", TERMS, [Rate(None, 5_000, 700, 90_000)], actor=ACTOR)
    assert shipping.zone_terms(session, "courier", "oblast") == replace(
        TERMS,
        cities=list(TERMS.cities),
        postal_codes=list(TERMS.postal_codes),  # type: ignore[arg-type]
    )
    assert shipping.get_method(session, "courier").rates == (Rate("oblast", 5_000, 700, 90_000),)
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.subject, entry.actor) == ("delivery.change", "zone courier/oblast", ACTOR)
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["cities"], entry.after["rates"]) == (["Тверь"], [[5_000, 700, 90_000]])
    assert set(session.scalars(select(Change.kind))) == {ChangeKind.vocabulary}, "kept pages are made anew"


@pytest.mark.parametrize(
    ("terms", "rates", "refusal"),
    [
        (replace(TERMS, cities=("г. МОСКВА",)), [Rate(None, None, 1)], CityTwice),
        (replace(TERMS, postal_codes=("11",)), [Rate(None, None, 1)], NotAPrefix),
        (replace(TERMS, postal_codes=("12a",)), [Rate(None, None, 1)], NotAPrefix),
        (replace(TERMS, days_from=3), [Rate(None, None, 1)], DaysOutOfOrder),
        (TERMS, [Rate(None, 1, 2), Rate(None, 2, 1)], RatesOutOfOrder),
    ],
)
def test_what_makes_no_sense_is_refused(
    session: Session, terms: ZoneTerms, rates: list[Rate], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal), session.begin_nested():
        shipping.change_zone(session, "courier", "oblast", terms, rates, actor=ACTOR)
    assert shipping.zone_terms(session, "courier", "oblast").cities == ["Тверь"]
    assert session.scalars(select(AuditEntry)).all() == []


def test_a_way_is_taken_off_the_offer_and_put_back(session: Session) -> None:
    terms = shipping.way_terms(session, "courier")
    shipping.change_way(session, "courier", replace(terms, is_offered=False, name="Гонец"), actor=ACTOR)
    assert [way.code for way in shipping.methods(session)] == ["pickup"]
    assert [way.name for way in shipping.all_methods(session)] == ["Самовывоз", "Гонец"]
    shipping.change_way(session, "courier", terms, actor=ACTOR)
    assert len(shipping.methods(session)) == 2
    with pytest.raises(UnknownMethod):
        shipping.change_way(session, "teleport", terms, actor=ACTOR)
    with pytest.raises(UnknownZone):
        shipping.change_zone(session, "courier", "mars", TERMS, [Rate(None, None, 1)], actor=ACTOR)


def test_a_service_changes_its_rates_and_its_offer(session: Session) -> None:
    shipping.add_service(session, code="lift", kind=ServiceKind.lifting, name="Лифт", rates=[Rate(None, 9_000, 100)])
    shipping.change_service(session, "lift", [Rate(None, None, 300)], is_offered=False, actor=ACTOR)
    assert shipping.services(session) == []
    changed = shipping.get_any_service(session, "lift")
    assert (changed.rates, changed.is_offered) == ((Rate(None, None, 300),), False)


def test_promised_visits_outlive_the_time_they_were_promised_in(session: Session, courier: ShippingMethod) -> None:
    shipping.add_window(session, courier, starts="10:00", ends="12:00", capacity=3)
    shipping.add_window(session, courier, starts="12:00", ends="14:00", capacity=3)
    terms, way = shipping.way_terms(session, "courier"), shipping.get_method(session, "courier")
    morning, noon = shipping.slots_of(session, way, clock.now())[:2]
    for slot in (morning, morning, noon):
        shipping.book(session, slot, faults=NO_FAULTS)
    later = [WindowTerms("12:00", "15:00", 1), WindowTerms("18:00", "20:00", 5)]
    shipping.change_way(session, "courier", terms, windows=later, actor=ACTOR)
    assert shipping.windows_of(session, "courier") == later
    offered = shipping.slots_of(session, way, clock.now())[:2]
    assert [(one.starts.hour, one.ends.hour, one.capacity, one.left) for one in offered] == [
        (12, 15, 1, 0),
        (18, 20, 5, 5),
    ]
    with pytest.raises(SlotTaken):
        shipping.book(session, morning, faults=NO_FAULTS)
    again = [WindowTerms("10:00", "12:00", 4), *later]
    shipping.change_way(session, "courier", terms, windows=again, actor=ACTOR)
    assert shipping.slots_of(session, way, clock.now())[0].left == 2
    shipping.change_way(session, "courier", terms, windows=[], actor=ACTOR)
    assert shipping.slots_of(session, way, clock.now()) == []


def test_a_way_whose_zones_have_no_rates_keeps_its_own(session: Session) -> None:
    terms = shipping.way_terms(session, "courier")
    with pytest.raises(RatesMissing):
        shipping.change_way(session, "courier", terms, rates=[], actor=ACTOR)
    shipping.change_way(session, "courier", terms, rates=[Rate(None, None, 500)], actor=ACTOR)
    assert {rate.fee_kopecks for rate in shipping.get_method(session, "courier").rates} == {500}


def test_a_way_keeps_its_last_zone(session: Session) -> None:
    shipping.close_zone(session, "courier", "oblast", actor=ACTOR)
    with pytest.raises(LastZone):
        shipping.close_zone(session, "courier", "moscow", actor=ACTOR)
    with pytest.raises(UnknownZone):
        shipping.close_zone(session, "courier", "oblast", actor=ACTOR)
    assert shipping.open_zone(session, "courier", TERMS, [Rate(None, None, 1)], actor=ACTOR) == "oblast"
