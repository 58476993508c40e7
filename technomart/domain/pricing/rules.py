"""The arithmetic of prices: what is charged when, what may be struck out, how a total is made (docs/pricing.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from technomart.foundation.money import Money, half_up

LOOK_BACK = timedelta(days=30)
"""How far before a reduction the lowest charged price counts as the old price."""

WHOLE_RATE = 10_000
"""A hundred per cent in basis points."""

LARGEST_PRICE_KOPECKS = 10**11
"""A thousand million roubles for one piece: 999 of them in each of 100 lines still fit 64 bits."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What one piece costs now, VAT included, and the honest old price if this is a reduction."""

    variant_id: int
    price: Money
    was: Money | None = None

    @property
    def saving(self) -> Money:
        """What the reduction saves on one piece."""
        return self.was - self.price if self.was else Money(0, self.price.currency)


@dataclass(frozen=True, slots=True)
class Term:
    """One price in force from its first moment (included) to its last (excluded; none: for good)."""

    amount: int
    since: datetime
    until: datetime | None = None
    is_reduced: bool = False

    def holds_at(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)

    def meets(self, start: datetime, end: datetime) -> bool:
        """Whether the price was in force at any moment from `start` (included) to `end` (excluded)."""
        return self.since < end and (self.until is None or self.until > start)


def in_force(terms: Iterable[Term], moment: datetime) -> Term | None:
    """The price that is charged: the lowest in force; of equal ones a list price, then the older one."""
    held = [term for term in terms if term.holds_at(moment)]
    return min(held, key=lambda term: (term.amount, term.is_reduced, term.since), default=None)


def honest_was(terms: Sequence[Term], moment: datetime) -> int | None:
    """The amount that may be struck out beside what is charged at the moment, or none."""
    present = in_force(terms, moment)
    if present is None or not present.is_reduced:
        return None
    began = present.since
    before = [term.amount for term in terms if term.meets(began - LOOK_BACK, began)]
    lowest = min(before, default=0)
    return lowest if lowest > present.amount else None


def charged_steps(terms: Sequence[Term], start: datetime) -> list[tuple[datetime, int]]:
    """What is charged from `start` on, as the moments at which it changes; times without a price are left out."""
    edges = {start}
    for term in terms:
        edges |= {edge for edge in (term.since, term.until) if edge is not None and edge > start}
    steps: list[tuple[datetime, int]] = []
    last: int | None = None
    for edge in sorted(edges):
        present = in_force(terms, edge)
        amount = present.amount if present else None
        if amount is not None and amount != last:
            steps.append((edge, amount))
        last = amount
    return steps


def vat_contained(gross: int, basis_points: int) -> int:
    """The VAT inside a gross amount: kopecks, halves away from zero."""
    return half_up(gross * basis_points, WHOLE_RATE + basis_points)


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """So many pieces at one price."""

    price_kopecks: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a total and the VAT it contains."""

    sum_kopecks: int
    vat_kopecks: int


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact total: its lines and fees in the order they were given, and their sums."""

    lines: tuple[Part, ...]
    fees: tuple[Part, ...]
    vat_basis_points: int
    discount_kopecks: int = 0

    @property
    def goods_kopecks(self) -> int:
        return sum(part.sum_kopecks for part in self.lines)

    @property
    def fees_kopecks(self) -> int:
        return sum(part.sum_kopecks for part in self.fees)

    @property
    def total_kopecks(self) -> int:
        return self.goods_kopecks + self.fees_kopecks - self.discount_kopecks

    @property
    def vat_kopecks(self) -> int:
        return sum(part.vat_kopecks for part in (*self.lines, *self.fees))


def quote(lines: Iterable[QuoteLine], fees: Iterable[int], vat: int) -> Quote:
    """The total of these lines and fees with the VAT rate in basis points, rounded per line."""

    def part(gross: int) -> Part:
        return Part(gross, vat_contained(gross, vat))

    return Quote(
        lines=tuple(part(line.price_kopecks * line.quantity) for line in lines),
        fees=tuple(part(fee) for fee in fees),
        vat_basis_points=vat,
    )
