"""What has changed since the words were last folded, kept in the process until they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyroaring import BitMap

from technomart.domain.search.text.documents import Document

MOST_KEPT = 5_000
"""How many changed variants a process holds itself; what goes beyond is found once it is folded."""

Fields = tuple[BitMap, BitMap, BitMap]


class Overlay:
    """The words of changed variants, each with the number of its change. Not safe for threads: its owner locks."""

    def __init__(self) -> None:
        self.ids = BitMap()
        """For these the index is not asked: the overlay knows better."""
        self.edits = 0
        """Grows with everything that is put or dropped."""
        self._kept: dict[int, tuple[int, Document | None]] = {}
        self._holders: tuple[dict[str, BitMap], ...] = tuple(defaultdict(BitMap) for _ in range(3))

    def __len__(self) -> int:
        return len(self._kept)

    def put(self, variant_id: int, seq: int, document: Document | None) -> None:
        """Know this variant anew, as of a change; None if it is no longer sold."""
        self.drop(variant_id)
        self._kept[variant_id] = (seq, document)
        self.ids.add(variant_id)
        for holders, terms in zip(self._holders, document.fields if document else (), strict=False):
            for term in terms.split():
                holders[term].add(variant_id)

    def drop(self, variant_id: int) -> None:
        """Forget this variant: the index knows it as well."""
        self.edits += 1
        _, document = self._kept.pop(variant_id, (0, None))
        self.ids.discard(variant_id)
        for holders, terms in zip(self._holders, document.fields if document else (), strict=False):
            for term in terms.split():
                holders[term].discard(variant_id)
                if not holders[term]:
                    del holders[term]

    def drop_until(self, seq: int, walk: int | None) -> None:
        """Forget what was folded: changes up to this number, and what the walk over all goods has passed."""
        for variant_id in [
            one for one, (noted, _) in self._kept.items() if noted <= seq and (walk is None or one <= walk)
        ]:
            self.drop(variant_id)

    def holders(self, term: str) -> Fields:
        """Who has the term, by field."""
        title, about, body = (holders.get(term) or BitMap() for holders in self._holders)
        return title, about, body

    def beginning_with(self, start: str) -> Iterable[str]:
        """The terms of titles that begin so."""
        return [term for term in self._holders[0] if term.startswith(start)]

    def model_of(self, variant_id: int) -> str | None:
        """The model's terms of a variant that is here and on sale."""
        _, document = self._kept.get(variant_id, (0, None))
        return document.model if document is not None else None
