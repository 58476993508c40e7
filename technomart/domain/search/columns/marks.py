"""What is yes or no about a variant, eight answers to a byte: in stock, reduced, well rated, where it is."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from technomart.domain.search.columns.terms import RATING_STEPS, Array

IN_STOCK = 0
REDUCED = 1
RATED = 2
BYTE = 8
SHORT = np.iinfo(np.uint16).max
BITS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little").astype(np.int64)
OFFER_BITS = range(RATED + len(RATING_STEPS))
EACH_BIT = [np.uint8(1 << bit) for bit in range(BYTE)]


def offer_marks(in_stock: Array, saving: Array, rating: Array) -> NDArray[np.uint8]:
    """The first byte of every variant: stock, saving and the rating steps it reaches."""
    marks: NDArray[np.uint8] = in_stock.astype(np.uint8) << np.uint8(IN_STOCK)
    marks |= (saving > 0).astype(np.uint8) << REDUCED
    for bit, step in enumerate(RATING_STEPS, start=RATED):
        marks |= (rating >= step).astype(np.uint8) << bit
    return marks


class Locations:
    """Which bit stands for which location; bits are counted from the first byte after the offer's."""

    def __init__(self, bits: Mapping[int, int] | None = None) -> None:
        self.bits = dict(bits or {})

    @classmethod
    def of(cls, locations: Iterable[int]) -> "Locations":
        """These locations, from the first bit on in this order."""
        return cls({location: bit for bit, location in enumerate(locations, start=BYTE)})

    def among(self, columns: Sequence[Array]) -> tuple[int, ...]:
        """Those at which some variant of these lies, in rising order."""
        seen = [int(np.bitwise_or.reduce(column, initial=0)) for column in columns]
        known = ((location, bit - BYTE) for location, bit in sorted(self.bits.items()))
        return tuple(location for location, bit in known if seen[bit // BYTE] >> bit % BYTE & 1)

    def moved(self, columns: Sequence[Array], new: "Locations", size: int) -> list[NDArray[np.uint8]]:
        """The bytes of so many variants with the bits of the others; a location those do not know is left out."""
        found = [np.zeros(size, np.uint8) for _ in range(new.bytes)]
        places = [(old - BYTE, new.bits[one] - BYTE) for one, old in self.bits.items() if one in new.bits]
        for source, target in dict.fromkeys((old // BYTE, bit // BYTE) for old, bit in places):
            pairs = [
                (old % BYTE, bit % BYTE) for old, bit in places if (old // BYTE, bit // BYTE) == (source, target)
            ]
            if all(old == bit for old, bit in pairs):
                found[target] |= columns[source] & np.uint8(sum(1 << bit for _, bit in pairs))
                continue
            known = np.zeros(256, np.uint8)
            for old, bit in pairs:
                known |= BITS[:, old].astype(np.uint8) << np.uint8(bit)
            found[target] |= known.take(columns[source])
        return found

    @property
    def bytes(self) -> int:
        return -(-len(self.bits) // BYTE)

    def bit(self, location: int) -> int:
        """The location's bit; a location that was never heard of gets the next one."""
        return self.bits.setdefault(location, BYTE + len(self.bits))

    def marks(self, rows: Array, locations: Array, size: int) -> list[NDArray[np.uint8]]:
        """The bytes of `size` variants, of which each named row lies at the location beside it."""
        is_short = len(locations) and locations.min() >= 0 and locations.max() < SHORT
        order = np.argsort(locations.astype(np.uint16) if is_short else locations, kind="stable")
        there = locations[order]
        starts = np.flatnonzero(np.diff(there, prepend=there[:1] - 1))
        runs = list(zip(there[starts].tolist(), np.split(rows[order], starts[1:]), strict=True)) if len(there) else []
        bits = {location: self.bit(location) for location, _ in runs}
        columns = [np.zeros(size, np.uint8) for _ in range(self.bytes)]
        for location, here in runs:
            columns[bits[location] // BYTE - 1][here] |= np.uint8(1 << bits[location] % BYTE)
        return columns

    def masks(self, wanted: Iterable[int]) -> dict[int, int]:
        """For each byte that matters, the bits of the wanted locations."""
        masks: dict[int, int] = {}
        for location in wanted:
            bit = self.bits.get(location)
            if bit is not None:
                masks[bit // BYTE] = masks.get(bit // BYTE, 0) | 1 << bit % BYTE
        return masks
