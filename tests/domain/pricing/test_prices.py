"""Prices in the database: what is charged, what is struck out, and a history that can be believed."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, true
from sqlalchemy.orm import Session

from technomart.domain import pricing
from technomart.domain.pricing.models import PriceHistory
from technomart.domain.pricing.queries import terms_of
from technomart.foundation import clock
from technomart.foundation.changes import Change, ChangeKind
from technomart.foundation.money import Money
from tests.factories.catalog import a_variant

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
BY = {"actor": "test", "reason": "list"}


def price_at(session: Session, variant_id: int, at: datetime) -> tuple[int, int | None] | None:
    offer = pricing.offers_of(session, [variant_id], at).get(variant_id)
    return None if offer is None else (offer.price.minor, offer.was.minor if offer.was else None)


def test_goods_without_a_price_are_not_for_sale(session: Session) -> None:
    variant = a_variant(session)
    pricing.set_price(session, variant.id, 5000, at=NOON, **BY)
    assert price_at(session, variant.id, NOON - DAY) is None
    assert price_at(session, variant.id, NOON) == (5000, None)


def test_a_reduction_has_its_time_and_strikes_out_the_honest_price(session: Session) -> None:
    variant = a_variant(session)
    pricing.set_price(session, variant.id, 10_000, at=NOON - 60 * DAY, **BY)
    pricing.reduce_price(session, variant.id, 8_000, valid_from=NOON, valid_to=NOON + 3 * DAY, **BY)
    assert price_at(session, variant.id, NOON - timedelta(seconds=1)) == (10_000, None)
    assert price_at(session, variant.id, NOON) == (8_000, 10_000)
    assert price_at(session, variant.id, NOON + 3 * DAY) == (10_000, None)


@pytest.mark.parametrize("amount", [10_000, 12_000])
def test_a_reduction_must_be_lower_than_the_list_price(session: Session, amount: int) -> None:
    variant = a_variant(session)
    pricing.set_price(session, variant.id, 10_000, at=NOON - DAY, **BY)
    with pytest.raises(pricing.NotAReduction):
        pricing.reduce_price(session, variant.id, amount, valid_from=NOON, valid_to=NOON + DAY, **BY)


def test_without_a_list_price_nothing_can_be_reduced(session: Session) -> None:
    variant = a_variant(session)
    with pytest.raises(pricing.NotAReduction):
        pricing.reduce_price(session, variant.id, 1, valid_from=NOON, valid_to=NOON + DAY, **BY)


@pytest.mark.parametrize("amount", [0, -1, 10**12])
def test_a_price_is_a_sane_amount(session: Session, amount: int) -> None:
    with pytest.raises(pricing.NotAnAmount):
        pricing.set_prices(session, [(a_variant(session).id, amount)], at=NOON, **BY)


def test_setting_the_same_prices_again_changes_nothing(session: Session) -> None:
    wanted = [(a_variant(session).id, 1000 + number) for number in range(5)]
    assert pricing.set_prices(session, wanted, at=NOON, **BY) == 5
    seen = session.scalars(select(Change.seq)).all()
    assert pricing.set_prices(session, wanted, at=NOON + DAY, **BY) == 0
    assert session.scalars(select(Change.seq)).all() == seen
    assert len(session.scalars(select(PriceHistory.id)).all()) == 5


def test_dated_prices_are_noted_for_the_moment_they_start_and_end(session: Session) -> None:
    variant = a_variant(session)
    now = clock.now()
    pricing.set_price(session, variant.id, 10_000, at=now - DAY, **BY)
    session.execute(Change.__table__.delete())
    pricing.reduce_price(session, variant.id, 9_000, valid_from=now + DAY, valid_to=now + 2 * DAY, **BY)
    notes = session.execute(select(Change.kind, Change.variant_id, Change.due_at).order_by(Change.due_at)).all()
    assert notes == [
        (ChangeKind.price, variant.id, now + DAY),
        (ChangeKind.price, variant.id, now + 2 * DAY),
    ]


def test_a_planned_reduction_can_be_called_off_and_the_history_says_so(session: Session) -> None:
    variant = a_variant(session)
    pricing.set_price(session, variant.id, 10_000, at=NOON - DAY, **BY)
    pricing.reduce_price(session, variant.id, 9_000, valid_from=NOON, valid_to=NOON + DAY, **BY)
    pricing.end_reduction(session, variant.id, at=NOON - timedelta(hours=1), **BY)
    assert price_at(session, variant.id, NOON) == (10_000, None)
    points = pricing.price_history_of(session, variant.id, NOON - DAY, NOON + 2 * DAY)
    assert [point.price.minor for point in points] == [10_000]


def test_the_history_begins_with_what_held_then(session: Session) -> None:
    variant = a_variant(session)
    pricing.set_price(session, variant.id, 10_000, at=NOON - 10 * DAY, **BY)
    pricing.set_price(session, variant.id, 11_000, at=NOON, **BY)
    points = pricing.price_history_of(session, variant.id, NOON - DAY, NOON + DAY)
    assert [(point.at, point.price) for point in points] == [(NOON - DAY, Money(10_000)), (NOON, Money(11_000))]


def test_the_vat_rate_changes_on_its_day(session: Session) -> None:
    assert pricing.vat_at(session, NOON) == 0
    pricing.set_vat(session, 2000, valid_from=NOON - 365 * DAY)
    pricing.set_vat(session, 2200, valid_from=NOON)
    assert [pricing.vat_at(session, at) for at in (NOON - DAY, NOON)] == [2000, 2200]


ACTS = st.lists(
    st.tuples(st.sampled_from(["set", "reduce", "end"]), st.integers(0, 40), st.integers(1, 20), st.integers(1, 15)),
    min_size=1,
    max_size=7,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_the_history_and_the_rows_say_the_same(
    session: Session, acts: list[tuple[str, int, int, int]]
) -> None:
    variant = a_variant(session)
    pricing.set_price(session, variant.id, 20, at=NOON, **BY)
    for act, day, amount, length in acts:
        at = NOON + day * DAY
        if act == "set":
            pricing.set_price(session, variant.id, amount, at=at, **BY)
        elif act == "end":
            pricing.end_reduction(session, variant.id, at=at, **BY)
        else:
            try:
                pricing.reduce_price(session, variant.id, amount, valid_from=at, valid_to=at + length * DAY, **BY)
            except pricing.NotAReduction:
                continue
    history = pricing.price_history_of(session, variant.id, NOON, NOON + 100 * DAY)
    for day in range(60):
        at = NOON + day * DAY
        charged = price_at(session, variant.id, at)
        assert charged is not None
        assert [point.price.minor for point in history if point.at <= at][-1] == charged[0]
    listed = sorted(
        (term.since, term.until)
        for term in terms_of(session, [variant.id], true())[variant.id]
        if not term.is_reduced
    )
    assert all(until == since for (_, until), (since, _) in pairwise(listed)), "list prices follow without a gap"
