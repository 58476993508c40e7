"""What carriers have told: weight classes, cities and points that are found, tariffs that are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy.orm import Session

from technomart.domain import shipping
from technomart.domain.shipping import HEAVIEST, Tariff, TariffWish, TooFewPoints, UnknownPoint, rules
from technomart.foundation import clock
from technomart.foundation.money import Money
from technomart.foundation.paging import Paging
from tests.factories.carrying import CDEK, MOSCOW, a_point, keep

KIROV, OTHER_KIROV = 420, 421
WISH = TariffWish(CDEK, MOSCOW, 2000)


@given(some.integers(0, HEAVIEST))
def test_every_parcel_that_is_taken_has_a_class_that_holds_it(grams: int) -> None:
    most = rules.class_of(grams)
    assert most is not None
    assert most >= grams
    assert rules.class_of(most) == most


def test_what_is_too_heavy_has_no_class() -> None:
    assert rules.class_of(HEAVIEST + 1) is None


@pytest.mark.parametrize(
    ("found", "known", "is_enough"),
    [(0, 0, False), (1, 0, True), (3, 19, True), (69, 100, False), (70, 100, True), (0, 5, False)],
)
def test_a_list_that_lost_too_much_cannot_be_true(found: int, known: int, is_enough: bool) -> None:
    assert rules.is_enough(found, known) is is_enough


def test_a_list_that_cannot_be_true_is_refused(session: Session) -> None:
    keep(session, *(a_point(f"MSK{n}") for n in range(30)))
    with pytest.raises(TooFewPoints):
        shipping.require_enough(session, CDEK, 10)
    shipping.require_enough(session, CDEK, 25)
    shipping.require_enough(session, "another", 1)


def test_points_are_written_anew_and_those_that_are_gone_forgotten(session: Session) -> None:
    keep(session, a_point("MSK1"), a_point("MSK2"))
    later = clock.now() + timedelta(days=1)
    shipping.keep_points(session, CDEK, [a_point("MSK1", address="ул. Новая, 5")], later)
    assert shipping.forget_points(session, CDEK, later, 100) == 1
    session.expire_all()
    assert shipping.get_point(session, CDEK, "MSK1").address == "ул. Новая, 5"
    with pytest.raises(UnknownPoint):
        shipping.get_point(session, CDEK, "MSK2")


def test_points_are_found_by_city_words_and_weight(session: Session) -> None:
    keep(
        session,
        a_point("MSK1", address="ул. Королёва, 5"),
        a_point("MSK2", address="Садовая ул., 7", grams_most=5000, latitude=None, longitude=None),
        a_point("MSK3", address="пр-т Мира, 1_0", grams_most=None),
        a_point("KIR1", city_code=KIROV, city="Киров", region="Калужская область"),
        a_point("KIR2", city_code=OTHER_KIROV, city="Киров", region="Кировская область"),
        a_point("KIR3", city_code=OTHER_KIROV, city="Киров", region="Кировская область"),
    )

    def codes(text: str = "", grams: int = 1000) -> list[str]:
        found, total = shipping.points_in(
            session, CDEK, MOSCOW, grams=grams, text=text, paging=Paging.asked(1, usual=20)
        )
        assert total == len(found)
        return [point.code for point in found]

    assert codes() == ["MSK3", "MSK2", "MSK1"]
    assert codes("КОРОЛЕВА") == ["MSK1"]
    assert codes("садовая двора") == ["MSK2"]
    assert codes("нет такой улицы") == []
    assert codes(grams=6000) == ["MSK3", "MSK1"]
    dots = shipping.dots_in(session, CDEK, MOSCOW, grams=1000, text="")
    assert [dot.code for dot in dots] == ["MSK3", "MSK1"]
    city = shipping.find_city(session, CDEK, "КИРОВ ")
    assert city is not None
    assert (city.code, city.region) == (OTHER_KIROV, "Кировская область")
    assert shipping.find_city(session, CDEK, "") is None
    assert shipping.find_city(session, CDEK, "Нигде") is None


def a_tariff(kopecks: int, *, to_point: bool = True) -> Tariff:
    return Tariff(to_point=to_point, code="136", fee=Money(kopecks), days_from=1, days_to=2)


def test_tariffs_are_kept_by_city_and_class_and_what_is_not_told_any_more_is_forgotten(session: Session) -> None:
    at = clock.now()
    shipping.keep_tariffs(session, WISH, [a_tariff(30_000), a_tariff(50_000, to_point=False)], at)
    shipping.keep_tariffs(session, WISH, [a_tariff(31_000)], at)
    fees = shipping.carrier_fees(session, WISH)
    assert [(fee.to_point, fee.fee_kopecks) for fee in fees] == [(True, 31_000)]
    assert (fees[0].is_fresh(at), fees[0].is_fresh(at + timedelta(hours=7))) == (True, False)
    assert (fees[0].is_good(at + timedelta(days=2)), fees[0].is_good(at + timedelta(days=4))) == (True, False)
    assert shipping.carrier_fees(session, TariffWish(CDEK, MOSCOW, 3000)) == []
    assert shipping.forget_tariffs(session, at + timedelta(seconds=1), 100) == 1
