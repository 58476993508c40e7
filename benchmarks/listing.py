"""How long a listing takes from ten thousand to a million goods: python -m benchmarks.listing [--rows N ...]."""

import argparse
import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from technomart.domain.search.columns import Columns, Offer, Query, Row, Sort

DEPARTMENTS, LEAVES, BRANDS = 13, 160, 300
SHARED = {"colour": 14, "country": 30, "warranty": 5}
SHOPS = 12
CLASSES = ("leaf0", "leafF", "leafP", "dept0", "deptF", "deptP")
BIG_DEPARTMENTS = 5
DEEP = 99 * 24
SORTS = [sort for sort in Sort if sort is not Sort.relevance]


@dataclass(frozen=True)
class Spec:
    """A spec of one leaf: a choice of so many values, a number with so many values, or yes and no."""

    code: str
    kind: str
    values: int


@dataclass(frozen=True)
class Leaf:
    """A leaf category: how many goods it has, of which brands, with which specs of its own."""

    id: int
    department: int
    goods: int
    brands: np.ndarray[Any, np.dtype[np.int64]]
    specs: tuple[Spec, ...]


def a_tree(rng: np.random.Generator, rows: int) -> list[Leaf]:
    """Leaves whose sizes follow Zipf's law, shuffled over the departments."""
    weights = 1 / np.arange(1, LEAVES + 1) ** 0.9
    sizes = np.maximum(1, np.round(rng.permutation(weights) / weights.sum() * rows)).astype(int)
    departments = np.sort(
        np.concatenate([np.arange(DEPARTMENTS), rng.integers(0, DEPARTMENTS, LEAVES - DEPARTMENTS)])
    )
    leaves = []
    for at in range(LEAVES):
        kinds = rng.choice(["choice", "number", "flag"], size=rng.integers(6, 13), p=[0.5, 0.35, 0.15])
        values = {"choice": (3, 25), "number": (8, 201), "flag": (2, 3)}
        specs = tuple(Spec(f"s{at}_{n}", kind, int(rng.integers(*values[kind]))) for n, kind in enumerate(kinds))
        brands = rng.choice(BRANDS, size=rng.integers(25, 81), replace=False)
        leaves.append(Leaf(at + 1, int(departments[at]), int(sizes[at]), brands, specs))
    return leaves


def skewed(rng: np.random.Generator, values: int, size: int) -> list[int]:
    """So many picks of which the first values are the most frequent."""
    picks: list[int] = (rng.random(size) ** 2 * values).astype(int).tolist()
    return picks


def goods_of(rng: np.random.Generator, leaf: Leaf, first_id: int) -> Iterator[Row]:
    """The goods of a leaf; 3 of 100 are not for sale, 9 of 10 specs are known."""
    size = leaf.goods
    prices = (np.exp(rng.normal(9, 1, size)) * 100).astype(np.int64).tolist()
    unpriced = (rng.random(size) < 0.03).tolist()
    savings = np.where(rng.random(size) < 0.15, rng.integers(1_000, 500_000, size), 0).tolist()
    ratings = np.where(rng.random(size) < 0.7, rng.integers(25, 51, size), 0).tolist()
    popularity = (rng.pareto(1.2, size) * 10).astype(np.int64).clip(0, 10**6).tolist()
    created = rng.integers(15_000, 21_000, size).tolist()
    stocked = (rng.random(size) < 0.7).tolist()
    shops = rng.integers(1, SHOPS + 1, (size, 3)).tolist()
    brands = leaf.brands[skewed(rng, len(leaf.brands), size)].tolist()
    shared = {code: skewed(rng, values, size) for code, values in SHARED.items()}
    own = [(spec, skewed(rng, spec.values, size), (rng.random(size) < 0.9).tolist()) for spec in leaf.specs]
    for at in range(size):
        yield Row(
            variant_id=first_id + at,
            leaf=leaf.id,
            brand=brands[at],
            created=created[at],
            offer=Offer(
                price=None if unpriced[at] else prices[at],
                in_stock=stocked[at] and not unpriced[at],
                locations=tuple(shops[at]) if stocked[at] else (),
                rating=ratings[at],
                saving=savings[at],
                popularity=popularity[at],
            ),
            choices={code: (values[at],) for code, values in shared.items()}
            | {spec.code: (values[at],) for spec, values, known in own if spec.kind != "number" and known[at]},
            numbers={
                spec.code: values[at] * 0.5 for spec, values, known in own if spec.kind == "number" and known[at]
            },
        )


def all_goods(rng: np.random.Generator, leaves: Sequence[Leaf]) -> Iterator[Row]:
    first = 1
    for leaf in leaves:
        yield from goods_of(rng, leaf, first)
        first += leaf.goods


def some_filters(rng: np.random.Generator, brands: Sequence[int], specs: Sequence[Spec]) -> dict[str, Any]:
    """One to four wishes of those a shopper has, none twice."""
    asked: dict[str, Any] = {"choices": {}, "numbers": {}}
    for wish in rng.permutation(["brand", "price", "stock", "rating", "spec", "spec"])[: rng.integers(1, 5)]:
        if wish == "brand":
            asked["brands"] = frozenset(rng.choice(brands, size=min(len(brands), rng.integers(1, 5))).tolist())
        elif wish == "price":
            low = int(np.exp(rng.normal(8.3, 0.7)) * 100)
            asked["price"] = (low, low * int(rng.integers(2, 9)))
        elif wish == "stock":
            asked["in_stock"] = True
        elif wish == "rating":
            asked["rating_from"] = int(rng.choice([30, 40, 45]))
        else:
            spec = specs[int(rng.integers(len(specs)))]
            if spec.kind == "number":
                low = float(rng.integers(spec.values)) * 0.4
                asked["numbers"][spec.code] = ((low, low + spec.values * 0.2),)
            else:
                asked["choices"][spec.code] = frozenset(skewed(rng, spec.values, 3))
    return asked


def questions(rng: np.random.Generator, leaves: Sequence[Leaf], kind: str, *, count: int) -> Iterator[Query]:
    """Queries of a class; traffic follows the size of the category."""
    sizes = np.array([leaf.goods for leaf in leaves], dtype=float)
    common = [Spec(code, "choice", values) for code, values in SHARED.items()]
    of_department = np.bincount([leaf.department for leaf in leaves], weights=sizes)
    biggest = np.argsort(of_department)[-BIG_DEPARTMENTS:]
    for _ in range(count):
        if kind.startswith("leaf"):
            leaf = leaves[int(rng.choice(len(leaves), p=sizes / sizes.sum()))]
            scope, brands, specs, facets = (leaf.id,), leaf.brands.tolist(), [*common, *leaf.specs], None
        else:
            department = rng.choice(biggest, p=of_department[biggest] / of_department[biggest].sum())
            scope = tuple(leaf.id for leaf in leaves if leaf.department == department)
            brands, specs, facets = list(range(BRANDS)), common, frozenset(SHARED)
        asked: dict[str, Any] = some_filters(rng, brands, specs) if kind.endswith("F") else {}
        sort = Sort.popular if kind.endswith("0") else SORTS[int(rng.integers(len(SORTS)))]
        offset = DEEP if kind.endswith("P") else 0
        yield Query(scope=scope, facets=facets, sort=sort, offset=offset, **asked)


def cpu_ms(columns: Columns, asked: Sequence[Query]) -> tuple[float, float]:
    """The median and the 95th percentile of the processor time of those queries."""
    taken = []
    for query in asked:
        start = time.process_time_ns()
        columns.search(query)
        taken.append((time.process_time_ns() - start) / 1e6)
    half, most = np.percentile(taken, [50, 95])
    return float(half), float(most)


def change_ms(columns: Columns, rng: np.random.Generator) -> float:
    """The median processor time of one price and stock change, with every scope's counts kept."""
    taken = []
    for variant_id in rng.integers(1, len(columns) + 1, 200).tolist():
        offer = Offer(price=variant_id * 100, in_stock=True, locations=(1, 2), rating=44, popularity=7)
        start = time.process_time_ns()
        columns.apply({variant_id: offer})
        taken.append((time.process_time_ns() - start) / 1e6)
    return float(np.median(taken))


def measure(rows: int, count: int) -> None:
    rng = np.random.default_rng(20_261_123)
    leaves = a_tree(rng, rows)
    start = time.process_time()
    columns = Columns([leaf.id for leaf in leaves], all_goods(rng, leaves))
    built = time.process_time() - start
    gc.collect()
    cells = []
    for kind in CLASSES:
        asked = list(questions(rng, leaves, kind, count=count))
        for query in asked[: count // 10]:
            columns.search(query)
        cells.append("{:.2f} / {:.2f}".format(*cpu_ms(columns, asked)))
    change = change_ms(columns, rng)
    start = time.process_time()
    columns.splice({1: None})
    spliced = (time.process_time() - start) * 1000
    memory = columns.nbytes / 1e6
    print(f"| {len(columns):,} | {' | '.join(cells)} | {memory:.1f} | {built:.1f} | {change:.3f} | {spliced:.0f} |")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000], help="how many goods")
    options.add_argument("--queries", type=int, default=300, help="how many queries a class")
    asked = options.parse_args()
    print("p50 / p95 of processor time in ms; one change and one splice in ms; build with making the goods in s\n")
    print(f"| goods | {' | '.join(CLASSES)} | MB | build | change | splice |")
    print("|---" * (len(CLASSES) + 5) + "|")
    for rows in asked.rows:
        measure(rows, asked.queries)


if __name__ == "__main__":
    main()
