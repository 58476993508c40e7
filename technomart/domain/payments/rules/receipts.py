"""What a receipt says (54-FZ): items that add up to the money it is for, to the kopeck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from technomart.domain.payments.ports import ReceiptDraft, ReceiptItem, ReceiptMode
from technomart.foundation.money import RUB, Money, split

LONGEST_DESCRIPTION = 128
MOST_TRIES = 10
"""How often a receipt is asked after before somebody of the staff must look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """One line or fee of an order as it was charged, before discounts: so many pieces for so much in all."""

    name: str
    quantity: int
    gross_kopecks: int
    vat_basis_points: int
    discount_kopecks: int = 0
    is_service: bool = False

    @property
    def net_kopecks(self) -> int:
        return self.gross_kopecks - self.discount_kopecks


def items_of(sold: Sequence[Sold], total_kopecks: int) -> tuple[ReceiptItem, ...]:
    """The items of an order that was charged this total.

    A discount that no line carries is shared by the lines in proportion. A sum that does not divide by its pieces
    becomes two items: one piece takes the odd kopecks. What costs nothing is left out.
    """
    nets = [one.net_kopecks for one in sold]
    shared = split(sum(nets) - total_kopecks, nets) if nets else []
    items: list[ReceiptItem] = []
    for one, net, less in zip(sold, nets, shared, strict=True):
        items += _items(one, net - less)
    return tuple(items)


def share_of(items: Sequence[ReceiptItem], amount_kopecks: int) -> tuple[ReceiptItem, ...]:
    """The same goods for a part of their money: each a share in proportion, as one piece."""
    sums = [item.price.minor * item.quantity for item in items]
    if sum(sums) == amount_kopecks:
        return tuple(items)
    parts = split(amount_kopecks, sums)
    return tuple(
        replace(item, quantity=1, price=Money(part, item.price.currency))
        for item, part in zip(items, parts, strict=True)
        if part
    )


def total_of(draft: ReceiptDraft) -> int:
    """What the items add up to, in kopecks."""
    return sum(item.price.minor * item.quantity for item in draft.items)


def sum_of(kept: Mapping[str, Any]) -> int:
    """What the items of a kept draft add up to, in kopecks."""
    return sum(item["price_kopecks"] * item["quantity"] for item in kept["items"])


@dataclass(frozen=True, slots=True)
class ToldPieces:
    """What the receipts of hand-overs have named so far: pieces by line, and whether the fees."""

    pieces: Mapping[int, int]
    fees: bool


def told_pieces(kept: Iterable[Mapping[str, Any]]) -> ToldPieces | None:
    """What these drafts have named; None if one of them names everything, as all did before there were parts."""
    pieces: dict[int, int] = {}
    fees = False
    for draft in kept:
        if "pieces" not in draft:
            return None
        fees = fees or draft["fees"]
        for line_id, count in draft["pieces"].items():
            pieces[int(line_id)] = pieces.get(int(line_id), 0) + count
    return ToldPieces(pieces, fees)


def _items(one: Sold, net: int) -> list[ReceiptItem]:
    unit, odd = divmod(net, one.quantity)
    portions = [(one.quantity, unit)] if not odd else [(one.quantity - 1, unit), (1, unit + odd)]
    return [
        ReceiptItem(
            description=one.name[:LONGEST_DESCRIPTION],
            quantity=quantity,
            price=Money(price, RUB),
            vat_basis_points=one.vat_basis_points,
            is_service=one.is_service,
        )
        for quantity, price in portions
        if quantity and price
    ]


def written(draft: ReceiptDraft) -> dict[str, Any]:
    """The draft as plain JSON. The address is not in it: it stands on the order."""
    return {
        "mode": draft.mode.value,
        "items": [
            {
                "description": item.description,
                "quantity": item.quantity,
                "price_kopecks": item.price.minor,
                "vat_basis_points": item.vat_basis_points,
                "is_service": item.is_service,
                "mark_code": item.mark_code,
            }
            for item in draft.items
        ],
    }


def read(kept: Mapping[str, Any], email: str) -> ReceiptDraft:
    """The draft out of its JSON."""
    return ReceiptDraft(
        email=email,
        mode=ReceiptMode(kept["mode"]),
        items=tuple(
            ReceiptItem(
                description=item["description"],
                quantity=item["quantity"],
                price=Money(item["price_kopecks"], RUB),
                vat_basis_points=item["vat_basis_points"],
                is_service=item["is_service"],
                mark_code=item["mark_code"],
            )
            for item in kept["items"]
        ),
    )
