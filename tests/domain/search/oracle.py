"""The listing computed the obvious slow way: plain loops over plain rows, the judge of the fast one."""

from collections import Counter
from collections.abc import Callable, Sequence

from technomart.domain.search.columns import BUCKETS, RATING_STEPS, Answer, Bounds, Query, Row, Sort


def within(value: float, bounds: Bounds) -> bool:
    low, high = bounds
    return value == value and (low is None or value >= low) and (high is None or value <= high)


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
        checks[f"c.{code}"] = not wanted or bool(wanted & set(row.choices.get(code, ())))
    for code, ranges in query.numbers.items():
        has = code in row.numbers
        checks[f"n.{code}"] = not ranges or (has and any(within(row.numbers[code], bounds) for bounds in ranges))
    return all(passed for name, passed in checks.items() if name != leaving_out)


def sort_key(row: Row, query: Query) -> tuple[float, ...]:
    offer = row.offer
    price = -1 if offer.price is None else offer.price
    keys: dict[Sort, tuple[float, ...]] = {
        Sort.popular: (-offer.popularity,),
        Sort.cheap: (price,),
        Sort.dear: (-price,),
        Sort.rating: (-offer.rating,),
        Sort.new: (-row.created,),
        Sort.saving: (-offer.saving,),
        Sort.relevance: (-offer.popularity,),
    }
    key = keys[query.sort]
    if query.sort is Sort.relevance and query.hits is not None:
        hits = [int(hit) for hit in query.hits]
        if query.scores is None:
            key = (hits.index(row.variant_id),)
        else:
            best = max(score for hit, score in zip(hits, query.scores, strict=True) if hit == row.variant_id)
            key = (-best, -offer.popularity)
    return (offer.price is None, *key, row.variant_id)


def histogram_of(prices: Sequence[int]) -> tuple[int, ...]:
    histogram = [0] * BUCKETS
    for price in prices:
        histogram[(price - min(prices)) * BUCKETS // (max(prices) - min(prices) + 1)] += 1
    return tuple(histogram)


def spec_counts(
    codes: set[str], prefix: str, without: Callable[[str], list[Row]], *, values: Callable[[Row, str], set[float]]
) -> dict[str, dict[float, int]]:
    counted = {
        code: dict(Counter(value for row in without(f"{prefix}.{code}") for value in values(row, code)))
        for code in codes
    }
    return {code: counts for code, counts in counted.items() if counts}


def choices_of(row: Row, code: str) -> set[float]:
    return set(row.choices.get(code, ()))


def numbers_of(row: Row, code: str) -> set[float]:
    return {number for number in [row.numbers.get(code)] if number is not None and number == number}


def listing(tree: Sequence[int], rows: Sequence[Row], query: Query) -> Answer:
    """The answer by brute force."""
    known = [row for row in rows if row.leaf in tree and row.leaf in query.scope]
    if query.hits is not None:
        known = [row for row in known if row.variant_id in query.hits]

    def without(name: str) -> list[Row]:
        return [row for row in known if passes(row, query, name)]

    def wanted(code: str) -> bool:
        return query.facets is None or code in query.facets

    matches = without("")
    start = max(query.offset, 0)
    page = sorted(matches, key=lambda row: sort_key(row, query))[start : start + max(query.limit, 0)]
    prices = [row.offer.price for row in without("price") if row.offer.price is not None]
    chosen = {code for row in known for code in row.choices if wanted(code)}
    counted = {code for row in known for code in row.numbers if wanted(code)}
    return Answer(
        total=len(matches),
        ids=tuple(row.variant_id for row in page),
        leaves=Counter(row.leaf for row in matches),
        brands=Counter(row.brand for row in without("brand")),
        choices=spec_counts(chosen, "c", without, values=choices_of),
        numbers=spec_counts(counted, "n", without, values=numbers_of),
        in_stock=sum(row.offer.in_stock for row in without("in_stock")),
        reduced=sum(row.offer.saving > 0 for row in without("reduced")),
        locations=Counter(place for row in without("location") for place in set(row.offer.locations)),
        together=sum(bool(query.together & set(row.offer.locations)) for row in without("location")),
        ratings={step: sum(row.offer.rating >= step for row in without("rating")) for step in RATING_STEPS},
        price=(min(prices), max(prices)) if prices else None,
        histogram=histogram_of(prices),
    )
