"""The listing computed the obvious slow way: plain loops over plain rows, the judge of the fast one."""

from collections import Counter
from collections.abc import Sequence

from technomart.domain.search.columns import BUCKETS, RATING_STEPS, Answer, Bounds, Query, Row, Sort


def within(value: float, bounds: Bounds) -> bool:
    low, high = bounds
    return (low is None or value >= low) and (high is None or value <= high)


def passes(row: Row, query: Query, leaving_out: str = "") -> bool:
    """Whether the row passes every filter except the named one."""
    offer = row.offer
    checks = {
        "brand": not query.brands or row.brand in query.brands,
        "price": query.price is None or (offer.price is not None and within(offer.price, query.price)),
        "in_stock": not query.in_stock or offer.in_stock,
        "reduced": not query.reduced or offer.saving > 0,
        "rating": query.rating_from is None or offer.rating >= query.rating_from,
        "location": not query.locations or bool(query.locations & set(offer.locations)),
    }
    for code, wanted in query.choices.items():
        checks[f"c.{code}"] = bool(wanted & set(row.choices.get(code, ())))
    for code, ranges in query.numbers.items():
        has = code in row.numbers
        checks[f"n.{code}"] = has and any(within(row.numbers[code], bounds) for bounds in ranges)
    return all(passed for name, passed in checks.items() if name != leaving_out)


def sort_key(row: Row, query: Query) -> tuple[bool, int, int]:
    offer = row.offer
    price = -1 if offer.price is None else offer.price
    key = {
        Sort.popular: -offer.popularity,
        Sort.cheap: price,
        Sort.dear: -price,
        Sort.rating: -offer.rating,
        Sort.new: -row.created,
        Sort.saving: -offer.saving,
        Sort.relevance: -offer.popularity,
    }[query.sort]
    if query.sort is Sort.relevance and query.hits is not None:
        key = query.hits.index(row.variant_id)
    return (offer.price is None, key, row.variant_id)


def listing(tree: Sequence[int], rows: Sequence[Row], query: Query) -> Answer:
    """The answer by brute force."""
    known = [row for row in rows if row.leaf in tree and row.leaf in query.scope]
    if query.hits is not None:
        known = [row for row in known if row.variant_id in query.hits]

    def without(name: str) -> list[Row]:
        return [row for row in known if passes(row, query, name)]

    matches = without("")
    page = sorted(matches, key=lambda row: sort_key(row, query))[query.offset : query.offset + max(query.limit, 0)]
    codes = sorted({code for row in rows if row.leaf in query.scope for code in row.choices})
    choices = {
        code: Counter(v for row in without(f"c.{code}") for v in set(row.choices.get(code, ()))) for code in codes
    }
    codes = sorted({code for row in rows if row.leaf in query.scope for code in row.numbers})
    numbers = {
        code: Counter(row.numbers[code] for row in without(f"n.{code}") if code in row.numbers) for code in codes
    }
    prices = [row.offer.price for row in without("price") if row.offer.price is not None]
    histogram = [0] * BUCKETS
    for price in prices:
        histogram[(price - min(prices)) * BUCKETS // (max(prices) - min(prices) + 1)] += 1
    return Answer(
        total=len(matches),
        ids=tuple(row.variant_id for row in page),
        leaves=Counter(row.leaf for row in matches),
        brands=Counter(row.brand for row in without("brand")),
        choices={code: dict(counts) for code, counts in choices.items() if counts},
        numbers={code: dict(counts) for code, counts in numbers.items() if counts},
        in_stock=sum(row.offer.in_stock for row in without("in_stock")),
        reduced=sum(row.offer.saving > 0 for row in without("reduced")),
        locations=Counter(place for row in without("location") for place in set(row.offer.locations)),
        ratings={step: sum(row.offer.rating >= step for row in without("rating")) for step in RATING_STEPS},
        price=(min(prices), max(prices)) if prices else None,
        histogram=tuple(histogram),
    )
