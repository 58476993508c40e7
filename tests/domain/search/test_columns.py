"""The listing core in plain examples: what is counted, what stands where, what a change does."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from technomart.domain.search.columns import Columns, Offer, Query, Row, Sort
from tests.domain.search.oracle import listing

TREE = (11, 12, 21, 22, 31)


def a_good(variant_id: int, leaf: int = 11, **known: object) -> Row:
    offer = {name: known.pop(name) for name in [*known] if name in Offer.__dataclass_fields__}
    return Row(variant_id=variant_id, leaf=leaf, brand=1, offer=Offer(**{"price": 100, **offer}), **known)  # type: ignore[arg-type]


def phones() -> list[Row]:
    return [
        Row(
            variant_id=n,
            leaf=11,
            brand=n % 2,
            numbers={"ram": 8.0 if n % 3 else 12.0},
            offer=Offer(price=None if n == 5 else 1000 * n, in_stock=n % 2 == 0, popularity=100 - n),
        )
        for n in range(1, 11)
    ]


def test_a_group_is_counted_without_its_own_choice() -> None:
    answer = Columns(TREE, phones()).search(Query(scope=(11,), brands=frozenset({0})))
    assert answer.total == 5
    assert answer.brands == {0: 5, 1: 5}
    assert answer.numbers["ram"] == {8.0: 4, 12.0: 1}


def test_goods_without_a_price_stand_last_in_every_order() -> None:
    columns = Columns(TREE, phones())
    for sort in Sort:
        assert columns.search(Query(scope=(11,), sort=sort)).ids[-1] == 5
    assert columns.search(Query(scope=(11,))).price == (1000, 10000)


def test_goods_without_a_price_are_counted_but_stand_outside_the_histogram() -> None:
    answer = Columns(TREE, phones()).search(Query(scope=(11,)))
    assert (answer.total, sum(answer.brands.values()), sum(answer.histogram)) == (10, 10, 9)


def test_a_price_filter_leaves_the_histogram_as_it_was() -> None:
    columns = Columns(TREE, phones())
    narrow = columns.search(Query(scope=(11,), price=(2000, 4000)))
    assert narrow.total == 3
    assert narrow.histogram == columns.search(Query(scope=(11,))).histogram


def test_pages_beyond_the_end_are_empty_and_still_know_the_total() -> None:
    answer = Columns(TREE, phones()).search(Query(scope=(11,), offset=10**9))
    assert (answer.total, answer.ids) == (10, ())


def test_a_long_listing_is_read_in_exact_pages() -> None:
    goods = [
        a_good(n, price=(n * 37) % 50 + 1 if n % 11 else None, popularity=n % 3, rating=n % 2 * 40)
        for n in range(1, 400)
    ]
    columns = Columns(TREE, goods)
    for sort in Sort:
        pages = [columns.search(Query(scope=(11,), sort=sort, offset=at, limit=24)).ids for at in range(0, 400, 24)]
        whole = listing(TREE, goods, Query(scope=(11,), sort=sort, limit=1000)).ids
        assert tuple(one for page in pages for one in page) == whole


def test_a_good_with_two_colours_is_counted_under_each_and_found_by_either() -> None:
    columns = Columns(TREE, [a_good(1, choices={"colour": (3, 7, 3)}), a_good(2, choices={"colour": (7,)})])
    answer = columns.search(Query(scope=(11,), choices={"colour": frozenset({3})}))
    assert (answer.ids, answer.choices["colour"]) == ((1,), {3: 1, 7: 2})


def test_a_category_above_others_counts_the_specs_of_all_of_them() -> None:
    goods = [
        a_good(1, leaf=11, choices={"colour": (1,), "hinge": (4,)}),
        a_good(2, leaf=12, choices={"colour": (1,), "lens": (4,)}),
        a_good(3, leaf=21, choices={"colour": (2,)}),
    ]
    answer = Columns(TREE, goods).search(Query(scope=(11, 12)))
    assert answer.choices == {"colour": {1: 2}, "hinge": {4: 1}, "lens": {4: 1}}
    assert answer.leaves == {11: 1, 12: 1}


def test_only_the_named_specs_are_counted_and_the_brands_always() -> None:
    goods = [a_good(1, choices={"colour": (1,), "hinge": (4,)}, numbers={"weight": 1.5})]
    answer = Columns(TREE, goods).search(Query(scope=TREE, facets={"weight", "unheard of"}))
    assert (answer.brands, answer.choices, answer.numbers) == ({1: 1}, {}, {"weight": {1.5: 1}})


@pytest.mark.parametrize(
    "asked",
    [
        Query(scope=()),
        Query(scope=(404,)),
        Query(scope=(11,), brands=frozenset({404})),
        Query(scope=(11,), choices={"unheard of": frozenset({1})}),
        Query(scope=(11,), numbers={"ram": ((12.0, 8.0),)}),
        Query(scope=(11,), price=(5000, 1000)),
        Query(scope=(11,), locations=frozenset({404})),
        Query(scope=(11,), hits=(404, -1, 10**18)),
        Query(scope=(11,), hits=()),
    ],
)
def test_what_nobody_sells_is_an_empty_listing(asked: Query) -> None:
    answer = Columns(TREE, phones()).search(asked)
    assert (answer.total, answer.ids, answer.leaves) == (0, (), {})


def test_a_shop_without_goods_answers_too() -> None:
    for columns in (Columns((), ()), Columns(TREE, ())):
        answer = columns.search(Query(scope=TREE, hits=(1,), price=(None, 5)))
        assert (answer.total, answer.price, answer.histogram) == (0, None, (0,) * 24)


def test_equally_relevant_goods_stand_by_popularity() -> None:
    goods = [a_good(n, popularity=n) for n in range(1, 5)]
    asked = Query(scope=(11,), hits=(2, 1, 4, 3), sort=Sort.relevance)
    columns = Columns(TREE, goods)
    assert columns.search(asked).ids == (2, 1, 4, 3)
    assert columns.search(replace(asked, scores=(1, 5, 1, 5))).ids == (3, 1, 4, 2)


@pytest.mark.parametrize("wish", [{}, {"in_stock": True}, {"price": (0, 110)}, {"numbers": {"ram": ((8.0, 8.0),)}}])
@pytest.mark.parametrize("offset", [0, 3, 45, 140])
def test_the_most_relevant_of_many_stand_first_whatever_else_is_asked(offset: int, wish: dict[str, object]) -> None:
    chance = np.random.default_rng(1)
    goods = [
        a_good(
            n,
            chance.choice([11, 12, 31]),
            price=None if n % 11 == 0 else 100 + n % 20,
            in_stock=n % 13 == 0,
            popularity=n % 7,
            numbers={"ram": float(n % 3 * 8)},
        )
        for n in range(1, 401)
    ]
    hits = chance.permutation(400)[:350] + 1
    scores = chance.integers(0, 90, 350).astype(np.float32)
    asked = Query(scope=(11, 12), hits=hits, scores=scores, sort=Sort.relevance, offset=offset, limit=6, **wish)  # type: ignore[arg-type]
    assert Columns(TREE, goods).search(asked).ids == listing(list(TREE), goods, asked).ids


@pytest.mark.parametrize("scores", [(5, 1, 3, 2), (1, 5, 3, 2)])
def test_a_variant_that_was_found_twice_stands_where_it_is_best(scores: tuple[int, ...]) -> None:
    goods = [a_good(n) for n in range(1, 4)]
    asked = Query(scope=(11,), hits=(2, 2, 1, 3), scores=scores, sort=Sort.relevance)
    assert Columns(TREE, goods).search(asked).ids == (2, 1, 3)


def test_a_spec_with_a_hundred_thousand_different_numbers_is_filtered_exactly() -> None:
    size = 100_000
    goods = [a_good(n, numbers={"weight": n / 8}, choices={"colour": (n % 3,)}) for n in range(1, size + 1)]
    answer = Columns(TREE, goods).search(Query(scope=(11,), numbers={"weight": ((8_192.0, 8_192.25),)}))
    assert answer.total == 3
    assert sum(answer.choices["colour"].values()) == 3
    weights = list(answer.numbers["weight"])
    assert (weights[0], weights[-1], len(weights)) == (0.125, size / 8, size)


def test_a_price_too_large_for_the_column_makes_it_wider() -> None:
    columns = Columns(TREE, phones())
    columns.apply({3: Offer(price=9_000_000_000, popularity=10**12)})
    answer = columns.search(Query(scope=(11,), sort=Sort.dear, limit=2))
    assert (answer.ids, answer.price) == ((3, 10), (1000, 9_000_000_000))
    assert columns.search(Query(scope=(11,), limit=1)).ids == (3,)


def test_a_change_is_in_the_very_next_listing() -> None:
    columns = Columns(TREE, phones())
    asked = Query(scope=(11,))
    assert columns.search(asked).in_stock == 5
    columns.apply({1: Offer(price=7, in_stock=True, saving=3, rating=41), 404: Offer()})
    answer = columns.search(asked)
    assert (answer.in_stock, answer.reduced, answer.price) == (6, 1, (7, 10000))
    assert answer.ratings == {45: 0, 40: 1, 30: 1}


def test_a_shop_that_opens_today_is_a_place_to_look_in() -> None:
    columns = Columns(TREE, [a_good(n, locations=(1,)) for n in range(1, 20)])
    columns.search(Query(scope=(11,)))
    for place in range(2, 20):
        columns.apply({place: Offer(price=5, locations=(1, place))})
    answer = columns.search(Query(scope=(11,), locations=frozenset({17})))
    assert (answer.ids, answer.locations) == ((17,), {1: 19, **dict.fromkeys(range(2, 20), 1)})


def test_a_good_that_moves_is_listed_in_its_new_category_only() -> None:
    before = Columns(TREE, phones())
    after = before.splice({3: a_good(3, leaf=31, choices={"hinge": (1,)}), 4: None})
    assert (len(before), len(after), 4 in before, 4 in after) == (10, 9, True, False)
    assert after.search(Query(scope=(31,))).ids == (3,)
    assert 3 not in after.search(Query(scope=(11,))).ids
    assert before.search(Query(scope=TREE)) == listing(TREE, phones(), Query(scope=TREE))


def test_changes_to_spliced_columns_leave_the_old_ones_alone() -> None:
    before = Columns(TREE, phones())
    after = before.splice({})
    whole = before.search(Query(scope=TREE))
    after.apply({n: Offer(price=1, in_stock=True, locations=(n,)) for n in range(1, 11)})
    assert before.search(Query(scope=TREE)) == whole
    assert before.offer_of(5) == Offer(popularity=95)


def test_a_spec_that_grows_wider_takes_its_values_along() -> None:
    # Both leaves fill the same columns with specs of their own before the shared one needs a second column.
    goods = [
        a_good(1, leaf=11, choices={"colour": (1,), "hinge": (5,)}),
        a_good(2, leaf=12, choices={"colour": (2,), "lens": (6,)}),
    ]
    columns = Columns(TREE, goods).splice({3: a_good(3, leaf=12, choices={"colour": (1, 9), "hinge": (7,)})})
    answer = columns.search(Query(scope=TREE))
    assert answer.choices == {"colour": {1: 2, 2: 1, 9: 1}, "hinge": {5: 1, 7: 1}, "lens": {6: 1}}


def test_a_variant_cannot_be_sold_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        Columns(TREE, [a_good(1), a_good(1, leaf=12)])


def test_an_unlisted_variant_has_no_offer() -> None:
    with pytest.raises(KeyError):
        Columns(TREE, phones()).offer_of(404)


def test_threads_that_look_side_by_side_see_the_same() -> None:
    rng = np.random.default_rng(5)
    goods = [
        a_good(n, leaf=TREE[n % 5], price=int(rng.integers(1, 900)), choices={"colour": (n % 7,)}, rating=n % 50)
        for n in range(1, 3000)
    ]
    asked = [
        Query(scope=TREE[:width], price=(low, None), rating_from=step, sort=sort)
        for width in (1, 3, 5)
        for low in (1, 100, 800)
        for step in (None, 40)
        for sort in Sort
    ]
    alone = [Columns(TREE, goods).search(query) for query in asked]
    together = Columns(TREE, goods)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(together.search, asked * 4)) == alone * 4
