"""What the shopper does: asks to give goods back, or keeps them after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import fulfilment, orders
from technomart.domain.aftersales import rules
from technomart.domain.aftersales.commands.moving import move, note
from technomart.domain.aftersales.commands.telling import ASKED, tell
from technomart.domain.aftersales.errors import (
    NoPieces,
    NotAVariant,
    NotReturnable,
    NotTheirSerial,
    PicturesClosed,
    TooLateToReturn,
    TooManyReturnPictures,
    TooManyReturns,
    WantedNotOnSale,
    WordsTooLong,
)
from technomart.domain.aftersales.models import ReturnLine, ReturnPicture, ReturnRequest
from technomart.domain.aftersales.queries import (
    asked_pieces,
    choices_of,
    get_return_of,
    handed,
    lock_return,
    number_is_free,
    returns_of,
)
from technomart.domain.aftersales.rules import (
    KIND_OF,
    LONGEST_WORDS,
    MOST_PICTURES,
    MOST_REQUESTS,
    ReturnReason,
    ReturnStatus,
    ReturnWish,
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
    """What a shopper fills in: pieces by the line's position in the order, why, in which words, and how.

    `serials` says which pieces they are, by the line's position, as far as the shopper knows; `pictures` are the keys
    of photos whose files are made. With the wish for an exchange `wanted` says what goes out instead, as SKUs by the
    line's position; what it does not name is wished for again.
    """

    pieces: Mapping[int, int]
    reason: ReturnReason
    words: str = ""
    way_back: WayBack = WayBack.shop
    serials: Mapping[int, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    pictures: Sequence[str] = ()
    wish: ReturnWish = ReturnWish.money
    wanted: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))


def ask(session: Session, order_id: int, wish: Wish, *, terms: Terms, faults: Faults) -> ReturnRequest:
    """Ask to give goods back; the shop is told, and the shopper gets a letter.

    Refuses NoPieces, NotReturnable, NotTheirSerial, NotAVariant, TooLateToReturn, TooManyReturns,
    TooManyReturnPictures, WantedNotOnSale and WordsTooLong.
    """
    order = orders.lock_order(session, order_id)
    at, kind = clock.now(), KIND_OF[wish.reason]
    chosen, words = _chosen(order, wish.pieces), one_line(wish.words)
    _require_fitting(session, order, wish, words)
    began = _require_returnable(session, order, chosen)
    for line, _ in chosen:
        if not rules.may_ask(kind, line.warranty_months, began, at=at, terms=terms):
            raise TooLateToReturn()
    named = _named(session, order, chosen, wish.serials)
    wanted = _wanted(session, order, chosen, wish, at)
    faults.after_check("return")
    request = ReturnRequest(
        order_id=order.id,
        number=_number(session, at),
        kind=kind,
        status=ReturnStatus.asked,
        reason=wish.reason,
        words=words,
        way_back=wish.way_back,
        wish=wish.wish,
        deadline=rules.deadline(kind, began, terms),
        asked_at=at,
        lines=[
            ReturnLine(order_line_id=line.id, quantity=pieces, serials=named.get(line.id), **wanted.get(line.id, {}))
            for line, pieces in chosen
        ],
    )
    request.pictures = [ReturnPicture(key=key, position=place) for place, key in enumerate(wish.pictures)]
    session.add(request)
    note(order, request, "return_asked", actor=SHOPPER)
    session.flush()  # whoever asks next must find it, and the letter tells what its defaults are
    tell(session, ASKED, order, request, terms=terms)
    return request


def add_picture(session: Session, order_id: int, number: str, key: str) -> ReturnRequest:
    """One more photo, whose files are made, for a return that nobody has decided about yet.

    Refuses UnknownReturn, PicturesClosed and TooManyReturnPictures.
    """
    _, request = lock_return(session, get_return_of(session, order_id, number).id)
    require_room_for_picture(request)
    request.pictures.append(ReturnPicture(key=key, position=len(request.pictures)))
    session.flush()  # whoever sends the next one must find it
    return request


def require_room_for_picture(request: ReturnRequest) -> None:
    """Refuse PicturesClosed and TooManyReturnPictures before anybody looks into the file."""
    if request.status is not ReturnStatus.asked:
        raise PicturesClosed()
    if len(request.pictures) >= MOST_PICTURES:
        raise TooManyReturnPictures(field="photos", most=MOST_PICTURES)


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


def _require_fitting(session: Session, order: Order, wish: Wish, words: str) -> None:
    if len(wish.pictures) > MOST_PICTURES:
        raise TooManyReturnPictures(field="photos", most=MOST_PICTURES)
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(field="words", longest=LONGEST_WORDS)
    if len(returns_of(session, order.id)) >= MOST_REQUESTS:
        raise TooManyReturns(most=MOST_REQUESTS)


def _wanted(
    session: Session, order: Order, chosen: Sequence[tuple[OrderLine, int]], wish: Wish, at: datetime
) -> dict[int, dict[str, Any]]:
    """What is wished for instead, as each line of the return keeps it; nothing if the money is wished for."""
    if wish.wish is ReturnWish.money:
        return {}
    choices = choices_of(session, order, at=at)
    kept: dict[int, dict[str, Any]] = {}
    for line, _ in chosen:
        sku = wish.wanted.get(line.position, line.sku)
        found = next((one for one in choices.get(line.id, ()) if one.sku == sku), None)
        if found is None and sku == line.sku:
            raise WantedNotOnSale(name=line.name)
        if found is None:
            raise NotAVariant(field="wanted", name=line.name)
        kept[line.id] = {"wanted_variant_id": found.variant_id, "wanted_sku": found.sku, "wanted_name": found.name}
    return kept


def _named(
    session: Session, order: Order, chosen: Sequence[tuple[OrderLine, int]], serials: Mapping[int, Sequence[str]]
) -> dict[int, list[str]]:
    """Which pieces the shopper has named, by line: in the shopper's hands, and not more than are given back."""
    if not any(serials.values()):
        return {}
    out: dict[int, set[str]] = {}
    for unit in fulfilment.units_of(session, order.id):
        if unit.returned_at is None:
            out.setdefault(unit.order_line_id, set()).add(unit.serial)
    named: dict[int, list[str]] = {}
    for line, pieces in chosen:
        said = list(dict.fromkeys(serials.get(line.position, ())))
        if len(said) > pieces or not set(said) <= out.get(line.id, set()):
            raise NotTheirSerial(field="serials")
        if said:
            named[line.id] = said
    return named


def _require_returnable(session: Session, order: Order, chosen: Sequence[tuple[OrderLine, int]]) -> datetime:
    """When the goods were handed over; refuses more pieces than the shopper has and has not asked to give back."""
    began = fulfilment.handed_over_at(order)
    asked = asked_pieces(session, order.id)
    for line, pieces in chosen:
        left = handed(line, asked).left if began else 0
        if pieces > left:
            raise NotReturnable(left=left, name=line.name)
    if began is None:
        raise NotReturnable(left=0, name="")
    return began


def _number(session: Session, at: datetime) -> str:
    number = ids.document_number(PREFIX, clock.day_of(at))
    while not number_is_free(session, number):
        number = ids.document_number(PREFIX, clock.day_of(at))
    return number
