"""What the bench asks of a listing: big and small leaves and departments, with and without wishes, near and deep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from technomart.domain.search import Answer, Engine, Query, Sort

CLASSES = {
    "leaf0": "leaf, no filter",
    "leafF": "leaf, 1 to 4 filters, any order",
    "leafP": "leaf, page 100, any order",
    "dept0": "big department, no filter",
    "deptF": "big department, 1 to 4 filters, any order",
    "deptP": "big department, page 100, any order",
}
SEED = 20_261_126
BIG_DEPARTMENTS = 5
SHARED = frozenset(("colour", "made_in"))
"""Specs that every type of goods has: what a department is filtered by."""

PAGE = 24
DEEP = 99 * PAGE
SORTS = [sort for sort in Sort if sort is not Sort.relevance]
WISHES = ("brand", "price", "stock", "rating", "spec", "spec")


@dataclass(frozen=True)
class Place:
    """A category that is asked about: its leaves, its answer without a wish, the specs that are counted there."""

    scope: tuple[int, ...]
    plain: Answer
    facets: frozenset[str] | None


class Questions:
    """Asks as shoppers do: the more goods a category has, the more often."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        words = engine.vocabulary
        self._leaves = self._places(engine, [(leaf,) for leaf in words.leaves])
        departments = [words.categories[root].leaves for root in words.roots]
        biggest = sorted(self._places(engine, departments, SHARED), key=lambda place: -place.plain.total)
        self._departments = biggest[:BIG_DEPARTMENTS]

    @staticmethod
    def _places(engine: Engine, scopes: list[tuple[int, ...]], facets: frozenset[str] | None = None) -> list[Place]:
        return [Place(scope, engine.search(Query(scope=scope, facets=facets)), facets) for scope in scopes]

    def of(self, kind: str, count: int) -> Iterator[Query]:
        """So many queries of a class."""
        places = self._leaves if kind.startswith("leaf") else self._departments
        sizes = np.array([place.plain.total for place in places], dtype=float)
        for place in self._rng.choice(len(places), size=count, p=sizes / sizes.sum()).tolist():
            chosen = places[place]
            wishes = self._wishes(chosen.plain) if kind.endswith("F") else {}
            sort = Sort.popular if kind.endswith("0") else SORTS[int(self._rng.integers(len(SORTS)))]
            offset = DEEP if kind.endswith("P") else 0
            yield Query(scope=chosen.scope, facets=chosen.facets, sort=sort, offset=offset, limit=PAGE, **wishes)

    def _wishes(self, plain: Answer) -> dict[str, Any]:
        rng = self._rng
        asked: dict[str, Any] = {"choices": {}, "numbers": {}}
        for wish in rng.permutation(WISHES)[: rng.integers(1, 5)]:
            if wish == "brand" and plain.brands:
                known = sorted(plain.brands)
                some = rng.choice(known, size=min(len(known), int(rng.integers(1, 5))), replace=False)
                asked["brands"] = frozenset(some.tolist())
            elif wish == "price" and plain.price:
                low, high = plain.price
                start = int(low + (high - low) * float(rng.random()) ** 3)
                asked["price"] = (start, start * int(rng.integers(2, 9)))
            elif wish == "stock":
                asked["in_stock"] = True
            elif wish == "rating":
                asked["rating_from"] = int(rng.choice([30, 40, 45]))
            else:
                self._wish_a_spec(plain, asked)
        return asked

    def _wish_a_spec(self, plain: Answer, asked: dict[str, Any]) -> None:
        rng = self._rng
        codes = [
            *(("choices", code) for code in sorted(plain.choices)),
            *(("numbers", code) for code in plain.numbers),
        ]
        if not codes:
            return
        kind, code = codes[int(rng.integers(len(codes)))]
        if kind == "choices":
            values = list(plain.choices[code])
            asked["choices"][code] = frozenset(rng.choice(values, size=min(len(values), 3), replace=False).tolist())
        else:
            numbers = list(plain.numbers[code])
            first, last = sorted(rng.integers(0, len(numbers), 2).tolist())
            asked["numbers"][code] = ((numbers[first], numbers[last]),)
