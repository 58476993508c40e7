"""Returns in the office: the list by state, and one return with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import aftersales, inventory, orders, payments
from technomart.domain.accounts import Permission
from technomart.domain.aftersales import (
    Came,
    Choice,
    ReceivedState,
    ReturnLine,
    ReturnRequest,
    ReturnStatus,
    ReturnWish,
)
from technomart.domain.orders import Order
from technomart.foundation import clock
from technomart.foundation.errors import Conflict, Invalid
from technomart.foundation.money import Money
from technomart.foundation.paging import Paging
from technomart.web.access import ACCESS, OFFICE, staff
from technomart.web.backoffice import return_words as words
from technomart.web.backoffice.desk import back_to, blueprint, page, pages_of
from technomart.web.backoffice.words import phone_of
from technomart.web.context import reader, runtime, transaction
from technomart.web.errors import words_of
from technomart.web.forms import is_count
from technomart.web.return_photos import photo_of
from technomart.web.templating import gettext
from technomart.web.templating import money as rubles

ON_A_PAGE = 30
AFTER: Mapping[str, ReturnStatus] = {
    "approve": ReturnStatus.approved,
    "receive": ReturnStatus.received,
    "exchange": ReturnStatus.exchanged,
    "pay_back": ReturnStatus.refunded,
    "refuse": ReturnStatus.refused,
}
"""Each button and where it leads, in the order they are usually pressed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One return of the list."""

    number: str
    order_number: str
    at: datetime
    name: str
    phone: str
    goods: str
    reason: str
    state: tuple[str, str]
    before: datetime
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of a return."""

    position: int
    sku: str
    slug: str
    name: str
    picture: str | None
    quantity: int
    serials: str
    came: int | None
    state: str
    money: Money
    wanted: str
    wanted_note: str


def row_of(one: ReturnRequest, order: Order) -> Row:
    """A return as lists show it. It must be over in time as long as it is not, unless nothing is owed."""
    names = {line.id: line.name for line in order.lines}
    before = aftersales.over_before(one, runtime().return_terms)
    waits = one.is_open or one.status is ReturnStatus.received
    return Row(
        number=one.number,
        order_number=order.number,
        at=one.asked_at,
        name=order.name,
        phone=phone_of(order.phone),
        goods=", ".join(names[line.order_line_id] for line in one.lines),
        reason=words.REASONS[one.reason],
        state=words.state_of(one),
        before=before,
        is_urgent=waits and before < clock.now(),
    )


@blueprint.get("/returns")
def returns() -> Response:
    asked = request.args.get("state")
    status = ReturnStatus(asked) if asked in set(ReturnStatus) else None
    paging = Paging.asked(request.args.get("page", type=int), usual=ON_A_PAGE)
    with reader() as db:
        found, total = aftersales.find_returns(db, status, paging)
    number, last = paging.number, paging.pages(total)
    return page(
        "returns/index",
        gettext("Возвраты"),
        rows=[row_of(one, order) for one, order in found],
        total=total,
        chosen=status,
        states=words.STATES,
        pages=pages_of(number, last, partial(_url, status)),
        next_url=_url(status, number + 1) if number < last else None,
    )


def _url(status: ReturnStatus | None, number: int) -> str:
    return url_for(f"{OFFICE}.returns", state=status and status.value, page=number if number > 1 else None)


@blueprint.get("/returns/<number>")
def return_one(number: str) -> Response:
    return return_page(number)


@blueprint.get("/returns/<number>/photos/<name>")
def return_photo(number: str, name: str) -> AnyResponse:
    with reader() as db:
        one = aftersales.get_return(db, number)
    return photo_of(one, name)


def return_page(number: str, *, status: int = 200, refusal: str = "") -> Response:
    """One return as it is now; with a refusal if what was asked of it could not be done."""
    with reader() as db:
        one = aftersales.get_return(db, number)
        order = orders.get_order_by_id(db, one.order_id)
        places = inventory.locations(db)
        ledger = payments.ledger_of(db, order.id)
        is_exchange = one.wish is ReturnWish.exchange
        waits = is_exchange and (one.is_open or one.status is ReturnStatus.received)
        choices = aftersales.choices_of(db, order, at=clock.now()) if waits else None
        new = aftersales.exchange_orders_of(db, [one]).get(one.exchange_order_id or 0)
    left = sum(ledger.left(payment) for payment in ledger.payments)
    return page(
        "returns/show",
        gettext("Возврат %(number)s", number=one.number),
        status=status,
        refusal=refusal,
        one=one,
        order=order,
        row=row_of(one, order),
        pieces=_pieces(one, order, choices),
        moves=_moves(one),
        new_number=new.number if new else None,
        shelves=[(place.code, place.name, place.code == order.pickup_code) for place in places],
        due=Money(min(one.due_kopecks, left)),
        words=words,
        money=Money,
    )


def _moves(one: ReturnRequest) -> list[str]:
    """What this person may press now; an exchange only where one is wished for."""
    shut = () if one.wish is ReturnWish.exchange else ("exchange",)
    return [
        move
        for move, after in AFTER.items()
        if move not in shut and aftersales.may_move(one.status, after) and _may(move)
    ]


def _may(move: str) -> bool:
    needed = ACCESS.get(f"{OFFICE}.return_{move}")
    return isinstance(needed, Permission) and staff().may(needed)


def _pieces(one: ReturnRequest, order: Order, choices: Mapping[int, Sequence[Choice]] | None) -> list[Piece]:
    by_id = {line.id: line for line in order.lines}
    pairs = [(line, by_id[line.order_line_id]) for line in one.lines]
    return [
        Piece(
            position=sold.position,
            sku=sold.sku,
            slug=sold.slug,
            name=sold.name,
            picture=sold.picture,
            quantity=line.quantity,
            serials=", ".join(line.serials or ()),
            came=line.received_quantity,
            state=words.CAME[line.received_state] if line.received_state else "",
            money=Money(line.refund_kopecks),
            wanted=line.wanted_name or "",
            wanted_note="" if choices is None else _wanted_note(line, choices.get(sold.id, ())),
        )
        for line, sold in pairs
    ]


def _wanted_note(line: ReturnLine, choices: Sequence[Choice]) -> str:
    """Whether what is wished for can be had now, and for how much; nothing if it is the money."""
    if line.wanted_name is None:
        return ""
    found = next((one for one in choices if one.variant_id == line.wanted_variant_id), None)
    if found is None:
        return gettext("снят с продажи")
    if not found.available:
        return gettext("нет в наличии")
    return gettext("%(price)s, в наличии %(num)s шт.", price=rubles(found.price), num=found.available)


def approve(session: Session, one: ReturnRequest) -> object:
    said, terms = request.form.get("words", ""), runtime().return_terms
    return aftersales.approve(session, one.id, words=said, actor=staff().signature, terms=terms)


def refuse(session: Session, one: ReturnRequest) -> object:
    said, terms = request.form.get("words", ""), runtime().return_terms
    return aftersales.refuse(session, one.id, words=said, actor=staff().signature, terms=terms)


def receive(session: Session, one: ReturnRequest) -> object:
    place = inventory.get_location(session, request.form.get("location", ""))
    terms, faults, actor = runtime().return_terms, runtime().faults, staff().signature
    came = came_of(request.form)
    return aftersales.receive(session, one.id, came, location_id=place.id, actor=actor, terms=terms, faults=faults)


def exchange(session: Session, one: ReturnRequest) -> object:
    terms, faults = runtime().return_terms, runtime().faults
    offered = runtime().payment_methods
    return aftersales.exchange(session, one.id, actor=staff().signature, faults=faults, terms=terms, offered=offered)


def pay_back(session: Session, one: ReturnRequest) -> object:
    return aftersales.pay_back(
        session, one.id, actor=staff().signature, faults=runtime().faults, terms=runtime().return_terms
    )


def came_of(form: Mapping[str, str]) -> dict[int, Came]:
    """What came by the line's position; no pieces are missing ones, and what is no number was not said."""
    came: dict[int, Came] = {}
    for name, count in form.items():
        position, state = name.removeprefix("came."), form.get(f"state.{name.removeprefix('came.')}", "")
        if not name.startswith("came.") or not is_count(position, count) or state not in set(ReceivedState):
            continue
        pieces = int(count)
        came[int(position)] = Came(pieces, ReceivedState(state) if pieces else ReceivedState.missing)
    return came


VERBS: Mapping[str, Callable[[Session, ReturnRequest], object]] = {
    "approve": approve,
    "receive": receive,
    "exchange": exchange,
    "pay_back": pay_back,
    "refuse": refuse,
}


def act(move: str, number: str) -> AnyResponse:
    """Do it, once; if it cannot be done, show the return as it is now with the reason."""
    try:
        with transaction() as db:
            VERBS[move](db, aftersales.get_return(db, number))
    except (Conflict, Invalid) as refusal:
        return return_page(number, status=409 if isinstance(refusal, Conflict) else 422, refusal=words_of(refusal))
    flash(gettext(words.DONE[move]))
    return back_to("return_one", number=number)


for _move in VERBS:
    blueprint.add_url_rule(
        f"/returns/<number>/{_move.replace('_', '-')}",
        endpoint=f"return_{_move}",
        view_func=partial(act, _move),
        methods=["POST"],
    )
