"""What shipping needs from outside: a place where a test may take its locks away."""

from typing import Protocol


class Faults(Protocol):
    """Where a test may break the promising of visits on purpose; the shop's own does nothing."""

    def skips_stock_lock(self) -> bool:
        """Whether a visit is promised by read-check-write instead of one conditional UPDATE."""
        ...

    def after_check(self, place: str) -> None:
        """Called between a check and the change that relies on it."""
        ...
