"""The arithmetic of an order's three states: how they follow from its counters, and which moves are allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar


class OrderStatus(StrEnum):
    """The order as an agreement."""

    placed = "placed"
    confirmed = "confirmed"
    completed = "completed"
    cancelled = "cancelled"
    expired = "expired"


class PaymentStatus(StrEnum):
    """The order's money."""

    none = "none"
    pending = "pending"
    authorized = "authorized"
    partially_paid = "partially_paid"
    paid = "paid"
    partially_refunded = "partially_refunded"
    refunded = "refunded"


class FulfilmentStatus(StrEnum):
    """The order's goods."""

    none = "none"
    picking = "picking"
    ready = "ready"
    partially_shipped = "partially_shipped"
    shipped = "shipped"
    partially_delivered = "partially_delivered"
    delivered = "delivered"
    partially_returned = "partially_returned"
    returned = "returned"


class Attention(StrEnum):
    """Why somebody of the staff must look at an order: the clockwork alone cannot set it right."""

    late_payment = "late_payment"
    wrong_payment = "wrong_payment"
    paid_twice = "paid_twice"
    payment_lost = "payment_lost"
    refund_failed = "refund_failed"
    visit_to_agree = "visit_to_agree"
    parcel_refused = "parcel_refused"
    parcel_returned = "parcel_returned"
    parcel_astray = "parcel_astray"


ORDER_MOVES: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.placed: frozenset(
        {OrderStatus.confirmed, OrderStatus.completed, OrderStatus.cancelled, OrderStatus.expired}
    ),
    OrderStatus.confirmed: frozenset({OrderStatus.completed, OrderStatus.cancelled}),
    OrderStatus.completed: frozenset(),
    OrderStatus.cancelled: frozenset(),
    OrderStatus.expired: frozenset({OrderStatus.placed}),
}
"""Where an order may go. Goods that come back after completion move the two other axes only.

An order that was not paid in time stands again if its money comes late and its goods are still there.
"""

PAYMENT_MOVES: Mapping[PaymentStatus, frozenset[PaymentStatus]] = {
    PaymentStatus.none: frozenset(
        {PaymentStatus.pending, PaymentStatus.authorized, PaymentStatus.partially_paid, PaymentStatus.paid}
    ),
    PaymentStatus.pending: frozenset(
        {PaymentStatus.none, PaymentStatus.authorized, PaymentStatus.partially_paid, PaymentStatus.paid}
    ),
    PaymentStatus.authorized: frozenset({PaymentStatus.none, PaymentStatus.partially_paid, PaymentStatus.paid}),
    PaymentStatus.partially_paid: frozenset(
        {PaymentStatus.paid, PaymentStatus.partially_refunded, PaymentStatus.refunded}
    ),
    PaymentStatus.paid: frozenset({PaymentStatus.partially_refunded, PaymentStatus.refunded}),
    PaymentStatus.partially_refunded: frozenset({PaymentStatus.refunded}),
    PaymentStatus.refunded: frozenset(),
}
"""Where an order's money may go. A payment that fails or is voided leads back to none."""

FULFILMENT_MOVES: Mapping[FulfilmentStatus, frozenset[FulfilmentStatus]] = {
    FulfilmentStatus.none: frozenset(
        {
            FulfilmentStatus.picking,
            FulfilmentStatus.ready,
            FulfilmentStatus.partially_shipped,
            FulfilmentStatus.shipped,
        }
    ),
    FulfilmentStatus.picking: frozenset(
        {
            FulfilmentStatus.none,
            FulfilmentStatus.ready,
            FulfilmentStatus.partially_shipped,
            FulfilmentStatus.shipped,
        }
    ),
    FulfilmentStatus.ready: frozenset(
        {
            FulfilmentStatus.none,
            FulfilmentStatus.partially_shipped,
            FulfilmentStatus.shipped,
            FulfilmentStatus.partially_delivered,
            FulfilmentStatus.delivered,
        }
    ),
    FulfilmentStatus.partially_shipped: frozenset(
        {FulfilmentStatus.shipped, FulfilmentStatus.partially_delivered, FulfilmentStatus.delivered}
    ),
    FulfilmentStatus.shipped: frozenset({FulfilmentStatus.partially_delivered, FulfilmentStatus.delivered}),
    FulfilmentStatus.partially_delivered: frozenset(
        {FulfilmentStatus.delivered, FulfilmentStatus.partially_returned, FulfilmentStatus.returned}
    ),
    FulfilmentStatus.delivered: frozenset({FulfilmentStatus.partially_returned, FulfilmentStatus.returned}),
    FulfilmentStatus.partially_returned: frozenset({FulfilmentStatus.returned}),
    FulfilmentStatus.returned: frozenset(),
}
"""Where an order's goods may go. A cancelled order's goods were never taken out: they lead back to none.

What is ready may be delivered at once: across the counter goods leave the house and arrive in one step.
"""

UNDER_WAY = (FulfilmentStatus.partially_shipped, FulfilmentStatus.shipped, FulfilmentStatus.partially_delivered)
STANDING = (OrderStatus.placed, OrderStatus.confirmed)
UNPAID = frozenset({PaymentStatus.none, PaymentStatus.pending, PaymentStatus.partially_paid})
"""An order that is to be paid beforehand waits for its money, or for the rest of it."""

MONEYLESS = UNPAID | {PaymentStatus.refunded}
Status = TypeVar("Status", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class GoodsCount:
    """One line's pieces by what became of them."""

    quantity: int
    cancelled: int = 0
    shipped: int = 0
    delivered: int = 0
    returned: int = 0

    @property
    def in_house(self) -> int:
        """Pieces that have neither left the house nor been called off."""
        return self.quantity - self.cancelled - self.shipped


@dataclass(frozen=True, slots=True)
class MoneyCount:
    """An order's sums, in kopecks. `credited`: what of the total is no longer asked for, called off or come back."""

    total: int
    paid: int = 0
    refunded: int = 0
    credited: int = 0

    @property
    def due(self) -> int:
        """What the order comes to now."""
        return self.total - self.credited


def may_move(moves: Mapping[Status, frozenset[Status]], before: Status, after: Status) -> bool:
    """Whether a state may follow another; staying is always allowed."""
    return before == after or after in moves[before]


def payment_status(present: PaymentStatus, money: MoneyCount) -> PaymentStatus:
    """What the sums say; as long as nothing was paid, what the payment itself has said stands."""
    if money.refunded:
        return PaymentStatus.refunded if money.refunded >= money.paid else PaymentStatus.partially_refunded
    if money.paid:
        return PaymentStatus.paid if money.paid >= money.due else PaymentStatus.partially_paid
    return _kept(present, {PaymentStatus.none, PaymentStatus.pending, PaymentStatus.authorized}, PaymentStatus.none)


def fulfilment_status(present: FulfilmentStatus, lines: Iterable[GoodsCount]) -> FulfilmentStatus:
    """What the pieces say; as long as nothing was shipped, how far the picking is stands."""
    counts = list(lines)
    wanted = sum(line.quantity - line.cancelled for line in counts)
    shipped = sum(line.shipped for line in counts)
    delivered = sum(line.delivered for line in counts)
    returned = sum(line.returned for line in counts)
    if returned:
        whole = returned >= delivered and delivered >= wanted
        return FulfilmentStatus.returned if whole else FulfilmentStatus.partially_returned
    if delivered:
        return FulfilmentStatus.delivered if delivered >= wanted else FulfilmentStatus.partially_delivered
    if shipped:
        return FulfilmentStatus.shipped if shipped >= wanted else FulfilmentStatus.partially_shipped
    if not wanted:
        return FulfilmentStatus.none
    early = {FulfilmentStatus.none, FulfilmentStatus.picking, FulfilmentStatus.ready}
    return _kept(present, early, FulfilmentStatus.none)


def order_status(present: OrderStatus, lines: Iterable[GoodsCount], money: MoneyCount) -> OrderStatus:
    """Cancelled when nothing is left of it, completed when all is delivered and nothing is owed; else as it stood.

    What was delivered, never paid and came back whole is completed: both have what they should have.
    """
    if present in (OrderStatus.expired, OrderStatus.completed, OrderStatus.cancelled):
        return present
    counts = list(lines)
    wanted = sum(line.quantity - line.cancelled for line in counts)
    if not wanted:
        return OrderStatus.cancelled
    delivered = sum(line.delivered for line in counts)
    if delivered >= wanted and money.paid >= money.due:
        return OrderStatus.completed
    return present


def _kept(present: Status, allowed: set[Status], otherwise: Status) -> Status:
    return present if present in allowed else otherwise


def may_be_cancelled(status: OrderStatus, lines: Iterable[GoodsCount]) -> bool:
    """Whole: as long as the order stands and nothing has left the house."""
    return status in STANDING and not any(line.shipped for line in lines)


def pieces_to_call_off(status: OrderStatus, line: GoodsCount) -> int:
    """How many pieces of a line can still be called off: those in the house, as long as the order stands."""
    return line.in_house if status in STANDING else 0


class Move(StrEnum):
    """What the shop's own people do with an order, one button each."""

    confirm = "confirm"
    pick = "pick"
    make_ready = "make_ready"
    ship = "ship"
    hand_over = "hand_over"
    take_payment = "take_payment"
    cancel = "cancel"


def open_moves(
    status: OrderStatus,
    fulfilment: FulfilmentStatus,
    lines: Iterable[GoodsCount],
    money: MoneyCount,
    *,
    is_pickup: bool,
    payment: PaymentStatus = PaymentStatus.none,
    is_prepaid: bool = False,
) -> tuple[Move, ...]:
    """The moves that are open now, in the order they are usually made.

    Nothing is picked before the shop has agreed to the order. What is picked up is made ready and handed over the
    counter; everything else is shipped first. Both can be done in parts, and what is still in the house can be
    called off. An order that is to be paid beforehand is neither agreed to nor let out of the house without all its
    money. Money may be taken as long as the order stands, some is owed and none is held.
    """
    counts = list(lines)
    in_house = any(line.in_house for line in counts)
    on_the_way = any(line.shipped > line.delivered for line in counts)
    at_the_counter = fulfilment is FulfilmentStatus.ready or (is_pickup and any(line.delivered for line in counts))
    has_money = not is_prepaid or payment not in MONEYLESS
    stands = status in STANDING
    agreed = status is OrderStatus.confirmed
    early = fulfilment in (FulfilmentStatus.none, FulfilmentStatus.picking)
    is_open = {
        Move.confirm: status is OrderStatus.placed and has_money,
        Move.pick: agreed and fulfilment is FulfilmentStatus.none,
        Move.make_ready: agreed and is_pickup and early,
        Move.ship: agreed and has_money and not is_pickup and in_house,
        Move.hand_over: agreed and has_money and ((in_house and at_the_counter) if is_pickup else on_the_way),
        Move.take_payment: stands and owed(money) > 0 and payment is not PaymentStatus.authorized,
        Move.cancel: any(pieces_to_call_off(status, line) for line in counts),
    }
    return tuple(move for move in Move if is_open[move])


def awaits_money(status: OrderStatus, payment: PaymentStatus, pay_before: datetime | None) -> bool:
    """Whether the order stands only until a moment by which it must be paid."""
    return status is OrderStatus.placed and pay_before is not None and payment in UNPAID


def owed(money: MoneyCount) -> int:
    """Kopecks still to be paid; what was given back, called off or come back is not asked for again."""
    return max(0, money.due - money.paid)


def to_give_back(status: OrderStatus, money: MoneyCount) -> int:
    """Kopecks that belong to the shopper: what was paid beyond what the order comes to, all if it is not to be."""
    due = 0 if status in (OrderStatus.cancelled, OrderStatus.expired) else money.due
    return max(0, money.paid - money.refunded - due)


def worth(charged_kopecks: int, quantity: int, before: int, pieces: int) -> int:
    """What the next pieces of a line cost when so many are gone before: all together make what the line costs."""
    return charged_kopecks * (before + pieces) // quantity - charged_kopecks * before // quantity


AXES: tuple[tuple[str, str, Mapping[Any, frozenset[Any]]], ...] = (
    ("order", "The order as an agreement", ORDER_MOVES),
    ("payment", "The order's money", PAYMENT_MOVES),
    ("fulfilment", "The order's goods", FULFILMENT_MOVES),
)


def states_page(more: Iterable[str] = ()) -> str:
    """docs/states.md: the three tables of moves, in words, and what the domains above add of theirs."""
    lines = [
        "# What state an order can be in",
        "",
        "An order has three stored states, each with its own table of allowed moves. They follow from the order's",
        "counters (sums paid and refunded, pieces cancelled, shipped, delivered, returned by line) by one function,",
        "`orders.recompute`, and `technomart invariants` compares what is stored with what follows.",
        "",
        "This page is written from the tables in `technomart/domain/orders/rules.py` and, for what is on its way",
        "between shopper and shop, `payments/rules/`, `aftersales/rules.py` and `fulfilment/rules.py` beside it;",
        "a test holds it equal.",
    ]
    for name, sentence, moves in AXES:
        lines += moves_table(name.capitalize(), sentence, moves)
    return "\n".join([*lines, *more]) + "\n"


def moves_table(title: str, sentence: str, moves: Mapping[Any, frozenset[Any]]) -> list[str]:
    """One table of moves as lines of Markdown."""
    lines = ["", f"## {title}", "", f"{sentence}.", "", "| from | may become |", "|---|---|"]
    order = list(moves)
    for state in order:
        after = [f"`{other.value}`" for other in order if other in moves[state]]
        lines.append(f"| `{state.value}` | {', '.join(after) or 'nothing: it stays so'} |")
    return lines
