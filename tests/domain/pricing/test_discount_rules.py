"""The arithmetic of what is taken off: promotions, promo codes, and parts that make the whole (docs/pricing.md)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from technomart.domain.pricing import (
    CodeProblem,
    Discount,
    DiscountKind,
    QuoteLine,
    Term,
    normal_code,
    pieces_at,
    quote,
)
from technomart.domain.pricing.rules import (
    CodeTerms,
    problem_of_code,
    promoted_price,
    promoted_terms,
    taken_off,
    vat_contained,
)

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FREE_DELIVERY = Discount(DiscountKind.free_delivery)

amounts = st.integers(1, 10**9)
quote_lines = st.lists(st.builds(QuoteLine, amounts, st.integers(1, 999)), max_size=20)
fees = st.lists(st.integers(0, 10**6), max_size=3)
rates = st.sampled_from([0, 700, 1000, 2000, 2200])
discounts = st.one_of(
    st.builds(Discount, st.just(DiscountKind.percent), percent=st.integers(1, 99)),
    st.builds(Discount, st.just(DiscountKind.amount), amount_kopecks=st.integers(1, 10**12)),
    st.just(FREE_DELIVERY),
)


def percent(share: int) -> Discount:
    return Discount(DiscountKind.percent, percent=share)


def roubles(sum_of_roubles: int) -> Discount:
    return Discount(DiscountKind.amount, amount_kopecks=sum_of_roubles * 100)


@given(quote_lines, fees, rates, discounts)
def test_what_is_charged_for_the_parts_makes_the_total(
    lines: list[QuoteLine], fee_list: list[int], vat: int, discount: Discount
) -> None:
    priced = quote(lines, fee_list, vat, discount)
    parts = [*priced.lines, *priced.fees]
    assert priced.total_kopecks == sum(part.sum_kopecks - part.discount_kopecks for part in parts)
    assert priced.total_kopecks == priced.goods_kopecks + priced.fees_kopecks - priced.discount_kopecks
    assert priced.vat_kopecks == sum(part.vat_kopecks for part in parts)
    for part in parts:
        charged = part.sum_kopecks - part.discount_kopecks
        assert 0 <= part.discount_kopecks <= part.sum_kopecks
        assert part.vat_kopecks == vat_contained(charged, vat)


@given(quote_lines, discounts)
def test_no_piece_costs_less_than_a_kopeck(lines: list[QuoteLine], discount: Discount) -> None:
    for line, part in zip(lines, quote(lines, [], 2200, discount).lines, strict=True):
        assert part.sum_kopecks - part.discount_kopecks >= line.quantity


@given(quote_lines, fees, discounts)
def test_the_positions_of_a_receipt_make_the_total(
    lines: list[QuoteLine], fee_list: list[int], discount: Discount
) -> None:
    priced, stated = quote(lines, fee_list, 2200, discount), 0
    for line, part in zip(lines, priced.lines, strict=True):
        positions = pieces_at(part.sum_kopecks - part.discount_kopecks, line.quantity)
        assert sum(pieces for pieces, _ in positions) == line.quantity
        assert all(price > 0 for _, price in positions)
        stated += sum(pieces * price for pieces, price in positions)
    assert stated + sum(part.sum_kopecks - part.discount_kopecks for part in priced.fees) == priced.total_kopecks


@given(quote_lines, fees, discounts, st.randoms())
def test_the_order_of_lines_changes_nothing(
    lines: list[QuoteLine], fee_list: list[int], discount: Discount, chance: Any
) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)
    one, other = (quote(some, fee_list, 2200, discount) for some in (lines, shuffled))
    assert (one.total_kopecks, one.vat_kopecks) == (other.total_kopecks, other.vat_kopecks)
    assert sorted(part.discount_kopecks for part in one.lines) == sorted(
        part.discount_kopecks for part in other.lines
    )


@given(quote_lines, discounts)
def test_a_discount_takes_what_it_says_unless_there_is_not_so_much(
    lines: list[QuoteLine], discount: Discount
) -> None:
    goods = sum(line.sum_kopecks for line in lines)
    most = goods - sum(line.quantity for line in lines)
    assert sum(taken_off(lines, discount)) == min(discount.off(goods), most)


@pytest.mark.parametrize(
    ("prices", "discount", "total"),
    [
        ([(1, 3)], percent(33), 3),
        ([(2, 3)], percent(33), 4),
        ([(101, 1), (203, 1), (307, 1), (409, 1), (503, 1), (601, 1), (709, 1)], percent(33), 1898),
        ([(1999, 3), (4999, 7)], percent(10), 36_891),
        ([(100_000, 1)], roubles(500), 50_000),
        ([(100_000, 1)], roubles(5000), 1),
        ([(100_000, 2), (50_000, 1)], roubles(9999), 3),
    ],
)
def test_a05_odd_prices_and_odd_shares_add_up(prices: list[tuple[int, int]], discount: Discount, total: int) -> None:
    priced = quote([QuoteLine(*one) for one in prices], [], 2200, discount)
    assert priced.total_kopecks == total
    assert sum(part.sum_kopecks - part.discount_kopecks for part in priced.lines) == total


def test_free_delivery_takes_the_fee_and_nothing_else() -> None:
    priced = quote([QuoteLine(99_900, 1)], [49_000], 2200, FREE_DELIVERY)
    assert (priced.total_kopecks, priced.discount_kopecks) == (99_900, 49_000)
    assert priced.fees[0].vat_kopecks == 0


@pytest.mark.parametrize(
    ("listed", "discount", "reduced"),
    [
        (1_299_900, percent(10), 1_169_900),
        (1_299_990, percent(10), 1_169_900),
        (150, percent(50), 75),
        (99, percent(99), 1),
        (1, percent(50), None),
        (1, percent(99), None),
        (100_000, roubles(300), 70_000),
        (30_000, roubles(300), None),
        (20_000, roubles(300), None),
    ],
)
def test_the_price_of_a_promotion(listed: int, discount: Discount, reduced: int | None) -> None:
    assert promoted_price(listed, discount) == reduced


@given(amounts, discounts)
def test_a_promotion_neither_gives_away_nor_raises(listed: int, discount: Discount) -> None:
    reduced = promoted_price(listed, discount)
    assert reduced is None or 0 < reduced < listed


def test_each_list_price_has_a_promoted_price_of_its_own() -> None:
    listed = [Term(200_000, NOON + 3 * DAY), Term(100_000, NOON - 9 * DAY, NOON + 3 * DAY)]
    made = promoted_terms(listed, percent(10), start=NOON, end=NOON + 5 * DAY)
    assert made == [
        Term(90_000, NOON, NOON + 3 * DAY, is_reduced=True),
        Term(180_000, NOON + 3 * DAY, NOON + 5 * DAY, is_reduced=True),
    ]


@pytest.mark.parametrize("written", ["welcome", " WELCOME ", "Wel come", "ＷＥＬＣＯＭＥ", "wElCoMe\t"])
def test_a_code_is_one_word_however_it_is_written(written: str) -> None:
    assert normal_code(written) == "WELCOME"


TERMS: list[tuple[dict[str, Any], dict[str, Any], CodeProblem | None]] = [
    ({}, {}, None),
    ({"is_on": False}, {}, CodeProblem.unknown),
    ({"valid_from": NOON + DAY}, {}, CodeProblem.not_yet),
    ({"valid_from": NOON}, {}, None),
    ({"valid_to": NOON}, {}, CodeProblem.over),
    ({"valid_to": NOON + DAY}, {}, None),
    ({"account_id": 7}, {}, CodeProblem.sign_in),
    ({"account_id": 7}, {"account_id": 8}, CodeProblem.of_another),
    ({"account_id": 7}, {"account_id": 7}, None),
    ({"most_uses": 3, "used": 2}, {}, None),
    ({"most_uses": 3, "used": 3}, {}, CodeProblem.used_up),
    ({"most_uses_each": 2}, {"used_by_them": 1}, None),
    ({"most_uses_each": 2}, {"used_by_them": 2}, CodeProblem.used_by_you),
    ({"minimum_kopecks": 10_000}, {"goods_kopecks": 9_999}, CodeProblem.minimum),
    ({"minimum_kopecks": 10_000}, {"goods_kopecks": 10_000}, None),
    ({"is_on": False, "minimum_kopecks": 99_999}, {}, CodeProblem.unknown),
    ({"valid_to": NOON - DAY, "most_uses": 1, "used": 1}, {}, CodeProblem.over),
]


@pytest.mark.parametrize(("terms", "asked", "problem"), TERMS)
def test_what_speaks_against_a_code(
    terms: dict[str, Any], asked: dict[str, Any], problem: CodeProblem | None
) -> None:
    who: dict[str, Any] = {"at": NOON, "goods_kopecks": 50_000, "account_id": None, "used_by_them": 0}
    assert problem_of_code(CodeTerms(percent(10), **terms), **(who | asked)) == problem
