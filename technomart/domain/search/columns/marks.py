"""What is yes or no about a variant, eight answers to a byte: in stock, reduced, well rated, where it is."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from technomart.domain.search.columns.terms import RATING_STEPS, Array

IN_STOCK = 0
REDUCED = 1
RATED = 2
BYTE = 8
BITS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little").astype(np.int64)


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

    @property
    def bytes(self) -> int:
        return -(-len(self.bits) // BYTE)

    def bit(self, location: int) -> int:
        """The location's bit; a location that was never heard of gets the next one."""
        return self.bits.setdefault(location, BYTE + len(self.bits))

    def marks(self, rows: Array, locations: Iterable[int], size: int) -> list[NDArray[np.uint8]]:
        """The bytes of `size` variants, of which each named row lies at the location beside it."""
        bits = np.array([self.bit(location) for location in locations], dtype=np.int64)
        columns = [np.zeros(size, np.uint8) for _ in range(self.bytes)]
        for number, column in enumerate(columns, start=1):
            here = bits // BYTE == number
            np.bitwise_or.at(column, rows[here], (1 << bits[here] % BYTE).astype(np.uint8))
        return columns

    def masks(self, wanted: Iterable[int]) -> dict[int, int]:
        """For each byte that matters, the bits of the wanted locations."""
        masks: dict[int, int] = {}
        for location in wanted:
            bit = self.bits.get(location)
            if bit is not None:
                masks[bit // BYTE] = masks.get(bit // BYTE, 0) | 1 << bit % BYTE
        return masks
