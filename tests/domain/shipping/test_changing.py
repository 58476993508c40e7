"""Ways, zones and services changed by the shop's people: written into the audit, refused where they make no sense."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import shipping
from technomart.domain.shipping import (
    CityTwice,
    DaysOutOfOrder,
    NotAPrefix,
    Rate,
    RatesOutOfOrder,
    ServiceKind,
    ShippingMethod,
    UnknownMethod,
    UnknownZone,
    ZoneTerms,
)
from technomart.foundation import changes
from technomart.foundation.audit import AuditEntry
from technomart.foundation.changes import Change, ChangeKind
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
    before = changes.newest(session)
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
    noted = session.scalars(select(Change.kind).where(Change.seq > before))
    assert set(noted) == {ChangeKind.vocabulary}, "kept pages are made anew"


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
