"""Who has a term: read from the database's own index and kept as bitmaps as long as there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from pyroaring import BitMap
from sqlalchemy import Connection, TextClause, select, text
from sqlalchemy.orm import Session

from technomart.domain.search.models import SearchText
from technomart.domain.search.text.overlay import Fields

ROOM_BYTES = 50_000_000
MOST_TERMS = 50_000
MOST_AT_ONCE = 30
FIELDS = ("title", "about", "body")
NOBODY: Fields = (BitMap(), BitMap(), BitMap())


ON_SQLITE = (
    "SELECT {place}, group_concat(rowid) FROM search_terms WHERE search_terms MATCH '{field} : ' || :term{number}"
)
ON_POSTGRES = (
    "SELECT {place}, string_agg(variant_id::text, ',') FROM search_text "
    "WHERE string_to_array({field}, ' ') @> ARRAY[:term{number}]"
)


@lru_cache(maxsize=MOST_AT_ONCE)
def _asking(pattern: str, count: int) -> TextClause:
    """One statement for so many terms: a row for each term and field, numbered through."""
    parts = [
        pattern.format(place=number * len(FIELDS) + place, field=field, number=number)
        for number in range(count)
        for place, field in enumerate(FIELDS)
    ]
    return text(" UNION ALL ".join(parts))


def read_holders(connection: Connection, terms: Sequence[str]) -> dict[str, Fields]:
    """Who has these terms according to the database, by field; at most `MOST_AT_ONCE` of them."""
    is_sqlite = connection.dialect.name == "sqlite"
    asked = {f"term{number}": f'"{term}"' if is_sqlite else term for number, term in enumerate(terms)}
    rows = connection.execute(_asking(ON_SQLITE if is_sqlite else ON_POSTGRES, len(terms)), asked)
    lists: dict[int, str | None] = {place: ids for place, ids in rows}
    found: dict[str, Fields] = {}
    for number, term in enumerate(terms):
        title, about, body = (_bitmap(lists.get(number * len(FIELDS) + place)) for place in range(len(FIELDS)))
        found[term] = title, about, body
    return found


def _bitmap(ids: str | None) -> BitMap:
    return BitMap(np.fromstring(ids, dtype=np.uint32, sep=",")) if ids else BitMap()


class Kept:
    """Bitmaps by term; the least recently asked go first. Not safe for threads: its owner locks."""

    def __init__(self) -> None:
        self._of: OrderedDict[str, Fields] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._of)

    @property
    def nbytes(self) -> int:
        """About how much memory the bitmaps take."""
        return self._bytes

    def get(self, term: str) -> Fields | None:
        found = self._of.get(term)
        if found is not None:
            self._of.move_to_end(term)
        return found

    def put(self, term: str, fields: Fields) -> None:
        self._bytes -= _weight(self._of.pop(term, None))
        self._of[term] = fields
        self._bytes += _weight(fields)
        while self._bytes > ROOM_BYTES or len(self._of) > MOST_TERMS:
            _, gone = self._of.popitem(last=False)
            self._bytes -= _weight(gone)

    def clear(self) -> None:
        self._of.clear()
        self._bytes = 0

    def correct(self, session: Session, variant_ids: Iterable[int]) -> None:
        """Make the kept bitmaps say about these variants what the database says now."""
        ids = sorted(set(variant_ids))
        gone = BitMap(ids)
        for term, fields in list(self._of.items()):
            if any(one.intersect(gone) for one in fields):
                title, about, body = fields
                self.put(term, (title - gone, about - gone, body - gone))
        rows: Any = session.execute(
            select(SearchText.variant_id, SearchText.title, SearchText.about, SearchText.body).where(
                SearchText.variant_id.in_(ids)
            )
        )
        for variant_id, *fields in rows:
            for place, terms in enumerate(fields):
                for term in terms.split():
                    known = self._of.get(term)
                    if known is not None:
                        changed = list(known)
                        changed[place] = known[place] | BitMap([variant_id])
                        self._of[term] = (changed[0], changed[1], changed[2])


def _weight(fields: Fields | None) -> int:
    """Bytes of the three bitmaps: two a value in sparse containers, at most 8 KB for each 65,536 ids."""
    if fields is None:
        return 0
    return 600 + sum(min(2 * len(one), 8_192 * (1 + (one.max() >> 16))) for one in fields if one)
