"""The listing in tantivy: one document for each good, all its values as numbers in one column of the index."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.search.questions import SHARED
from benchmarks.search.told import Goods, Told, Value
from technomart.domain.search import Query
from technomart.domain.search.columns import RATING_STEPS, Block

FIGURES = ("price", "rating", "popularity")
NUMBERS = ("leaf", "brand", "in_stock", "value", "shared")
HEAP = 200_000_000
MOST_BUCKETS = 60_000
HIGHEST = 50
"""Five stars, in tenths."""


class InTantivy:
    """A copy of the listing in an index of one segment, as far as one can have it."""

    def __init__(self, folder: Path, blocks: Iterable[Block]) -> None:
        builder = tantivy.SchemaBuilder()
        for name in NUMBERS:
            builder.add_unsigned_field(name, indexed=name == "leaf", fast=True)
        for name in FIGURES:
            builder.add_integer_field(name, fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._codes: dict[Value, int] = {}
        writer = self._index.writer(HEAP, num_threads=1)
        for block in blocks:
            self._write(writer, Goods.of(block, FIGURES))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        self._named = {code: value for value, code in self._codes.items()}

    def _write(self, writer: tantivy.IndexWriter, goods: Goods) -> None:
        values: list[list[int]] = [[] for _ in goods.ids]
        shared: list[list[int]] = [[] for _ in goods.ids]
        for row, value in goods.values:
            code = self._codes.setdefault(value, len(self._codes))
            values[row].append(code)
            if value[1] in SHARED:
                shared[row].append(code)
        for row, brand in enumerate(goods.brands):
            document = tantivy.Document()
            for name, one in (("leaf", goods.leaf), ("brand", brand), ("in_stock", int(goods.in_stock[row]))):
                document.add_unsigned(name, one)
            for name, figures in goods.figures.items():
                document.add_integer(name, figures[row])
            for code in values[row]:
                document.add_unsigned("value", code)
            for code in shared[row]:
                document.add_unsigned("shared", code)
            writer.add_document(document)

    def search(self, query: Query) -> Told:
        """The page by popularity and all counts of a category without a wish."""
        scope = tantivy.Query.term_set_query(self._schema, "leaf", list(query.scope))
        self._searcher.search(scope, query.limit, count=False, order_by_field="popularity")
        values = "value" if query.facets is None else "shared"
        rated = [float(step) for step in reversed(RATING_STEPS)]
        steps = [{"from": low, "to": high} for low, high in pairwise([*rated, HIGHEST + 1.0])]
        asked: dict[str, Any] = {
            "total": {"value_count": {"field": "leaf"}},
            "brands": {"terms": {"field": "brand", "size": MOST_BUCKETS}},
            "values": {"terms": {"field": values, "size": MOST_BUCKETS}},
            "stock": {"terms": {"field": "in_stock"}},
            "price": {"stats": {"field": "price"}},
            "rating": {"range": {"field": "rating", "ranges": steps}},
        }
        found = self._searcher.aggregate(scope, asked)
        brands, values = (_counted(found[name]["buckets"]) for name in ("brands", "values"))
        named = {self._named[code]: count for code, count in values.items()}
        return Told(int(found["total"]["value"]), None, brands, named)


def _counted(buckets: list[dict[str, Any]]) -> dict[int, int]:
    return {int(one["key"]): one["doc_count"] for one in buckets}
