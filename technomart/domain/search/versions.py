"""Which change last touched what a page may show: a leaf, a brand, a product line, the words, anything at all."""

from __future__ import annotations

from collections.abc import Iterable

from technomart.domain.search.columns import Placement

MOST_VERSIONS = 50_000
"""How many versions are remembered; beyond that, pages of every product line are made anew once."""

Dependency = tuple[str, int]
EVERYTHING: Dependency = ("everything", 0)
"""What a page depends on if any change at all may alter it."""
VOCABULARY: Dependency = ("vocabulary", 0)


def leaf(category_id: int) -> Dependency:
    """A page depends on the goods of this leaf category."""
    return ("leaf", category_id)


def product(product_id: int) -> Dependency:
    """A page depends on this product line and its variants."""
    return ("product", product_id)


def brand(brand_id: int) -> Dependency:
    """A page depends on the goods of this brand."""
    return ("brand", brand_id)


class Versions:
    """The number of the last change for each dependency. Its owner holds a lock."""

    def __init__(self) -> None:
        self._of: dict[Dependency, int] = {}
        self._oldest = 0
        self._oldest_line = 0

    def of(self, dependency: Dependency) -> int:
        """The number of the last change that touched it; 0 if none has. Never too small, at times too large."""
        oldest = self._oldest_line if dependency[0] == "product" else self._oldest
        return max(self._of.get(dependency, 0), oldest)

    def touch(self, seq: int, dependencies: Iterable[Dependency]) -> None:
        """Whatever depends on these is older than this change."""
        for dependency in dependencies:
            self._of[dependency] = seq
        if len(self._of) > MOST_VERSIONS:
            self._oldest_line = seq
            self._of = {one: version for one, version in self._of.items() if one[0] != "product"}

    def touch_places(self, seq: int, placements: Iterable[Placement]) -> None:
        """Whatever shows goods of these places is older than this change."""
        places = set(placements)
        self.touch(
            seq, (one for place in places for one in (leaf(place.leaf), product(place.line), brand(place.brand)))
        )

    def touch_all(self, seq: int) -> None:
        """Everything is older than this change."""
        self._of.clear()
        self._oldest = self._oldest_line = seq
