"""The listing in SQL: a narrow table of goods and one of their values, made for counting, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

from benchmarks.search.told import Goods, Told, Value
from technomart.domain.search import Query, Sort
from technomart.domain.search.columns import RATING_STEPS, Block

FIGURES = ("price", "rating", "popularity", "saving", "created")
GOODS = ", ".join(
    ["id int PRIMARY KEY", "leaf int", "brand int", "in_stock bool", *(f"{name} bigint" for name in FIGURES)]
)
VALUES = "id int, leaf int, kind text, code text, value float8"
ORDERS = {
    Sort.popular: "popularity DESC",
    Sort.cheap: "price",
    Sort.dear: "price DESC",
    Sort.rating: "rating DESC",
    Sort.new: "created DESC",
    Sort.saving: "saving DESC",
}
RATED = ", ".join(f"count(*) FILTER (WHERE rating >= {step})" for step in RATING_STEPS)
SUMS = f"count(*), min(price) FILTER (WHERE price >= 0), max(price), count(*) FILTER (WHERE in_stock), {RATED}"


@dataclass(frozen=True)
class Wish:
    """A condition on goods; `about` is the kind and code of the group that is counted without it."""

    about: tuple[str, str]
    sql: str
    given: tuple[Any, ...]


class InSql:
    """A copy of the listing in PostgreSQL."""

    def __init__(self, url: str, blocks: Iterable[Block]) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute(f"CREATE TABLE goods ({GOODS})")
        self._connection.execute(f"CREATE TABLE goods_value ({VALUES})")
        with self._connection.cursor() as cursor:
            for block in blocks:
                _copy(cursor, Goods.of(block, FIGURES))
        self._connection.execute("CREATE INDEX ON goods (leaf)")
        self._connection.execute("CREATE INDEX ON goods_value (leaf, code)")
        self._connection.execute("VACUUM ANALYZE")

    def search(self, query: Query) -> Told:
        """The page, the sums and every count, each group without its own wish."""
        wishes = list(_wishes(query))
        where, given = _where(query, wishes)
        order = f"ORDER BY price < 0, {ORDERS[query.sort]}, id LIMIT {query.limit} OFFSET {query.offset}"
        ids = self._rows(f"SELECT id FROM goods WHERE {where} {order}", given)
        total = self._rows(f"SELECT {SUMS} FROM goods WHERE {where}", given)[0][0]
        where, given = _where(query, wishes, leaving_out=("brand", ""))
        brands = self._rows(f"SELECT brand, count(*) FROM goods WHERE {where} GROUP BY brand", given)
        return Told(total, tuple(one for (one,) in ids), dict(brands), self._values(query, wishes))

    def _values(self, query: Query, wishes: list[Wish]) -> dict[Value, int]:
        shown = "" if query.facets is None else "AND code = ANY(%s)"
        values = self._counted(query, wishes, shown, () if query.facets is None else (list(query.facets),))
        own = [wish for wish in wishes if wish.about[0] in ("choice", "number")]
        for wish in own:
            values = {one: count for one, count in values.items() if one[:2] != wish.about}
        for wish in own:
            others = [one for one in wishes if one is not wish]
            values |= self._counted(query, others, "AND kind = %s AND code = %s", wish.about)
        return values

    def _counted(self, query: Query, wishes: list[Wish], which: str, about: tuple[Any, ...]) -> dict[Value, int]:
        given: list[Any] = [list(query.scope), *about]
        if wishes:
            where, more = _where(query, wishes)
            which += f" AND id IN (SELECT id FROM goods WHERE {where})"
            given += more
        sql = f"SELECT kind, code, value, count(*) FROM goods_value WHERE leaf = ANY(%s) {which} GROUP BY 1, 2, 3"
        return {(kind, code, value): count for kind, code, value, count in self._rows(sql, given)}

    def _rows(self, sql: str, given: list[Any]) -> list[Any]:
        return self._connection.execute(sql, given).fetchall()  # type: ignore[arg-type]

    def close(self) -> None:
        self._connection.close()


def _copy(cursor: psycopg.Cursor[Any], goods: Goods) -> None:
    with cursor.copy(f"COPY goods (id, leaf, brand, in_stock, {', '.join(FIGURES)}) FROM STDIN") as copy:
        leaf = [goods.leaf] * len(goods.ids)
        for row in zip(goods.ids, leaf, goods.brands, goods.in_stock, *goods.figures.values(), strict=True):
            copy.write_row(row)
    with cursor.copy("COPY goods_value (id, leaf, kind, code, value) FROM STDIN") as copy:
        for row, value in goods.values:
            copy.write_row((goods.ids[row], goods.leaf, *value))


def _wishes(query: Query) -> Iterator[Wish]:
    if query.brands:
        yield Wish(("brand", ""), "brand = ANY(%s)", (sorted(query.brands),))
    if query.price is not None:
        yield Wish(("price", ""), "price >= 0 AND price BETWEEN %s AND %s", query.price)
    if query.in_stock:
        yield Wish(("in_stock", ""), "in_stock", ())
    if query.rating_from is not None:
        yield Wish(("rating", ""), "rating >= %s", (query.rating_from,))
    spec = "id IN (SELECT id FROM goods_value WHERE leaf = ANY(%s) AND kind = %s AND code = %s AND {})"
    scope = list(query.scope)
    for code, values in query.choices.items():
        yield Wish(("choice", code), spec.format("value = ANY(%s)"), (scope, "choice", code, sorted(values)))
    for code, bounds in query.numbers.items():
        spans = " OR ".join("value BETWEEN %s AND %s" for _ in bounds)
        ends = [end for span in bounds for end in span]
        yield Wish(("number", code), spec.format(f"({spans})"), (scope, "number", code, *ends))


def _where(query: Query, wishes: list[Wish], leaving_out: tuple[str, str] | None = None) -> tuple[str, list[Any]]:
    taken = [wish for wish in wishes if wish.about != leaving_out]
    given = [list(query.scope), *(one for wish in taken for one in wish.given)]
    return " AND ".join(["leaf = ANY(%s)", *(wish.sql for wish in taken)]), given
