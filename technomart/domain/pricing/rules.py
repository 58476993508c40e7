"""The arithmetic of prices: what is charged when, what may be struck out, how a total is made (docs/pricing.md)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from technomart.foundation.money import MINOR_PER_MAJOR, Money, half_up, split

LOOK_BACK = timedelta(days=30)
"""How far before a reduction the lowest charged price counts as the old price."""

WHOLE_RATE = 10_000
"""A hundred per cent in basis points."""

HUNDRED = 100

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
    """One price in force from its first moment (included) to its last (excluded; none: for good).

    A promoted one is a reduced one that a promotion has made.
    """

    amount: int
    since: datetime
    until: datetime | None = None
    is_reduced: bool = False
    is_promoted: bool = False

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


class DiscountKind(StrEnum):
    """What a discount takes off: a share of the goods, a sum, or the fee for delivery."""

    percent = "percent"
    amount = "amount"
    free_delivery = "free_delivery"


@dataclass(frozen=True, slots=True)
class Discount:
    """So much off. Per cent are whole ones from 1 to 99."""

    kind: DiscountKind
    percent: int = 0
    amount_kopecks: int = 0

    def off(self, kopecks: int) -> int:
        """What it takes off so much, not looking at how much may be taken."""
        if self.kind is DiscountKind.percent:
            return half_up(kopecks * self.percent, HUNDRED)
        return self.amount_kopecks if self.kind is DiscountKind.amount else 0


def promoted_price(list_kopecks: int, discount: Discount) -> int | None:
    """The reduced price of a promotion, or none where it would give goods away or lower nothing."""
    reduced = list_kopecks - discount.off(list_kopecks)
    if discount.kind is DiscountKind.percent and reduced >= MINOR_PER_MAJOR:
        reduced -= reduced % MINOR_PER_MAJOR
    return reduced if 0 < reduced < list_kopecks else None


def promoted_terms(listed: Iterable[Term], discount: Discount, *, start: datetime, end: datetime) -> list[Term]:
    """The reduced prices a promotion makes of these list prices between two moments, oldest first."""
    terms: list[Term] = []
    for term in sorted(listed, key=lambda term: term.since):
        amount = promoted_price(term.amount, discount)
        since, until = max(term.since, start), end if term.until is None else min(term.until, end)
        if amount is not None and since < until:
            terms.append(Term(amount, since, until, is_reduced=True))
    return terms


def to_come(terms: Iterable[Term], at: datetime) -> list[Term]:
    """These prices as they stand from the moment on, oldest first: what is over is left out, what runs begins now."""
    left = [term for term in terms if term.until is None or term.until > at]
    return sorted((replace(term, since=max(term.since, at)) for term in left), key=lambda term: term.since)


class CodeProblem(StrEnum):
    """Why a promo code takes nothing off this cart for this customer at this moment."""

    unknown = "unknown"
    not_yet = "not_yet"
    over = "over"
    sign_in = "sign_in"
    of_another = "of_another"
    used_up = "used_up"
    used_by_you = "used_by_you"
    minimum = "minimum"
    changed = "changed"


@dataclass(frozen=True, slots=True)
class CodeTerms:
    """On what terms a promo code is given, and how often it has been used."""

    discount: Discount
    is_on: bool = True
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    minimum_kopecks: int = 0
    most_uses: int | None = None
    most_uses_each: int | None = None
    used: int = 0
    account_id: int | None = None


def problem_of_code(
    terms: CodeTerms, *, at: datetime, goods_kopecks: int, account_id: int | None, used_by_them: int
) -> CodeProblem | None:
    """The first thing that speaks against the code, or none."""
    whose, own = terms.account_id, terms.account_id in (None, account_id)
    against = {
        CodeProblem.unknown: not terms.is_on,
        CodeProblem.not_yet: terms.valid_from is not None and at < terms.valid_from,
        CodeProblem.over: terms.valid_to is not None and at >= terms.valid_to,
        CodeProblem.sign_in: whose is not None and account_id is None,
        CodeProblem.of_another: not own,
        CodeProblem.used_up: terms.most_uses is not None and terms.used >= terms.most_uses,
        CodeProblem.used_by_you: terms.most_uses_each is not None and used_by_them >= terms.most_uses_each,
        CodeProblem.minimum: goods_kopecks < terms.minimum_kopecks,
    }
    return next((problem for problem, stands in against.items() if stands), None)


def normal_code(raw: str) -> str:
    """A promo code as it is kept: one form whatever its case, its spaces and the width of its letters."""
    return "".join(unicodedata.normalize("NFKC", raw).casefold().split()).upper()


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """So many pieces at one price; `off_kopecks` is taken off them before any other discount."""

    price_kopecks: int
    quantity: int
    off_kopecks: int = 0

    @property
    def sum_kopecks(self) -> int:
        return self.price_kopecks * self.quantity

    @property
    def left_kopecks(self) -> int:
        return self.sum_kopecks - self.off_kopecks


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a total: its sum, what is taken off it, and the VAT in what is charged."""

    sum_kopecks: int
    vat_kopecks: int
    discount_kopecks: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact total: its lines and fees in the order they were given, and their sums."""

    lines: tuple[Part, ...]
    fees: tuple[Part, ...]
    vat_basis_points: int

    @property
    def goods_kopecks(self) -> int:
        return sum(part.sum_kopecks for part in self.lines)

    @property
    def fees_kopecks(self) -> int:
        return sum(part.sum_kopecks for part in self.fees)

    @property
    def discount_kopecks(self) -> int:
        return sum(part.discount_kopecks for part in (*self.lines, *self.fees))

    @property
    def total_kopecks(self) -> int:
        return self.goods_kopecks + self.fees_kopecks - self.discount_kopecks

    @property
    def vat_kopecks(self) -> int:
        return sum(part.vat_kopecks for part in (*self.lines, *self.fees))


def quote(
    lines: Sequence[QuoteLine],
    fees: Sequence[int],
    vat: int,
    discount: Discount | None = None,
    *,
    services: Sequence[int] = (),
) -> Quote:
    """The total of these lines and fees less the discount, with the VAT rate in basis points, rounded per line.

    `fees` are for delivery and may be taken off by the discount; services beside it are charged in full and stand
    after them.
    """

    def part(gross: int, off: int) -> Part:
        return Part(gross, vat_contained(gross - off, vat), off)

    off_lines = taken_off(lines, discount) if discount else [0] * len(lines)
    frees = discount is not None and discount.kind is DiscountKind.free_delivery
    off_in_all = [line.off_kopecks + off for line, off in zip(lines, off_lines, strict=True)]
    return Quote(
        lines=tuple(part(line.sum_kopecks, off) for line, off in zip(lines, off_in_all, strict=True)),
        fees=(
            *(part(fee, fee if frees else 0) for fee in fees),
            *(part(service, 0) for service in services),
        ),
        vat_basis_points=vat,
    )


def taken_off(lines: Sequence[QuoteLine], discount: Discount) -> list[int]:
    """What the discount takes off each line, in their order: parts that make the whole, a kopeck a piece left."""
    most = [max(0, line.left_kopecks - line.quantity) for line in lines]
    wanted = min(discount.off(sum(line.left_kopecks for line in lines)), sum(most))
    if not wanted:
        return [0] * len(lines)
    by_size = sorted(range(len(lines)), key=lambda i: (-most[i], lines[i].quantity))
    parts = split(wanted, [most[i] for i in by_size])
    return [part for _, part in sorted(zip(by_size, parts, strict=True))]


def pieces_at(charged_kopecks: int, quantity: int) -> list[tuple[int, int]]:
    """What is charged for a line as (pieces, price of one) that make it exactly: two prices where one cannot.

    A receipt states pieces and the price of one, and a discount seldom divides evenly.
    """
    price, dearer = divmod(charged_kopecks, quantity)
    return [(pieces, one) for pieces, one in ((quantity - dearer, price), (dearer, price + 1)) if pieces]
