"""What goods have cost of late, drawn as steps: how low, how high, and each change with its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from technomart.domain.pricing import PricePoint
from technomart.foundation.money import Money

SHOWN = timedelta(days=180)
WIDTH, TOP, BOTTOM = 600, 8, 112
"""The drawing, in its own units: from the first moment to the present one, the highest price above."""


@dataclass(frozen=True, slots=True)
class Course:
    """A price that has moved. `path` is SVG geometry; `rows` are (from when, price), newest first."""

    path: str
    since: datetime
    lowest: Money
    highest: Money
    rows: tuple[tuple[datetime, Money], ...]


def course_of(points: Sequence[PricePoint], at: datetime) -> Course | None:
    """The course of a price up to this moment; None if it never moved."""
    prices = [point.price for point in points]
    if len({price.minor for price in prices}) < 2:
        return None
    lowest, highest = min(prices, key=lambda one: one.minor), max(prices, key=lambda one: one.minor)
    since = points[0].at
    span = max((at - since).total_seconds(), 1.0)

    def across(moment: datetime) -> str:
        return f"{WIDTH * min((moment - since).total_seconds() / span, 1.0):.1f}"

    def down(price: Money) -> str:
        return f"{BOTTOM - (BOTTOM - TOP) * (price.minor - lowest.minor) / (highest.minor - lowest.minor):.1f}"

    steps = "".join(f"H{across(point.at)}V{down(point.price)}" for point in points[1:])
    rows = tuple((point.at, point.price) for point in reversed(points))
    return Course(f"M0 {down(prices[0])}{steps}H{WIDTH}", since, lowest, highest, rows)
