"""The arithmetic of prices: totals add up to the kopeck, old prices are honest (docs/pricing.md)."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from technomart.domain.pricing import QuoteLine, Term, charged_steps, honest_was, in_force, quote, vat_contained

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)

amounts = st.integers(1, 10**9)
quote_lines = st.lists(st.builds(QuoteLine, amounts, st.integers(1, 999)), max_size=20)
moments = st.integers(-60, 60).map(lambda days: NOON + days * DAY)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    since = draw(moments)
    until = draw(st.one_of(st.none(), st.integers(1, 60).map(lambda days: since + days * DAY)))
    return Term(draw(st.integers(1, 50)), since, until, is_reduced=draw(st.booleans()))


@given(quote_lines, st.lists(st.integers(0, 10**6), max_size=3), st.sampled_from([0, 700, 1000, 2000, 2200]))
def test_lines_and_fees_make_the_total(lines: list[QuoteLine], fees: list[int], vat: int) -> None:
    priced = quote(lines, fees, vat)
    assert priced.total_kopecks == sum(line.price_kopecks * line.quantity for line in lines) + sum(fees)
    assert priced.total_kopecks == priced.goods_kopecks + priced.fees_kopecks
    assert priced.vat_kopecks == sum(part.vat_kopecks for part in (*priced.lines, *priced.fees))


@given(quote_lines, st.randoms())
def test_the_order_of_lines_changes_nothing(lines: list[QuoteLine], chance: object) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = quote(lines, [], 2200), quote(shuffled, [], 2200)
    assert (one.total_kopecks, one.vat_kopecks) == (other.total_kopecks, other.vat_kopecks)


@given(st.integers(0, 10**13), st.integers(0, 9999))
def test_vat_is_within_half_a_kopeck_of_the_exact_share(gross: int, rate: int) -> None:
    vat = vat_contained(gross, rate)
    assert 0 <= vat <= gross
    assert abs(vat - Fraction(gross * rate, 10_000 + rate)) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("gross", "expected"), [(12_200, 2_200), (100, 18), (1, 0), (3, 1), (0, 0), (7_299_000, 1_316_213)]
)
def test_vat_of_22_per_cent_is_taken_out_of_the_gross_sum(gross: int, expected: int) -> None:
    assert vat_contained(gross, 2200) == expected


@given(st.lists(terms(), max_size=6), moments)
def test_a_struck_out_price_was_really_the_lowest_charged_before(held: list[Term], moment: datetime) -> None:
    was = honest_was(held, moment)
    if was is None:
        return
    present = in_force(held, moment)
    assert present is not None
    assert present.is_reduced
    assert was > present.amount
    charged = []
    for hours in range(30 * 24):
        then = in_force(held, present.since - timedelta(hours=hours + 1))
        if then is not None:
            charged.append(then.amount)
    assert was == min(charged)


@given(st.lists(terms(), max_size=6), moments, st.integers(0, 100))
def test_the_steps_say_what_is_charged_at_every_moment(held: list[Term], start: datetime, days: int) -> None:
    steps = charged_steps(held, start)
    moment = start + days * DAY
    present = in_force(held, moment)
    if present is not None:
        assert [amount for at, amount in steps if at <= moment][-1] == present.amount
    assert steps == sorted(steps)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param([Term(100, NOON - 60 * DAY), Term(80, NOON, NOON + DAY, is_reduced=True)], 100, id="plain"),
        pytest.param(
            [
                Term(100, NOON - 60 * DAY, NOON - DAY),
                Term(200, NOON - DAY),
                Term(90, NOON, NOON + DAY, is_reduced=True),
            ],
            100,
            id="raised for a day before the sale",
        ),
        pytest.param(
            [
                Term(100, NOON - 60 * DAY),
                Term(70, NOON - 10 * DAY, NOON - 5 * DAY, is_reduced=True),
                Term(80, NOON, NOON + DAY, is_reduced=True),
            ],
            None,
            id="cheaper a week ago",
        ),
        pytest.param(
            [
                Term(100, NOON - 60 * DAY),
                Term(90, NOON - 10 * DAY, NOON, is_reduced=True),
                Term(80, NOON, NOON + DAY, is_reduced=True),
            ],
            90,
            id="second reduction after the first",
        ),
        pytest.param([Term(80, NOON, NOON + DAY, is_reduced=True)], None, id="never sold before"),
        pytest.param(
            [Term(100, NOON - 60 * DAY, NOON), Term(80, NOON)], None, id="a lower list price is no reduction"
        ),
        pytest.param(
            [Term(100, NOON - 60 * DAY), Term(80, NOON - 2 * DAY, NOON, is_reduced=True)], None, id="over at noon"
        ),
    ],
)
def test_what_may_be_struck_out(held: list[Term], expected: int | None) -> None:
    assert honest_was(held, NOON) == expected
