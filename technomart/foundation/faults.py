"""Places where a test may break the shop on purpose, to show that what guards them is needed."""


class Faults:
    """What the shop itself does: nothing is broken. A place is `stock`, `slot`, `payment`, `promo code` and so on."""

    def skips_lock(self, place: str) -> bool:
        """Whether what can run out here is taken by read-check-write, without a lock or a conditional UPDATE."""
        return False

    def after_check(self, place: str) -> None:
        """Called between a check and the change that relies on it."""


NO_FAULTS = Faults()
