"""Money in whole minor units: sums that always add up to the kopeck."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

RUB = "RUB"
MINOR_PER_MAJOR = 100
LARGEST_MINOR = 10**15
"""Ten trillion roubles: far above any shop, far below 2**63."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units (kopecks) of one currency. Amounts of different currencies never meet."""

    minor: int
    currency: str = RUB

    @classmethod
    def of(cls, amount: str | Decimal, currency: str = RUB) -> Money:
        """`Money.of("499.90")`. Refuses (ValueError) what is not a finite number of whole minor units."""
        try:
            minor = Decimal(amount) * MINOR_PER_MAJOR
        except InvalidOperation as error:
            raise ValueError(f"not an amount: {amount!r}") from error
        if not minor.is_finite() or minor != minor.to_integral_value() or abs(minor) > LARGEST_MINOR:
            raise ValueError(f"not an amount: {amount!r}")
        return cls(int(minor), currency)

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other).minor, self.currency)

    def __mul__(self, quantity: int) -> Money:
        return Money(self.minor * quantity, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    @property
    def amount(self) -> str:
        """The amount as the wire has it: `499.00`."""
        sign = "-" if self.minor < 0 else ""
        whole, part = divmod(abs(self.minor), MINOR_PER_MAJOR)
        return f"{sign}{whole}.{part:02d}"

    def as_wire(self) -> dict[str, str]:
        return {"amount": self.amount, "currency": self.currency}


def half_up(numerator: int, denominator: int) -> int:
    """The one rounding rule of the shop: to the nearest whole, halves away from zero. `denominator` > 0."""
    doubled = 2 * abs(numerator) + denominator
    rounded = doubled // (2 * denominator)
    return -rounded if numerator < 0 else rounded


def split(total: int, weights: list[int]) -> list[int]:
    """Share `total` minor units by `weights` (>= 0) so that the parts are whole and make the whole.

    Each part differs from its exact share by less than one unit; what is left over goes to the largest
    remainders, earlier parts first. With all weights zero the first part takes everything.
    """
    if not weights:
        raise ValueError("nothing to split among")
    sum_of_weights = sum(weights)
    if sum_of_weights == 0:
        return [total] + [0] * (len(weights) - 1)
    sign = -1 if total < 0 else 1
    shares = [divmod(abs(total) * weight, sum_of_weights) for weight in weights]
    parts = [whole for whole, _ in shares]
    left = abs(total) - sum(parts)
    by_remainder = sorted(range(len(weights)), key=lambda i: (-shares[i][1], i))
    for i in by_remainder[:left]:
        parts[i] += 1
    return [sign * part for part in parts]
