"""The arithmetic of carts: limits, what is wrong with a line, what the whole comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from technomart.foundation.money import Money

MOST_PIECES = 999
MOST_LINES = 100
KEPT = timedelta(days=60)
"""How long a cart nobody touches is kept."""


class Problem(StrEnum):
    """Why a line cannot be bought as it stands."""

    gone = "gone"
    few = "few"
    unpriced = "unpriced"


@dataclass(frozen=True, slots=True)
class Totals:
    """What the lines that can be bought come to, VAT included; the saving is against honest old prices.

    `discount` is what the cart's promo code takes off the goods, `vat` what is left of the VAT then.
    """

    pieces: int
    goods: Money
    saving: Money
    vat: Money
    discount: Money

    @property
    def charged(self) -> Money:
        """What the goods come to after the code."""
        return self.goods - self.discount


def problem_of(*, is_sold: bool, is_priced: bool, available: int, quantity: int) -> Problem | None:
    """What is wrong with a line, if anything."""
    if not is_sold or available <= 0:
        return Problem.gone
    if not is_priced:
        return Problem.unpriced
    return Problem.few if quantity > available else None


def most_of(available: int) -> int:
    """The largest quantity a line may have."""
    return max(0, min(available, MOST_PIECES))


def capped(quantity: int, available: int) -> int:
    """The quantity brought within what there is; at least 1, so that a line that has run out is still seen."""
    return max(1, min(quantity, most_of(available)))
