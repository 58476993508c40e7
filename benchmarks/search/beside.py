"""The same counts asked of PostgreSQL in SQL: a narrow table of goods and one of their values, warm and clustered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import psycopg

from technomart.domain.search import Answer, Query
from technomart.domain.search.columns import Block

GOODS = "leaf int, brand int, price bigint, in_stock bool, rating int, popularity bigint"
VALUES = "id int, leaf int, kind text, code text, value float8"


class InSql:
    """A copy of the listing in tables made for counting, and the questions as SQL."""

    def __init__(self, url: str, blocks: Iterable[Block]) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._ask = self._connection.execute
        self._ask(f"CREATE TABLE goods (id int PRIMARY KEY, {GOODS})")
        self._ask(f"CREATE TABLE goods_value ({VALUES})")
        cursor = self._connection.cursor()
        for block in blocks:
            self._copy(cursor, block)
        self._ask("CREATE INDEX ON goods (leaf)")
        self._ask("CREATE INDEX ON goods_value (leaf, code)")
        self._ask("VACUUM ANALYZE")

    def _copy(self, cursor: psycopg.Cursor[Any], block: Block) -> None:
        ids = block.ids.tolist()
        brand = next((cells for key, cells in block.cells.items() if key.kind == "brand"), None)
        if brand is None:
            return
        brands = [int(brand.values[at - 1]) for at in brand.columns[0].tolist()]
        columns = [block.figures[name].tolist() for name in ("price", "rating", "popularity")]
        with cursor.copy("COPY goods (id, leaf, brand, in_stock, price, rating, popularity) FROM STDIN") as copy:
            for row in zip(ids, [block.leaf] * len(ids), brands, block.in_stock.tolist(), *columns, strict=True):
                copy.write_row(row)
        with cursor.copy("COPY goods_value (id, leaf, kind, code, value) FROM STDIN") as copy:
            for key, cells in block.cells.items():
                for column in cells.columns if key.kind != "brand" else ():
                    for one, at in zip(ids, column.tolist(), strict=True):
                        if at:
                            copy.write_row((one, block.leaf, key.kind, key.code, cells.values[at - 1]))

    def search(self, query: Query) -> tuple[int, dict[str, int]]:
        """The total and how many values are counted in how many goods, of a category without a wish."""
        scope = list(query.scope)
        where = "leaf = ANY(%s)"
        order = f"SELECT id FROM goods WHERE {where} ORDER BY price < 0, popularity DESC, id LIMIT 24"
        self._ask(order, [scope]).fetchall()
        sums = "count(*), min(price) FILTER (WHERE price >= 0), max(price), count(*) FILTER (WHERE in_stock)"
        rated = ", ".join(f"count(*) FILTER (WHERE rating >= {step})" for step in (45, 40, 30))
        total = self._ask(f"SELECT {sums}, {rated} FROM goods WHERE {where}", [scope]).fetchone()
        brands = self._ask(f"SELECT brand, count(*) FROM goods WHERE {where} GROUP BY brand", [scope]).fetchall()
        shown = "" if query.facets is None else "AND code = ANY(%s)"
        given = [scope] if query.facets is None else [scope, list(query.facets)]
        counts = f"SELECT kind, code, value, count(*) FROM goods_value WHERE {where} {shown} GROUP BY 1, 2, 3"
        values = self._ask(counts, given).fetchall()
        assert total is not None
        return int(total[0]), {"brands": len(brands), "values": len(values), "counted": sum(row[3] for row in values)}

    def close(self) -> None:
        self._connection.close()


def same(answer: Answer, told: tuple[int, dict[str, int]]) -> bool:
    """Whether SQL has counted what the columns have."""
    groups = [*answer.choices.values(), *answer.numbers.values()]
    values = sum(len(counts) for counts in groups)
    counted = sum(sum(counts.values()) for counts in groups)
    return told == (answer.total, {"brands": len(answer.brands), "values": values, "counted": counted})
