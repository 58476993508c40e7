"""Pages of long lists: sane whatever was asked."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Paging:
    """Which slice is asked for; `number` starts at 1."""

    number: int = 1
    size: int = 24

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @classmethod
    def asked(cls, number: int | None, size: int | None = None, *, usual: int = 24, largest: int = 100) -> Paging:
        """What was asked, brought into bounds: pages from 1, sizes from 1 to `largest`."""
        return cls(
            number=min(max(number or 1, 1), LARGEST_PAGE),
            size=min(max(size or usual, 1), largest),
        )

    def pages(self, total: int) -> int:
        """How many pages `total` things make; at least one."""
        return max(1, -(-total // self.size))
