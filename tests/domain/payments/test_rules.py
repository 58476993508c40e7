"""The arithmetic of money on its way: receipts add up, deadlines are right, only our own payment is believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from technomart.domain import checkout, payments
from technomart.domain.payments import ReceiptDraft, ReceiptMode, rules
from technomart.domain.payments.rules import Sold

AT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
SOLD = st.builds(
    Sold,
    name=st.text(min_size=1, max_size=200),
    quantity=st.integers(1, 99),
    gross_kopecks=st.integers(0, 10_000_000),
    vat_basis_points=st.sampled_from([0, 1000, 2200]),
    is_service=st.booleans(),
)


def total(items: object) -> int:
    return sum(item.price.minor * item.quantity for item in items)  # type: ignore[attr-defined]


@given(st.lists(SOLD, min_size=1, max_size=12), st.integers(0, 100))
def test_a_receipt_is_the_money_it_is_for_to_the_kopeck(sold: list[Sold], percent: int) -> None:
    gross = sum(one.gross_kopecks for one in sold)
    charged = gross - gross * percent // 100
    items = rules.items_of(sold, charged)
    assert total(items) == charged
    assert all(item.price.minor > 0 and item.quantity > 0 and len(item.description) <= 128 for item in items)


@given(st.lists(SOLD, min_size=1, max_size=12), st.integers(1, 10_000_000))
def test_a_part_of_a_receipt_is_that_part_to_the_kopeck(sold: list[Sold], part: int) -> None:
    gross = sum(one.gross_kopecks for one in sold)
    if gross == 0:
        return
    items = rules.items_of(sold, gross)
    wanted = min(part, gross)
    shared = rules.share_of(items, wanted)
    assert total(shared) == wanted
    kept = ReceiptDraft(email="a@b.ru", mode=ReceiptMode.full_payment, items=shared)
    assert rules.read(rules.written(kept), "a@b.ru") == kept


def test_an_odd_kopeck_is_taken_by_one_piece() -> None:
    sold = [Sold(name="Кабель", quantity=3, gross_kopecks=1000, vat_basis_points=2200)]
    assert [(item.quantity, item.price.minor) for item in rules.items_of(sold, 1000)] == [(2, 333), (1, 334)]


@pytest.mark.parametrize(
    ("method", "at", "until"),
    [
        ("card", AT, AT + timedelta(minutes=30)),
        ("sbp", AT, AT + timedelta(hours=1)),
        ("on_delivery_cash", AT, None),
        ("invoice", datetime(2026, 11, 26, 9, tzinfo=UTC), datetime(2026, 12, 1, 20, 59, tzinfo=UTC)),
        ("invoice", datetime(2026, 11, 28, 9, tzinfo=UTC), datetime(2026, 12, 2, 20, 59, tzinfo=UTC)),
        ("invoice", datetime(2026, 11, 25, 22, tzinfo=UTC), datetime(2026, 12, 1, 20, 59, tzinfo=UTC)),
    ],
)
def test_until_when_an_order_must_be_paid(method: str, at: datetime, until: datetime | None) -> None:
    """The invoice: three working days by the shop's clock, to the end of the last one (23:59 in Moscow)."""
    assert payments.pay_before(payments.METHODS[method], at) == until


def test_the_provider_is_asked_often_at_first_and_then_more_seldom() -> None:
    rests = [
        rules.next_look(AT, AT + timedelta(minutes=age)) - AT - timedelta(minutes=age) for age in (0, 5, 60, 600)
    ]
    assert rests == sorted(rests)
    assert rests[0] <= timedelta(seconds=15)
    assert rests[-1] <= timedelta(hours=1)


def test_what_can_be_asked_for_is_what_the_shop_knows() -> None:
    assert set(checkout.PAYMENT_METHODS) <= set(payments.METHODS)
    assert set(payments.ON_DELIVERY) <= set(checkout.PAYMENT_METHODS)
