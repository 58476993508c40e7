"""The arithmetic of stock: what is free, and from which rows a need is met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MOST_PIECES = 10**9
"""More of one thing than any shop holds."""

MOST_TOLD = 10
"""From so many pieces at one place on, pages say only that there are plenty (decision 20)."""


def told(pieces: int) -> int:
    """How many of the free pieces of one place are spoken of. What pages say changes only when this does."""
    return max(0, min(pieces, MOST_TOLD))


@dataclass(frozen=True, slots=True)
class Availability:
    """How many pieces of a variant can be had, in all and at each location that has any."""

    variant_id: int
    available: int = 0
    by_location: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))

    def at(self, location_id: int) -> int:
        return self.by_location.get(location_id, 0)

    @property
    def told(self) -> int:
        """How many pieces are spoken of: exact below MOST_TOLD."""
        return sum(told(pieces) for pieces in self.by_location.values())


@dataclass(frozen=True, slots=True)
class Shelf:
    """One stock row as it was read: how much of it is free and how early it is used."""

    stock_id: int
    variant_id: int
    rank: int
    free: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """A need that cannot be met."""

    variant_id: int
    available: int


def plan(shelves: Iterable[Shelf], needs: Iterable[tuple[int, int]]) -> dict[int, dict[int, int]] | Shortage:
    """From which stock rows each need is met: {variant: {stock row: pieces}}, lowest rank first; or what is short.

    A row that meets the whole need alone is preferred to splitting it.
    """
    by_variant: dict[int, list[Shelf]] = {}
    for shelf in shelves:
        if shelf.free > 0:
            by_variant.setdefault(shelf.variant_id, []).append(shelf)
    taken: dict[int, dict[int, int]] = {}
    for variant_id, quantity in needs:
        candidates = sorted(by_variant.get(variant_id, []), key=lambda shelf: (shelf.rank, shelf.stock_id))
        available = sum(shelf.free for shelf in candidates)
        if available < quantity:
            return Shortage(variant_id, available)
        whole = next((shelf for shelf in candidates if shelf.free >= quantity), None)
        portions = [whole] if whole else candidates
        taken[variant_id] = {}
        left = quantity
        for shelf in portions:
            pieces = min(shelf.free, left)
            if pieces:
                taken[variant_id][shelf.stock_id] = pieces
                left -= pieces
    return taken
