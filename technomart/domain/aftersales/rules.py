"""The arithmetic of goods that come back: what may, until when, by which moves, and how much money goes home.

Distance sale by the law on consumers' rights: goods of proper quality may be given back within 7 days after the
hand-over (art. 26.1), also technically complex ones; faulty goods of that kind within 15 days for any fault
(art. 18), later as long as the warranty runs, and then only after they have been looked at. The numbers stand in
`Terms`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from technomart.foundation.clock import months_after

MOST_REQUESTS = 20
"""Returns of one order: more would be play."""

LONGEST_WORDS = 1000
MOST_PICTURES = 5


class ReturnKind(StrEnum):
    """The two grounds: the shopper thinks otherwise, or the goods are not as they should be."""

    withdrawal = "withdrawal"
    defect = "defect"


class ReturnReason(StrEnum):
    """Why goods come back, as the shopper says it. For a withdrawal the law asks for no reason."""

    changed_mind = "changed_mind"
    not_suitable = "not_suitable"
    faulty = "faulty"
    damaged = "damaged"
    wrong_goods = "wrong_goods"
    incomplete = "incomplete"


class WayBack(StrEnum):
    """How the goods reach us: brought to a shop, fetched by our courier, sent by post."""

    shop = "shop"
    courier = "courier"
    post = "post"


class ReceivedState(StrEnum):
    """What the goods are like in our hands. Only what can be sold as new lies on a shelf again."""

    resellable = "resellable"
    open_box = "open_box"
    defective = "defective"
    missing = "missing"


class ReturnWish(StrEnum):
    """What the shopper wants instead of the goods: their money, or goods again."""

    money = "money"
    exchange = "exchange"


class ReturnStatus(StrEnum):
    """How far a return is."""

    asked = "asked"
    approved = "approved"
    refused = "refused"
    withdrawn = "withdrawn"
    received = "received"
    refunded = "refunded"
    exchanged = "exchanged"


KIND_OF: Mapping[ReturnReason, ReturnKind] = {
    ReturnReason.changed_mind: ReturnKind.withdrawal,
    ReturnReason.not_suitable: ReturnKind.withdrawal,
    ReturnReason.faulty: ReturnKind.defect,
    ReturnReason.damaged: ReturnKind.defect,
    ReturnReason.wrong_goods: ReturnKind.defect,
    ReturnReason.incomplete: ReturnKind.defect,
}
"""The ground follows from the reason, so that nobody is asked twice."""

RETURN_MOVES: Mapping[ReturnStatus, frozenset[ReturnStatus]] = {
    ReturnStatus.asked: frozenset({ReturnStatus.approved, ReturnStatus.refused, ReturnStatus.withdrawn}),
    ReturnStatus.approved: frozenset({ReturnStatus.received, ReturnStatus.refused, ReturnStatus.withdrawn}),
    ReturnStatus.received: frozenset({ReturnStatus.refunded, ReturnStatus.exchanged}),
    ReturnStatus.refunded: frozenset(),
    ReturnStatus.exchanged: frozenset(),
    ReturnStatus.refused: frozenset(),
    ReturnStatus.withdrawn: frozenset(),
}
"""Where a return may go. What was agreed to is still refused if the goods never come, or come worn."""

AXES = (("One return", "Goods on their way back to the shop", RETURN_MOVES),)
"""What docs/states.md says of them."""

OPEN = (ReturnStatus.asked, ReturnStatus.approved)
"""Its pieces are spoken for, and nothing has come back yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the law gives and the shop adds. `fetch_kopecks`: what our courier's visit for faultless goods costs.

    `examined_days`: how long an exchange may take where the goods are examined first.
    """

    withdrawal_days: int = 7
    defect_days: int = 15
    money_days: int = 10
    exchange_days: int = 7
    examined_days: int = 20
    fetch_kopecks: int = 0
    timezone: str = "Europe/Moscow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One line of an order by what became of it; `asked` pieces stand in returns that are open."""

    delivered: int
    returned: int
    asked: int
    warranty_months: int

    @property
    def left(self) -> int:
        """How many pieces can still be asked for."""
        return max(0, self.delivered - self.returned - self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyBack:
    """What goes home for a return, in kopecks: goods by line, delivery, less what fetching them has cost."""

    goods: tuple[int, ...]
    delivery: int
    kept: int

    @property
    def total(self) -> int:
        return sum(self.goods) + self.delivery - self.kept


def may_move(before: ReturnStatus, after: ReturnStatus) -> bool:
    """Whether the return may go there; staying is no move."""
    return after in RETURN_MOVES[before]


def deadline(kind: ReturnKind, handed_over_at: datetime, terms: Terms) -> datetime:
    """Until when the law gives the right: the end of the last day by the shop's clock, the first day not counted."""
    days = terms.withdrawal_days if kind is ReturnKind.withdrawal else terms.defect_days
    return _end_of(_day(handed_over_at, terms) + timedelta(days=days), handed_over_at, terms)


def warranty_until(months: int, handed_over_at: datetime, terms: Terms) -> datetime:
    """The end of the warranty's last day by the shop's clock."""
    last = months_after(_day(handed_over_at, terms), months)
    return _end_of(last, handed_over_at, terms)


def may_ask(kind: ReturnKind, months: int, handed_over_at: datetime, *, at: datetime, terms: Terms) -> bool:
    """Whether goods with so many months of warranty may be asked back at this moment."""
    if at <= deadline(kind, handed_over_at, terms):
        return True
    return kind is ReturnKind.defect and at <= warranty_until(months, handed_over_at, terms)


def money_before(asked_at: datetime, terms: Terms) -> datetime:
    """By when the money must be home: so many days after it was asked for."""
    return _end_of(_day(asked_at, terms) + timedelta(days=terms.money_days), asked_at, terms)


def exchange_before(kind: ReturnKind, asked_at: datetime, *, is_examined: bool, terms: Terms) -> datetime:
    """By when other goods must have been given for those that are asked back.

    Faulty goods by art. 21, longer if they have to be examined. For faultless goods the law knows only their money:
    by the day it must be home they are exchanged or paid for.
    """
    if kind is ReturnKind.withdrawal:
        return money_before(asked_at, terms)
    days = terms.examined_days if is_examined else terms.exchange_days
    return _end_of(_day(asked_at, terms) + timedelta(days=days), asked_at, terms)


def money_back(
    kind: ReturnKind, way_back: WayBack, goods: Iterable[int], *, delivery: int, is_all: bool, terms: Terms
) -> MoneyBack:
    """What goes home for these goods.

    The delivery is paid back with the last piece of an order: then nothing of it was kept. Fetching goods of proper
    quality is at the shopper's cost as far as the shop's terms say so (art. 26.1), of faulty ones never.
    """
    of_goods = tuple(goods)
    of_delivery = delivery if is_all else 0
    is_fetched = kind is ReturnKind.withdrawal and way_back is WayBack.courier
    kept = min(terms.fetch_kopecks if is_fetched else 0, sum(of_goods) + of_delivery)
    return MoneyBack(goods=of_goods, delivery=of_delivery, kept=kept)


def payable(due: int, left: int, *, paid: int, still_asked: int) -> int:
    """How much of what is owed for a return has been paid for: what the rest of the order costs stays with it."""
    return max(0, min(due, left, paid - still_asked))


def portions(due: int, left: Iterable[int]) -> list[int]:
    """How much is given back out of each payment that has so much left: never more than there is."""
    taken = []
    for one in left:
        part = min(due, max(0, one))
        taken.append(part)
        due -= part
    return taken


def _day(at: datetime, terms: Terms) -> date:
    return at.astimezone(ZoneInfo(terms.timezone)).date()


def _end_of(day: date, like: datetime, terms: Terms) -> datetime:
    end = datetime.combine(day, time(23, 59, 59), tzinfo=ZoneInfo(terms.timezone))
    return end.astimezone(like.tzinfo)
