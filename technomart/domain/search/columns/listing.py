"""The listing of the shop: every category page with its goods, counts and prices, answered from memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from technomart.domain.search.columns.answering import Found, Scope, answer, leaf_sums
from technomart.domain.search.columns.blocks import BRAND, UNPRICED, Block, FacetKey, blocks_of
from technomart.domain.search.columns.counting import Kept
from technomart.domain.search.columns.filters import Filter, filters_of
from technomart.domain.search.columns.layout import Facet
from technomart.domain.search.columns.marks import IN_STOCK
from technomart.domain.search.columns.splicing import spliced
from technomart.domain.search.columns.table import Rows, Table, per_leaf, within
from technomart.domain.search.columns.terms import Answer, Array, LeafSums, Offer, Placement, Query, Row

MOST_KEPT = 1024


class Columns:
    """All sold variants as columns of small numbers, and the exact answer to any listing over them.

    Threads may search side by side: all that a search leaves behind are counts of whole categories. `apply`
    writes in place and must run alone: the caller holds one lock around each `apply` and around each `search`
    of this object. `splice` only reads and answers with a new object that shares nothing that changes; the
    caller keeps `apply` out while it runs, and applies to the new object what happened since.
    """

    def __init__(self, tree: Iterable[int], rows: Iterable[Row]) -> None:
        """`tree` is the leaves in tree order; rows of other leaves are left out.

        Raises ValueError for a variant that comes twice.
        """
        leaves = tuple(dict.fromkeys(tree))
        self._lay(spliced(Table.empty(leaves), np.empty(0, np.int64), blocks_of(leaves, rows)))

    @classmethod
    def of_blocks(cls, tree: Iterable[int], blocks: Iterable[Block]) -> "Columns":
        """Columns of whole leaves as they were saved or read; leaves outside the tree are left out.

        Raises ValueError for a variant that comes twice.
        """
        leaves = tuple(dict.fromkeys(tree))
        given = {block.leaf: block for block in blocks if len(block.ids)}
        columns = cls.__new__(cls)
        standing = [given[leaf] for leaf in leaves if leaf in given]
        columns._lay(spliced(Table.empty(leaves), np.empty(0, np.int64), standing))
        return columns

    def blocks(self) -> Iterator[Block]:
        """Every leaf of the tree as a block, empty ones too."""
        return (self._table.block(leaf) for leaf in range(len(self._table.tree)))

    def still(self) -> "Columns":
        """The same columns as they are now: what is applied to these does not reach them. A few milliseconds."""
        columns = Columns.__new__(Columns)
        columns._lay(self._table.still())
        return columns

    def placements_of(self, variant_ids: Iterable[int]) -> dict[int, Placement]:
        """Where these variants belong, by id; those that are not listed are left out."""
        ids = np.fromiter(variant_ids, dtype=np.int64)
        rows = self._table.places.find(ids)
        listed = rows >= 0
        return dict(zip(ids[listed].tolist(), self._table.placements(rows[listed]), strict=True))

    def _lay(self, table: Table) -> None:
        self._table = table
        self._kept: dict[tuple[int, int], Kept] = {}
        self._facets: dict[tuple[int, ...], list[Facet]] = {}

    def __len__(self) -> int:
        return len(self._table.ids)

    def __contains__(self, variant_id: int) -> bool:
        return self._table.row_of(variant_id) >= 0

    @property
    def tree(self) -> tuple[int, ...]:
        """The leaves in tree order."""
        return self._table.tree

    @property
    def nbytes(self) -> int:
        """How much memory the columns take, the kept counts included."""
        kept = sum(each.nbytes for each in tuple(self._kept.values()))
        return self._table.nbytes + kept

    def offer_of(self, variant_id: int) -> Offer:
        """The offer as it is stored now; KeyError for a variant that is not listed."""
        row = self._table.row_of(variant_id)
        if row < 0:
            raise KeyError(variant_id)
        return self._table.offer_at(row)

    def standing_of(self, variant_ids: Sequence[int] | Array) -> tuple[Array, Array]:
        """How popular these variants are beside each other, from 0 to 1, and whether each lies in stock.

        Unlisted ones are neither.
        """
        if not len(self):
            return np.zeros(len(variant_ids), np.float32), np.zeros(len(variant_ids), np.bool_)
        rows = self._table.places.find(variant_ids)
        grown = self._table.figures["popularity"].take(rows, mode="clip").astype(np.float32)
        np.log1p(np.maximum(grown, 0, out=grown), out=grown)
        in_stock = self._table.marks[0].take(rows, mode="clip") & np.uint8(1 << IN_STOCK) != 0
        if rows.min(initial=0) < 0:
            grown *= rows >= 0
            in_stock &= rows >= 0
        grown /= max(1.0, float(grown.max(initial=0)))
        return grown, in_stock

    def lie_in(self, variant_ids: Sequence[int] | Array, leaves: Iterable[int]) -> Array:
        """Which of these variants are listed in one of these leaves."""
        rows, index = self._table.places.find(variant_ids), self._table.leaf_index
        wanted = np.zeros(len(self._table.tree) + 1, np.bool_)
        wanted[[index[leaf] for leaf in leaves if leaf in index]] = True
        found: Array = wanted[np.searchsorted(self._table.starts, rows, side="right") - 1] & (rows >= 0)
        return found

    def search(self, query: Query) -> Answer:
        """The page, the total and every count of a listing; exact, and empty for what nobody sells."""
        scope, found = self._found(query)
        kept = None
        if isinstance(scope.where, slice) and found.are_most:
            kept = self._keep(scope.where, scope.leaves)
        return answer(self._table, query, scope, found=found, kept=kept)

    def leaves_of(self, query: Query) -> Mapping[int, int]:
        """How many goods of the query lie in each leaf, and nothing else of its answer."""
        scope, found = self._found(query)
        return per_leaf(self._table, scope.leaves, found.rows)

    def _found(self, query: Query) -> tuple[Scope, Found]:
        scope = self._scope(query)
        filters = filters_of(self._table, query, scope.where) if scope.size else []
        return scope, _sift(scope, filters) if filters else Found(scope.rows(), whole=True)

    def apply(self, offers: Mapping[int, Offer]) -> None:
        """Store these offers in place; variants that are not listed are ignored. Must run alone."""
        found = self._table.places.find(np.fromiter(offers, dtype=np.int64, count=len(offers)))
        order = np.argsort(found, kind="stable")
        order = order[found[order] >= 0]
        if not len(order):
            return
        rows, given = found[order], list(offers.values())
        prices = self._table.figures["price"][rows]
        before = self._table.store(rows, [given[at] for at in order.tolist()])
        self._correct(rows, before, prices)

    def reprice(self, ids: Array, prices: Array, savings: Array) -> list[int]:
        """Store these prices in place; the rest of the offers stays. Must run alone.

        Gives the variants that came on sale or went off it: of these nothing is stored, the whole offer is needed.
        """
        found = self._table.places.find(ids)
        was = self._table.figures["price"].take(found, mode="clip") if len(self) else prices
        stays = (found >= 0) & ((was == UNPRICED) == (prices == UNPRICED))
        chosen = np.flatnonzero(stays)
        chosen = chosen[np.argsort(found[chosen])]
        before = self._table.reprice(found[chosen], prices[chosen], savings[chosen])
        self._correct(found[chosen], before, was[chosen])
        turned: list[int] = ids[(found >= 0) & ~stays].tolist()
        return turned

    def _correct(self, rows: Rows, before: list[Array], prices: Array) -> None:
        """Make the kept counts follow what was written; the rows stand in order, with the prices they had."""
        repriced = rows[prices != self._table.figures["price"][rows]].tolist()
        after = [column[rows] for column in self._table.marks]
        places = rows.tolist()
        for (start, stop), kept in self._kept.items():
            kept.widen(len(after))
            here = within(places, start, stop)
            if here.start < here.stop:
                kept.correct(before, after, here)
                there = within(repriced, start, stop)
                kept.prices_are_known = kept.prices_are_known and there.start == there.stop

    def splice(self, changed: Mapping[int, Row | None]) -> "Columns":
        """New columns in which these variants are as given, moved, or gone (None); shares nothing mutable."""
        table = self._table
        found = table.places.find(np.fromiter(changed, dtype=np.int64, count=len(changed)))
        fresh = blocks_of(table.tree, (row for row in changed.values() if row is not None))
        columns = Columns.__new__(Columns)
        columns._lay(spliced(table, found[found >= 0], fresh))
        return columns

    def audit(self) -> list[LeafSums]:
        """Sums over each leaf, for the nightly comparison with the database."""
        return [leaf_sums(self._table, leaf) for leaf in range(len(self._table.tree))]

    def _scope(self, query: Query) -> Scope:
        leaves, where = self._table.slice_of(query.scope)
        if query.hits is not None:
            where = _both(self._table.places.standing(query.hits), where)
        size = where.stop - where.start if isinstance(where, slice) else len(where)
        facets = self._facets_of(leaves) if query.facets is None else self._named(query.facets)
        return Scope(where, size, leaves, facets)

    def _named(self, codes: Iterable[str]) -> list[Facet]:
        """The brand and the facets of those codes, in the order of their codes in the columns."""
        known = self._table.layout.facets
        keys = {
            BRAND,
            *(key for code in codes for key in (FacetKey("choice", code), FacetKey("number", code))),
        }
        return sorted((known[key] for key in keys if key in known), key=lambda facet: facet.first)

    def _facets_of(self, leaves: Sequence[int]) -> Sequence[Facet]:
        """Every facet that those leaves have."""
        of_leaf = self._table.layout.of_leaf
        if len(leaves) == 1:
            return of_leaf[leaves[0]]
        scope = tuple(leaves)
        known = self._facets.get(scope)
        if known is None:
            if len(self._facets) >= MOST_KEPT:
                self._facets.clear()
            facets = {facet.first: facet for leaf in leaves for facet in of_leaf[leaf]}
            known = self._facets[scope] = [facets[first] for first in sorted(facets)]
        return known

    def _keep(self, where: slice, leaves: Sequence[int]) -> Kept:
        """The counts of a whole category, made when first asked for."""
        scope = (where.start, where.stop)
        kept = self._kept.get(scope)
        if kept is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            kept = self._kept[scope] = Kept.of(self._table, where, leaves)
        return kept


def _both(rows: Rows, where: slice | Rows) -> Rows:
    """Those of the rows that lie there; both stand in order."""
    if isinstance(where, slice):
        return rows[slice(*np.searchsorted(rows, (where.start, where.stop)).tolist())]
    return np.intersect1d(rows, where, assume_unique=True)


def _sift(scope: Scope, filters: Sequence[Filter]) -> Found:
    """Sort the rows of the scope by how many wishes they fail: none, one, or more."""
    misses: Array = np.zeros(scope.size, np.uint8 if len(filters) < 256 else np.uint32)
    for each in filters:
        misses += each.fails
    nearly = np.flatnonzero(misses == 1)
    rows = np.flatnonzero(misses == 0)
    return Found(
        rows=scope.rows(rows),
        others=scope.rows(np.flatnonzero(misses)) if 2 * len(rows) > scope.size else None,
        barred={each.about: scope.rows(nearly[each.fails[nearly]]) for each in filters},
    )
