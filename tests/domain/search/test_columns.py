"""The listing core against brute force: no difference in any total, page, count or price, ever."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from technomart.domain.search.columns import Columns, Offer, Query, Row, Sort
from tests.domain.search.oracle import listing

TREE = (11, 12, 21, 22, 31)
CODES = ("colour", "wireless", "ports")
SIZES = ("ram", "screen")

offers = st.builds(
    Offer,
    price=st.none() | st.integers(1, 60),
    in_stock=st.booleans(),
    locations=st.sets(st.integers(1, 4), max_size=3).map(tuple),
    rating=st.sampled_from([0, 29, 30, 41, 45, 50]),
    saving=st.sampled_from([0, 0, 5, 9]),
    popularity=st.integers(0, 4),
)
bounds = st.tuples(st.none() | st.integers(0, 50), st.none() | st.integers(0, 60))


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    leaf = st.sampled_from((*TREE, 99))
    choices = st.dictionaries(st.sampled_from(CODES), st.sets(st.integers(1, 4), min_size=1, max_size=3).map(tuple))
    numbers = st.dictionaries(st.sampled_from(SIZES), st.sampled_from([1.0, 2.5, 4.0, 8.0]))
    made = st.lists(
        st.tuples(leaf, st.integers(1, 4), st.integers(0, 3), offers, choices, numbers), min_size=0, max_size=30
    )
    return [
        Row(variant_id=n * 7 % 1009, leaf=a, brand=b, created=c, offer=o, choices=d, numbers=e)
        for n, (a, b, c, o, d, e) in enumerate(draw(made), start=1)
    ]


@st.composite
def queries(draw: st.DrawFn) -> Query:
    some = st.frozensets(st.integers(1, 5), min_size=1, max_size=3)
    return Query(
        scope=tuple(draw(st.sets(st.sampled_from((*TREE, 77))))),
        hits=draw(st.none() | st.lists(st.integers(1, 240), unique=True).map(tuple)),
        brands=draw(st.just(frozenset()) | some),
        choices=draw(st.dictionaries(st.sampled_from((*CODES, "unknown")), some, max_size=2)),
        numbers=draw(
            st.dictionaries(
                st.sampled_from((*SIZES, "unknown")), st.lists(bounds, min_size=1, max_size=2).map(tuple), max_size=2
            )
        ),
        price=draw(st.none() | bounds),
        in_stock=draw(st.booleans()),
        locations=draw(st.just(frozenset()) | some),
        rating_from=draw(st.none() | st.sampled_from([30, 40, 45])),
        reduced=draw(st.booleans()),
        sort=draw(st.sampled_from(list(Sort))),
        offset=draw(st.sampled_from([0, 0, 2, 500])),
        limit=draw(st.sampled_from([1, 3, 24])),
    )


def changed(row: Row, offer: Offer) -> Row:
    return Row(
        variant_id=row.variant_id,
        leaf=row.leaf,
        brand=row.brand,
        created=row.created,
        offer=offer,
        choices=row.choices,
        numbers=row.numbers,
    )


@settings(max_examples=400, deadline=None)
@given(rows(), st.lists(queries(), min_size=1, max_size=3))
def test_every_count_is_what_brute_force_counts(goods: list[Row], asked: list[Query]) -> None:
    columns = Columns(TREE, goods)
    for query in asked:
        assert columns.search(query) == listing(TREE, goods, query)


@settings(max_examples=150, deadline=None)
@given(rows(), st.data())
def test_changes_in_between_are_seen_exactly(goods: list[Row], data: st.DataObject) -> None:
    columns = Columns(TREE, goods)
    for _ in range(3):
        fresh: Mapping[int, Offer] = data.draw(
            st.dictionaries(st.sampled_from([row.variant_id for row in goods] or [1]), offers, max_size=5)
        )
        columns.apply(fresh)
        goods = [changed(row, fresh[row.variant_id]) if row.variant_id in fresh else row for row in goods]
        moved: dict[int, Row | None] = {}
        for row in goods[:2]:
            moved[row.variant_id] = data.draw(
                st.none()
                | st.sampled_from(TREE).map(
                    lambda leaf, row=row: Row(
                        variant_id=row.variant_id, leaf=leaf, brand=9, offer=row.offer, choices={"colour": (3,)}
                    )
                )
            )
        columns = columns.splice(moved)
        goods = [row for row in goods if row.variant_id not in moved] + [row for row in moved.values() if row]
        query = data.draw(queries())
        assert columns.search(query) == listing(TREE, goods, query)


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


def test_pages_beyond_the_end_are_empty_and_still_know_the_total() -> None:
    answer = Columns(TREE, phones()).search(Query(scope=(11,), offset=10**9))
    assert (answer.total, answer.ids) == (10, ())


def test_a_long_listing_is_read_in_exact_pages() -> None:
    goods = [
        Row(
            variant_id=n, leaf=11, brand=1, offer=Offer(price=(n * 37) % 50 + 1 if n % 11 else None, popularity=n % 3)
        )
        for n in range(1, 400)
    ]
    columns = Columns(TREE, goods)
    for sort in Sort:
        pages = [columns.search(Query(scope=(11,), sort=sort, offset=at, limit=24)).ids for at in range(0, 400, 24)]
        whole = listing(TREE, goods, Query(scope=(11,), sort=sort, limit=1000)).ids
        assert tuple(one for page in pages for one in page) == whole
