"""The ways to pay: what must be paid beforehand, until when, and how long the goods are held for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType

from technomart.foundation.clock import SHOP_ZONE, day_of

COUNTER = "counter"
"""The provider of money that is taken by the shop's own people."""

BANK = "transfer"
"""The provider of money that companies send to the shop's account: people or the bank's statement tell of it."""

BY_HAND = frozenset({COUNTER, BANK})
"""Providers nobody can ask, and who register no receipts."""

GRACE = timedelta(minutes=5)
"""How much longer than shown goods are held: money that was sent in time may be heard of a little later."""

REST_WITHIN = timedelta(days=3)
"""How long the rest of an exchange may take: it is asked for by letter, and nobody sits before the page."""

MOST_UNPAID = 3
"""Orders of one person that may hold goods without being paid: more would be hoarding."""

KEPT_LATE = timedelta(hours=24)
"""How long the staff may decide about money that came late and found no goods; then it goes back by itself."""

FIRST_LOOK = timedelta(seconds=5)
_LOOKS = (
    (timedelta(minutes=2), timedelta(seconds=15)),
    (timedelta(minutes=15), timedelta(minutes=1)),
    (timedelta(hours=2), timedelta(minutes=5)),
)
_SELDOM = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One way to pay. Without `pay_within` and `working_days` it is paid when the goods are received.

    `two_stage`: the money is held first and taken when the shop confirms the order. `most_kopecks` is the limit
    of the method itself (SBP: 700,000 roubles a payment).
    """

    code: str
    pay_within: timedelta | None = None
    working_days: int = 0
    two_stage: bool = False
    most_kopecks: int | None = None

    @property
    def is_prepaid(self) -> bool:
        return self.pay_within is not None or self.working_days > 0


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        one.code: one
        for one in (
            Method(code="card", pay_within=timedelta(minutes=30), two_stage=True),
            Method(code="sbp", pay_within=timedelta(minutes=60), most_kopecks=70_000_000),
            Method(code="invoice", working_days=3),
            Method(code="on_delivery_card"),
            Method(code="on_delivery_cash"),
        )
    }
)
"""Every way the shop knows; which are offered is said by the shop's surroundings (`Runtime.payment_methods`)."""

ON_DELIVERY: Mapping[str, str] = MappingProxyType({"on_delivery_card": COUNTER, "on_delivery_cash": COUNTER})
"""What needs nobody else: method to provider."""


PREPAID_WAYS = frozenset({"post"})
"""Kinds of delivery by people who are not ours and take no money for us."""


def suits(method: Method, shipping_kind: str) -> bool:
    """Whether what is brought in this way can be paid like this."""
    return method.is_prepaid or shipping_kind not in PREPAID_WAYS


def beforehand(offered: Collection[str], owed_kopecks: int, usual: str = "") -> str | None:
    """The way in which anybody can pay so much from home, if there is one: the usual one where it is such a way."""
    ways = [one for code, one in METHODS.items() if code in offered and one.pay_within is not None]
    fitting = [one.code for one in ways if owed_kopecks <= (one.most_kopecks or owed_kopecks)]
    return usual if usual in fitting else next(iter(fitting), None)


def is_payable(shipping_kind: str, offered: Collection[str]) -> bool:
    """Whether one of the offered ways to pay suits this kind of delivery."""
    return any(suits(METHODS[code], shipping_kind) for code in offered if code in METHODS)


def pay_before(method: Method, at: datetime) -> datetime | None:
    """Until when an order placed at this moment must be paid; None if not beforehand.

    Working days are Monday to Friday; the last one counts to its end by the shop's clock.
    """
    if method.pay_within is not None:
        return at + method.pay_within
    if not method.working_days:
        return None
    day, left = day_of(at), method.working_days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return datetime.combine(day, time(23, 59), tzinfo=SHOP_ZONE).astimezone(at.tzinfo)


def next_look(opened_at: datetime, at: datetime) -> datetime:
    """When to ask the provider again about a payment that is under way: often at first, then more seldom."""
    age = at - opened_at
    rest = next((rest for until, rest in _LOOKS if age < until), _SELDOM)
    return at + rest
