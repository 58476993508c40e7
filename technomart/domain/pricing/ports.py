"""What pricing needs from outside: a place where a test may take the lock of a promo code away."""

from typing import Protocol


class Faults(Protocol):
    """Where a test may break the taking of a promo code's use on purpose; the shop's own does nothing."""

    def skips_code_lock(self) -> bool:
        """Whether a use is taken by read-check-write instead of a lock and one conditional UPDATE."""
        ...

    def after_check(self, place: str) -> None:
        """Called between a check and the change that relies on it."""
        ...
