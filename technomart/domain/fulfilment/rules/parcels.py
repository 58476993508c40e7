"""How far a parcel is, when its carrier is asked again, how money is shared by the pieces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final


class ParcelState(StrEnum):
    """How far a parcel is.

    A draft is agreed with the order and waits for staff, or for the back room to hand it in. `refused`: the carrier
    found it wrong; staff hand it in anew. `returned`: nobody took it.
    """

    draft = "draft"
    submitted = "submitted"
    accepted = "accepted"
    refused = "refused"
    on_the_way = "on_the_way"
    at_point = "at_point"
    delivered = "delivered"
    returned = "returned"
    cancelled = "cancelled"


_S = ParcelState
_ON_THE_ROAD: Final = frozenset({_S.on_the_way, _S.at_point, _S.delivered, _S.returned})
PARCEL_MOVES: Mapping[ParcelState, frozenset[ParcelState]] = {
    _S.draft: frozenset({_S.submitted, _S.refused, _S.cancelled}),
    _S.submitted: frozenset({_S.accepted, _S.refused, _S.cancelled}) | _ON_THE_ROAD,
    _S.accepted: frozenset({_S.refused, _S.cancelled}) | _ON_THE_ROAD,
    _S.refused: frozenset({_S.draft, _S.cancelled}),
    _S.on_the_way: _ON_THE_ROAD - {_S.on_the_way},
    _S.at_point: _ON_THE_ROAD - {_S.at_point},
    _S.delivered: frozenset(),
    _S.returned: frozenset(),
    _S.cancelled: frozenset(),
}
"""Where a parcel may go. A carrier that was not asked for a while tells of several steps at once."""

AXES: tuple[tuple[str, str, Mapping[Any, frozenset[Any]]], ...] = (
    ("Parcel", "What a carrier brings of an order", PARCEL_MOVES),
)
WITH_CARRIER: Final = frozenset({_S.submitted, _S.accepted, _S.on_the_way, _S.at_point})
"""What the carrier has and has not finished: it is asked after."""
GIVEN_UP: Final = frozenset({_S.refused, _S.cancelled})
LEFT_THE_HOUSE: Final = frozenset({_S.on_the_way, _S.at_point, _S.delivered})

_SOON = tuple(timedelta(seconds=seconds) for seconds in (20, 60, 120, 300, 900, 3600))
_LATER = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240))
LONGEST_REST: Final = max(*_SOON, *_LATER)


def rest_of(state: ParcelState, quiet_looks: int) -> timedelta:
    """How long a parcel is left alone after so many looks that found nothing new: longer each time, to a limit."""
    steps = _SOON if state in (ParcelState.draft, ParcelState.submitted) else _LATER
    return steps[min(quiet_looks, len(steps) - 1)]


def may_move(before: ParcelState, after: ParcelState) -> bool:
    """Whether a state may follow another; staying is always allowed."""
    return before is after or after in PARCEL_MOVES[before]


def number_of(order_number: str, tries: int) -> str:
    """The parcel's number at its carrier: a number that was refused is not used again."""
    return order_number if tries <= 1 else f"{order_number}-{tries}"


def asked(portions: Iterable[tuple[int, int]], rest: int) -> tuple[list[tuple[int, int, int]], int]:
    """What is asked for pieces at the hand-over, as (pieces, worth of one, asked for one), and the rest after them.

    `rest` is what has not been paid yet: it is asked for piece by piece until nothing of it is left.
    """
    found: list[tuple[int, int, int]] = []
    for count, worth in portions:
        whole = min(count, rest // worth) if worth else count
        rest -= whole * worth
        part = min(1, count - whole) if rest else 0
        found += [(whole, worth, worth), (part, worth, rest), (count - whole - part, worth, 0)]
        rest = 0 if part else rest
    return [one for one in found if one[0]], rest


def portions(charged_kopecks: int, quantity: int) -> list[tuple[int, int]]:
    """What is charged for so many pieces as (pieces, kopecks a piece): one piece takes the odd kopecks."""
    unit, odd = divmod(charged_kopecks, quantity)
    if not odd:
        return [(quantity, unit)]
    return [(count, price) for count, price in ((quantity - 1, unit), (1, unit + odd)) if count]
