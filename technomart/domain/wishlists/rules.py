"""How long the lists of kept goods may get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MOST_FAVOURITES = 200
MOST_RECENT = 24
MOST_COMPARED_OF_A_TYPE = 6
MOST_COMPARED = 30
"""Five types of goods at six pieces each: more than anybody compares at a time."""


def over_the_limit(ids: Iterable[int], types: Mapping[int, int]) -> list[int]:
    """Which of these compared goods, the newest first, are too many of their type or too many at all."""
    kept: dict[int, int] = {}
    surplus: list[int] = []
    for variant_id in ids:
        kind = types.get(variant_id, 0)
        if kept.get(kind, 0) >= MOST_COMPARED_OF_A_TYPE or sum(kept.values()) >= MOST_COMPARED:
            surplus.append(variant_id)
        else:
            kept[kind] = kept.get(kind, 0) + 1
    return surplus
