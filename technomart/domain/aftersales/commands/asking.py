"""What the shopper does: asks to give goods back, or keeps them after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.aftersales import rules
from technomart.domain.aftersales.commands.moving import move, note
from technomart.domain.aftersales.commands.telling import ASKED, tell
from technomart.domain.aftersales.errors import (
    NoPieces,
    NotReturnable,
    TooLateToReturn,
    TooManyReturns,
    WordsTooLong,
)
from technomart.domain.aftersales.models import ReturnLine, ReturnRequest
from technomart.domain.aftersales.queries import (
    asked_pieces,
    get_return_of,
    handed,
    handed_over_at,
    lock_return,
    number_is_free,
    returns_of,
)
from technomart.domain.aftersales.rules import (
    KIND_OF,
    LONGEST_WORDS,
    MOST_REQUESTS,
    ReturnReason,
    ReturnStatus,
    Terms,
    WayBack,
)
from technomart.domain.orders import Order, OrderLine
from technomart.foundation import clock, ids
from technomart.foundation.faults import Faults
from technomart.foundation.words import one_line

PREFIX = "RT"
SHOPPER = "shopper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a shopper fills in: pieces by the line's position in the order, why, in which words, and how."""

    pieces: Mapping[int, int]
    reason: ReturnReason
    words: str = ""
    way_back: WayBack = WayBack.shop


def ask(session: Session, order_id: int, wish: Wish, *, terms: Terms, faults: Faults) -> ReturnRequest:
    """Ask to give goods back; the shop is told, and the shopper gets a letter.

    Refuses NoPieces, NotReturnable, TooLateToReturn, TooManyReturns and WordsTooLong.
    """
    order = orders.lock_order(session, order_id)
    at, kind = clock.now(), KIND_OF[wish.reason]
    chosen = _chosen(order, wish.pieces)
    words = one_line(wish.words)
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(field="words", longest=LONGEST_WORDS)
    if len(returns_of(session, order.id)) >= MOST_REQUESTS:
        raise TooManyReturns(most=MOST_REQUESTS)
    began = _require_returnable(session, order, chosen)
    for line, _ in chosen:
        if not rules.may_ask(kind, line.warranty_months, began, at=at, terms=terms):
            raise TooLateToReturn()
    faults.after_check("return")
    request = ReturnRequest(
        order_id=order.id,
        number=_number(session, at),
        kind=kind,
        status=ReturnStatus.asked,
        reason=wish.reason,
        words=words,
        way_back=wish.way_back,
        deadline=rules.deadline(kind, began, terms),
        asked_at=at,
        lines=[ReturnLine(order_line_id=line.id, quantity=pieces) for line, pieces in chosen],
    )
    session.add(request)
    note(order, request, "return_asked", actor=SHOPPER)
    session.flush()  # whoever asks next must find it, and the letter tells what its defaults are
    tell(session, ASKED, order, request, terms=terms)
    return request


def withdraw_request(session: Session, order_id: int, number: str) -> ReturnRequest:
    """The shopper keeps the goods after all. Refuses UnknownReturn and ReturnMoveNotAllowed."""
    order, request = lock_return(session, get_return_of(session, order_id, number).id)
    move(request, ReturnStatus.withdrawn)
    note(order, request, "return_withdrawn", actor=SHOPPER)
    session.flush()  # the books are whole when this verb returns
    return request


def _chosen(order: Order, pieces: Mapping[int, int]) -> list[tuple[OrderLine, int]]:
    by_position = {line.position: line for line in order.lines}
    wanted = {position: count for position, count in pieces.items() if count}
    if not wanted or not wanted.keys() <= by_position.keys() or any(count < 1 for count in wanted.values()):
        raise NoPieces(field="pieces")
    return [(by_position[position], wanted[position]) for position in sorted(wanted)]


def _require_returnable(session: Session, order: Order, chosen: Sequence[tuple[OrderLine, int]]) -> datetime:
    """When the goods were handed over; refuses more pieces than the shopper has and has not asked to give back."""
    began = handed_over_at(order)
    asked = asked_pieces(session, order.id)
    for line, pieces in chosen:
        left = handed(line, asked).left if began else 0
        if pieces > left:
            raise NotReturnable(left=left, name=line.name)
    if began is None:
        raise NotReturnable(left=0, name="")
    return began


def _number(session: Session, at: datetime) -> str:
    number = ids.document_number(PREFIX, at.date())
    while not number_is_free(session, number):
        number = ids.document_number(PREFIX, at.date())
    return number
