"""Money: parts always make the whole, to the kopeck."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from technomart.foundation.money import Money, half_up, split


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_the_parts_of_a_sum_make_the_sum(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    assert sum(parts) == total
    if sum(weights):
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part * sum(weights) - total * weight) < sum(weights)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"), [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (1, 2, 1), (0, 7, 0), (7, 7, 1)]
)
def test_halves_are_rounded_away_from_zero(numerator: int, denominator: int, expected: int) -> None:
    assert half_up(numerator, denominator) == expected


def test_money_speaks_decimal_on_the_wire() -> None:
    assert Money.of("499.90").as_wire() == {"amount": "499.90", "currency": "RUB"}
    assert Money(-5).amount == "-0.05"


@pytest.mark.parametrize("wrong", ["", "1.005", "NaN", "Infinity", "1e999", "ten"])
def test_what_is_not_an_amount_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        Money.of(wrong)


def test_currencies_never_meet() -> None:
    with pytest.raises(ValueError, match="do not mix"):
        Money(1) + Money(1, "EUR")
