"""Which goods stand on a page: the exact ones, without sorting all the others."""

from collections.abc import Callable, Sequence

import numpy as np

from technomart.domain.search.columns.table import Rows, Table, listed
from technomart.domain.search.columns.terms import Array, Query, Sort

Key = Callable[[Rows], Array]
FEW = 64
FIGURE_OF = {
    Sort.popular: "popularity",
    Sort.cheap: "price",
    Sort.dear: "price",
    Sort.rating: "rating",
    Sort.new: "created",
    Sort.saving: "saving",
}


def page(table: Table, query: Query, rows: Rows, *, prices: Array) -> tuple[int, ...]:
    """The ids of the asked page among those rows, whose prices stand beside them."""
    start = max(query.offset, 0)
    stop = min(start + max(query.limit, 0), len(rows))
    if start >= stop:
        return ()
    keys = _keys(table, query)
    unpriced = prices < 0
    if not unpriced.any():
        return tuple(table.ids.take(window(rows, keys, start=start, stop=stop)).tolist())
    first, last = rows[~unpriced], rows[unpriced]
    shown = (
        window(first, keys, start=start, stop=min(stop, len(first))),
        window(last, keys, start=max(start - len(first), 0), stop=stop - len(first)),
    )
    return tuple(table.ids.take(np.concatenate(shown)).tolist())


def _keys(table: Table, query: Query) -> list[Key]:
    """What the rows are sorted by, the least first."""
    by_id: Key = table.ids.take
    if query.sort is Sort.relevance and query.hits is not None:
        score = _score_by_row(table, query.hits, query.scores)
        return [_falling(score), _falling(table.figures["popularity"]), by_id]
    if query.sort is Sort.cheap:
        return [table.figures["price"].take, by_id]
    return [_falling(table.figures[FIGURE_OF.get(query.sort, "popularity")]), by_id]


def _score_by_row(table: Table, hits: Sequence[int] | Array, scores: Sequence[float] | Array | None) -> Array:
    """The scores of the hits by row; a variant named twice has its best. Without scores the first hit is the best."""
    found = table.places.find(hits)
    rows, told = listed(found), np.arange(0, -len(found), -1) if scores is None else np.asarray(scores)
    if len(rows) < len(found):
        told = told[found >= 0]
    if len(table.places.standing(hits)) < len(rows):
        order = np.argsort(told, kind="stable")
        rows, told = rows[order], told[order]
    score = np.zeros(len(table.ids), told.dtype)
    score[rows] = told
    return score


def _falling(figure: Array) -> Key:
    return lambda rows: -figure.take(rows)


def window(rows: Rows, keys: Sequence[Key], *, start: int, stop: int) -> Rows:
    """The rows that would stand from start to stop if all were sorted by the keys, in that order.

    Only rows between the values at both ends are sorted; rows that tie with an end go on to the next key.
    """
    if start >= stop:
        return rows[:0]
    if not keys or len(rows) <= FEW:
        return rows[_order(rows, keys)][start:stop]
    values = keys[0](rows)
    head = np.partition(values, stop - 1)[:stop]
    least, most = np.partition(head, start)[start], head[stop - 1]
    before = int(np.count_nonzero(values < least))
    lower = rows[values == least]
    if least == most:
        return window(lower, keys[1:], start=start - before, stop=stop - before)
    middle = rows[(values > least) & (values < most)]
    upper = rows[values == most]
    return np.concatenate(
        (
            window(lower, keys[1:], start=start - before, stop=len(lower)),
            middle[_order(middle, keys)],
            window(upper, keys[1:], start=0, stop=stop - before - len(lower) - len(middle)),
        )
    )


def _order(rows: Rows, keys: Sequence[Key]) -> Array:
    if not keys:
        return np.arange(len(rows))
    return np.lexsort([key(rows) for key in reversed(keys)])
