"""Which goods stand on a page: the exact ones, without sorting all the others."""

from collections.abc import Callable, Sequence

import numpy as np

from technomart.domain.search.columns.table import Rows, Table, listed
from technomart.domain.search.columns.terms import Array, Query, Sort

Key = Callable[[Rows], Array]
FEW = 64
ROOM = 4
"""How many times the goods of a page are looked at by score before all are: filters leave out some."""

FIGURE_OF = {
    Sort.popular: "popularity",
    Sort.cheap: "price",
    Sort.dear: "price",
    Sort.rating: "rating",
    Sort.new: "created",
    Sort.saving: "saving",
}


def page(table: Table, query: Query, rows: Rows, *, prices: Array) -> tuple[int, ...]:
    """The ids of the asked page among those rows, which stand in order, with their prices beside them."""
    start = max(query.offset, 0)
    stop = min(start + max(query.limit, 0), len(rows))
    if start >= stop:
        return ()
    unpriced = prices < 0
    first, last = (rows[~unpriced], rows[unpriced]) if unpriced.any() else (rows, rows[:0])
    shown = (
        _shown(table, query, first, start=start, stop=min(stop, len(first))),
        _shown(table, query, last, start=max(start - len(first), 0), stop=stop - len(first)),
    )
    return tuple(table.ids.take(np.concatenate(shown)).tolist())


def _shown(table: Table, query: Query, rows: Rows, *, start: int, stop: int) -> Rows:
    """The rows that stand from start to stop in the asked order."""
    if start >= stop:
        return rows[:0]
    by_id: Key = table.ids.take
    if query.sort is Sort.relevance and query.hits is not None:
        rows, by_score = _by_score(table, query, rows, most=stop)
        return window(rows, [by_score, _falling(table.figures["popularity"]), by_id], start=start, stop=stop)
    figure = table.figures[FIGURE_OF.get(query.sort, "popularity")]
    by_figure = figure.take if query.sort is Sort.cheap else _falling(figure)
    return window(rows, [by_figure, by_id], start=start, stop=stop)


def _by_score(table: Table, query: Query, rows: Rows, *, most: int) -> tuple[Rows, Key]:
    """The rows by falling score; some that cannot be among the first so many are left out if that is soon known."""
    assert query.hits is not None
    found = table.places.find(query.hits)
    room = ROOM * most
    if query.scores is not None and room < len(found) == len(table.places.standing(query.hits)):
        told = np.asarray(query.scores)
        chosen = np.flatnonzero(told >= np.partition(told, -room)[-room])
        chosen = chosen[np.argsort(found[chosen])]
        best = found[chosen]
        is_asked = rows.take(np.searchsorted(rows, best), mode="clip") == best
        if np.count_nonzero(is_asked) >= most:
            best, told = best[is_asked], told[chosen[is_asked]]
            return best, lambda some: -told.take(np.searchsorted(best, some))
    return rows, _falling(_score_by_row(table, query.hits, query.scores))


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
