"""The arithmetic of returns: deadlines by the shop's clock, and money that adds up to the kopeck."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from technomart.domain.aftersales import ReturnKind, ReturnReason, ReturnStatus, Terms, WayBack, rules
from technomart.domain.orders.rules import worth

TERMS = Terms(fetch_kopecks=30_000)
EVENING = datetime(2026, 11, 20, 20, 30, tzinfo=UTC)
"""23:30 of the 20th in Moscow."""


def test_a_withdrawal_ends_with_the_seventh_day_after_the_hand_over() -> None:
    last = rules.deadline(ReturnKind.withdrawal, EVENING, TERMS)
    assert last == datetime(2026, 11, 27, 20, 59, 59, tzinfo=UTC)
    after_midnight = EVENING.replace(hour=21, minute=30)
    assert rules.deadline(ReturnKind.withdrawal, after_midnight, TERMS).day == 28


def test_a_fault_may_be_told_for_fifteen_days_and_longer_under_the_warranty() -> None:
    assert rules.deadline(ReturnKind.defect, EVENING, TERMS) == datetime(2026, 12, 5, 20, 59, 59, tzinfo=UTC)
    later = datetime(2027, 6, 1, tzinfo=UTC)
    assert rules.may_ask(ReturnKind.defect, 12, EVENING, at=later, terms=TERMS)
    assert not rules.may_ask(ReturnKind.defect, 6, EVENING, at=later, terms=TERMS)
    assert not rules.may_ask(ReturnKind.withdrawal, 12, EVENING, at=later, terms=TERMS)


def test_a_warranty_that_would_end_on_a_day_that_is_not_there_ends_with_the_month() -> None:
    january = datetime(2026, 1, 31, 9, tzinfo=UTC)
    assert rules.warranty_until(1, january, TERMS) == datetime(2026, 2, 28, 20, 59, 59, tzinfo=UTC)
    assert rules.warranty_until(24, january, TERMS).year == 2028


def test_money_is_owed_within_ten_days() -> None:
    assert rules.money_before(EVENING, TERMS) == datetime(2026, 11, 30, 20, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "is_examined", "last"),
    [
        (ReturnKind.defect, False, datetime(2026, 11, 27, tzinfo=UTC)),
        (ReturnKind.defect, True, datetime(2026, 12, 10, tzinfo=UTC)),
        (ReturnKind.withdrawal, False, datetime(2026, 11, 30, tzinfo=UTC)),
    ],
)
def test_faulty_goods_are_exchanged_within_seven_days_or_twenty(
    kind: ReturnKind, is_examined: bool, last: datetime
) -> None:
    before = rules.exchange_before(kind, EVENING, is_examined=is_examined, terms=TERMS)
    assert before == last.replace(hour=20, minute=59, second=59)


def test_every_reason_has_its_ground_and_every_state_its_moves() -> None:
    assert set(rules.KIND_OF) == set(ReturnReason)
    assert set(rules.RETURN_MOVES) == set(ReturnStatus)
    assert not any(rules.may_move(state, state) for state in ReturnStatus)


@given(st.integers(0, 10**9), st.integers(1, 50), st.data())
def test_pieces_given_back_one_by_one_make_the_line(charged: int, quantity: int, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, quantity), max_size=6)))
    steps = [0, *cuts, quantity]
    parts = [worth(charged, quantity, before, after - before) for before, after in pairwise(steps)]
    assert sum(parts) == charged
    assert min(parts) >= 0


@given(st.integers(0, 10**9), st.lists(st.integers(-5, 10**9), max_size=5))
def test_no_payment_gives_more_than_it_has(due: int, left: list[int]) -> None:
    parts = rules.portions(due, left)
    assert sum(parts) == min(due, sum(max(0, one) for one in left))
    assert all(0 <= part <= max(0, one) for part, one in zip(parts, left, strict=True))


@pytest.mark.parametrize(
    ("kind", "way", "is_all", "home"),
    [
        ("withdrawal", "shop", False, 100_000),
        ("withdrawal", "shop", True, 149_000),
        ("withdrawal", "courier", True, 119_000),
        ("defect", "courier", True, 149_000),
        ("defect", "post", False, 100_000),
    ],
)
def test_delivery_goes_home_with_the_last_piece_and_only_a_change_of_mind_pays_the_courier(
    kind: str, way: str, is_all: bool, home: int
) -> None:
    money = rules.money_back(
        ReturnKind(kind), WayBack(way), [60_000, 40_000], delivery=49_000, is_all=is_all, terms=TERMS
    )
    assert money.total == home


def test_fetching_never_costs_more_than_the_goods() -> None:
    money = rules.money_back(ReturnKind.withdrawal, WayBack.courier, [10_000], delivery=0, is_all=False, terms=TERMS)
    assert (money.kept, money.total) == (10_000, 0)
