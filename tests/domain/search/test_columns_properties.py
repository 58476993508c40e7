"""Whatever the goods and whatever is asked, the listing answers as plain counting does."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from technomart.domain.search.columns import (
    UNPRICED,
    Answer,
    BadBlock,
    Columns,
    LeafSums,
    Offer,
    Query,
    Row,
    Sort,
    pack,
    unpack,
)
from tests.domain.search.oracle import listing

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LEAVES = [70, 10, 30, 20, 55, 41]
CHOICES = ["colour", "ports", "wifi", "matrix", "size"]
NUMBERS = ["size", "weight", "cores"]
SIZES = [1, 2, 2.5, 15.6, 27, 2**53, 2**53 + 1, float("nan")]
RATINGS = [0, 0, 29, 30, 39, 40, 44, 45, 50]
FIGURES = [0, 0, 1, 5, 40_000, 3_000_000_000]
UNKNOWN = 10**13


def an_offer(chance: Random) -> Offer:
    return Offer(
        price=chance.choice([None, 0, 1, 99, 4_999_00, 10_000_00, chance.randrange(10**12)]),
        in_stock=chance.random() < 0.5,
        locations=tuple(chance.choices(range(1, 20), k=chance.choice([0, 0, 1, 2, 4]))),
        rating=chance.choice(RATINGS),
        popularity=chance.choice(FIGURES),
        saving=chance.choice(FIGURES),
        quantity=chance.randrange(40),
        reviews=chance.choice(FIGURES),
    )


def a_row(chance: Random, leaf: int, variant_id: int) -> Row:
    # Each leaf has specs of its own, so that specs share columns in many ways.
    choices = CHOICES[: leaf % 6] if leaf % 2 else CHOICES[leaf // 10 % 3 :]
    numbers = NUMBERS[leaf % 2 :]
    return Row(
        variant_id=variant_id,
        leaf=leaf,
        brand=chance.randrange(6),
        line=chance.randrange(9),
        created=chance.choice(FIGURES),
        offer=an_offer(chance),
        choices={
            code: tuple(chance.choices(range(chance.choice([2, 7, 400])), k=chance.choice([0, 1, 1, 2, 4])))
            for code in chance.sample(choices, chance.randint(0, len(choices)))
        },
        numbers={
            code: chance.choice([*SIZES, chance.randrange(-5, 50), chance.random() * 50])
            for code in chance.sample(numbers, chance.randint(0, len(numbers)))
        },
    )


@st.composite
def shops(draw: st.DrawFn) -> tuple[Random, list[int], list[Row]]:
    """A tree of leaves and goods in it; one good in a leaf that the tree does not have."""
    chance = Random(draw(st.integers(0, 2**32)))
    tree = chance.sample(LEAVES, draw(st.integers(1, 6)))
    size = draw(st.integers(0, 40) | st.integers(0, 200))
    most = 300 if draw(st.booleans()) else 10**12
    ids = sorted({chance.randrange(1, chance.choice([300, most])) for _ in range(size)}, key=lambda at: at % 17)
    return chance, tree, [a_row(chance, chance.choice([*tree, *tree, *tree, 999]), at) for at in ids]


def some(chance: Random, values: Sequence[int], most: int = 3) -> frozenset[int]:
    return frozenset(chance.choices(values, k=chance.randrange(most + 1)))


def maybe_bounds(chance: Random, values: Sequence[float | None]) -> tuple[float | None, float | None]:
    return chance.choice([None, *values]), chance.choice([None, *values])


def a_scope(chance: Random, tree: list[int]) -> tuple[int, ...]:
    first, last = sorted(chance.choices(range(len(tree) + 1), k=2))
    return chance.choice(
        [tuple(tree), tuple(tree[first:last]), (tree[0],), tuple(chance.choices([*tree, 999, 5], k=3))]
    )


def a_query(chance: Random, tree: list[int], rows: Sequence[Row]) -> Query:
    """Any question: few or many wishes, known and unknown values, sound and senseless bounds and pages."""

    def wish() -> bool:
        return chance.random() < 0.3

    hits = scores = None
    if wish():
        hits = chance.choices([*(row.variant_id for row in rows), UNKNOWN, 3, -4], k=chance.randrange(60))
        if wish():
            hits = chance.sample([row.variant_id for row in rows], k=chance.randrange(len(rows) + 1))
        scores = [chance.randrange(-2, 3) for _ in hits] if wish() else None
        hits = np.array(hits, dtype=np.int64) if wish() else tuple(hits)
    prices = [0, 1, 99, 4_999_00, 10_000_00, 10**11, 10**30, -5, float("nan")]
    codes = [*CHOICES, *NUMBERS, "unheard of"]
    return Query(
        scope=a_scope(chance, tree),
        hits=hits,
        scores=scores,
        brands=some(chance, range(7)) if wish() else frozenset(),
        choices={
            code: some(chance, range(chance.choice([3, 8, 401])), 12) for code in codes if chance.random() < 0.1
        },
        numbers={
            code: tuple(maybe_bounds(chance, [*SIZES, 0, 10, 49.5, -9]) for _ in range(chance.randrange(4)))
            for code in codes
            if chance.random() < 0.1
        },
        price=maybe_bounds(chance, prices) if wish() else None,
        in_stock=wish(),
        locations=some(chance, range(1, 22)) if wish() else frozenset(),
        together=some(chance, range(1, 22)) if wish() else frozenset(),
        rating_from=chance.choice([0, 30, 40, 45, 51]) if wish() else None,
        reduced=wish(),
        sort=chance.choice(list(Sort)),
        offset=chance.choice([0, 0, 0, 1, 5, 20, 70, 10**9, -3]),
        limit=chance.choice([24, 24, 3, 1, 0, -1, 100]),
        facets=frozenset(chance.sample(codes, 4)) if wish() else None,
    )


def same(found: Answer, expected: Answer) -> None:
    assert found == expected
    for counts in [found.brands, *found.choices.values(), *found.numbers.values()]:
        assert list(counts) == sorted(counts)


@settings(PATIENT, max_examples=700)
@given(shops())
def test_any_listing_of_any_shop_is_what_plain_counting_gives(shop: tuple[Random, list[int], list[Row]]) -> None:
    chance, tree, rows = shop
    columns = Columns(tree, rows)
    assert len(columns) == sum(row.leaf in tree for row in rows)
    for _ in range(6):
        asked = a_query(chance, tree, rows)
        expected = listing(tree, rows, asked)
        assert columns.leaves_of(asked) == expected.leaves
        same(columns.search(asked), expected)


@settings(PATIENT, max_examples=400)
@given(shops(), st.integers(1, 4))
def test_a_shop_that_changes_all_day_still_counts_right(
    shop: tuple[Random, list[int], list[Row]], turns: int
) -> None:
    chance, tree, rows = shop
    columns = Columns(tree, rows)
    known = {row.variant_id: row for row in rows}
    for _ in range(turns):
        for scope in (tuple(tree), (tree[0],), tuple(tree[1:])):
            columns.search(Query(scope=scope))
        ids = [*known, UNKNOWN]
        if chance.random() < 0.7:
            offers = {chance.choice(ids): an_offer(chance) for _ in range(chance.randrange(20))}
            columns.apply(offers)
            known.update({at: replace(known[at], offer=offer) for at, offer in offers.items() if at in known})
        if chance.random() < 0.5:
            priced = np.array(sorted({chance.choice(ids) for _ in range(chance.randrange(20))}), np.int64)
            prices = np.array([chance.choice([UNPRICED, 0, 99, chance.randrange(10**12)]) for _ in priced], np.int64)
            savings = np.array([chance.choice(FIGURES) for _ in priced], np.int64)
            turned = columns.reprice(priced, prices, savings)
            told = zip(priced.tolist(), prices.tolist(), savings.tolist(), strict=True)
            assert set(turned) == retold(known, tree, told)
        if chance.random() < 0.5:
            changed = {at: a_change(chance, tree, at) for at in [*chance.sample(ids, len(ids) // 4), 7, 10**11]}
            columns = columns.splice(changed)
            known = {at: row for at, row in known.items() if at not in changed}
            known.update({at: row for at, row in changed.items() if row is not None})
        goods = list(known.values())
        for asked in (
            Query(scope=tuple(tree)),
            Query(scope=(tree[0],)),
            *(a_query(chance, tree, goods) for _ in "ab"),
        ):
            same(columns.search(asked), listing(tree, goods, asked))
    listed = {at: row for at, row in known.items() if row.leaf in tree}
    assert {at for at in [*known, UNKNOWN] if at in columns} == listed.keys()
    assert [columns.offer_of(at) for at in listed] == [with_places(row.offer) for row in listed.values()]
    assert columns.audit() == [sums_of(leaf, list(listed.values())) for leaf in tree]


def retold(known: dict[int, Row], tree: list[int], priced: Iterable[tuple[int, int, int]]) -> set[int]:
    """Change what is known where goods stay for sale, or off it; the others that are listed."""
    turned = set()
    for at, price, saving in priced:
        row = known.get(at)
        if row is None or row.leaf not in tree:
            continue
        new = None if price == UNPRICED else price
        if (row.offer.price is None) != (new is None):
            turned.add(at)
        else:
            known[at] = replace(row, offer=replace(row.offer, price=new, saving=saving))
    return turned


def a_change(chance: Random, tree: list[int], variant_id: int) -> Row | None:
    return a_row(chance, chance.choice([*tree, 999]), variant_id) if chance.random() < 0.7 else None


def with_places(offer: Offer) -> Offer:
    return replace(offer, locations=tuple(sorted(set(offer.locations))))


def sums_of(leaf: int, rows: Sequence[Row]) -> LeafSums:
    own = [row for row in rows if row.leaf == leaf]
    prices = [row.offer.price for row in own if row.offer.price is not None]
    return LeafSums(
        leaf=leaf,
        variants=len(own),
        variant_ids=sum(row.variant_id for row in own),
        spec_values=sum(len(set(values)) for row in own for values in row.choices.values())
        + sum(number == number for row in own for number in row.numbers.values()),
        priced=len(prices),
        prices=sum(prices),
        in_stock=sum(row.offer.in_stock for row in own),
        ratings=sum(row.offer.rating for row in own),
        popularity=sum(row.offer.popularity for row in own),
        savings=sum(row.offer.saving for row in own),
        created=sum(row.created for row in own),
        lines=sum(row.line for row in own),
        places=sum(len(set(row.offer.locations)) for row in own),
    )


@settings(PATIENT, max_examples=300)
@given(shops())
def test_columns_from_packed_blocks_answer_as_the_ones_they_were_packed_from(
    shop: tuple[Random, list[int], list[Row]],
) -> None:
    chance, tree, rows = shop
    columns = Columns(tree, rows)
    known = {row.variant_id: row for row in rows}
    for variant_id in [at for at in known if chance.random() < 0.2]:
        known[variant_id] = replace(known[variant_id], offer=an_offer(chance))
        columns.apply({variant_id: known[variant_id].offer})
    changed: dict[int, Row | None] = {}
    for variant_id in [at for at in known if chance.random() < 0.2]:
        changed[variant_id] = None if chance.random() < 0.3 else a_row(chance, chance.choice(tree), variant_id)
    columns = columns.splice(changed)
    known.update({at: row for at, row in changed.items() if row})
    for gone in [at for at, row in changed.items() if row is None]:
        del known[gone]
    spec_ids = {code: at for at, code in enumerate(sorted({*CHOICES, *NUMBERS}))}
    packed = [pack(block, spec_ids) for block in columns.blocks()]
    again = Columns.of_blocks(tree, [unpack(data, spec_ids) for data in packed])
    assert [pack(block, spec_ids) for block in again.blocks()] == packed
    assert again.audit() == columns.audit()
    assert again.placements_of(known) == {
        at: (row.leaf, row.line, row.brand) for at, row in known.items() if row.leaf in tree
    }
    for _ in range(4):
        asked = a_query(chance, tree, list(known.values()))
        same(again.search(asked), listing(tree, list(known.values()), asked))


@settings(PATIENT, max_examples=300)
@given(shops(), st.integers(0, 2**32), st.integers(0, 255))
def test_a_packed_block_of_which_one_byte_is_wrong_is_no_block(
    shop: tuple[Random, list[int], list[Row]], at: int, byte: int
) -> None:
    _chance, tree, rows = shop
    spec_ids = {code: place for place, code in enumerate([*CHOICES, *NUMBERS])}
    data = bytearray(pack(next(Columns(tree, rows).blocks()), spec_ids))
    if data[at % len(data)] == byte:
        return
    data[at % len(data)] = byte
    with pytest.raises(BadBlock):
        Columns.of_blocks(tree, [unpack(bytes(data), spec_ids)])


@settings(PATIENT, max_examples=200)
@given(st.binary(max_size=200))
def test_garbage_is_no_block(data: bytes) -> None:
    with pytest.raises(BadBlock):
        unpack(data, {})


def test_a_block_whose_spec_has_another_meaning_by_now_is_not_used() -> None:
    columns = Columns([1], [Row(variant_id=1, leaf=1, brand=1, choices={"colour": (2,)})])
    data = pack(next(columns.blocks()), {"colour": 7})
    assert unpack(data, {"colour": 7}).leaf == 1
    with pytest.raises(BadBlock):
        unpack(data, {"colour": 8})
    with pytest.raises(BadBlock):
        unpack(data, {})


def test_still_columns_do_not_follow() -> None:
    columns = Columns([1], [Row(variant_id=1, leaf=1, brand=1, offer=Offer(price=100))])
    still = columns.still()
    columns.apply({1: Offer(price=300, in_stock=True, locations=(5,), popularity=10**6)})
    assert still.offer_of(1) == Offer(price=100)
    assert still.search(Query(scope=(1,))).locations == {}
