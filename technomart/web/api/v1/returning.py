"""Goods that come back, for programs: asked for by the shopper; decided, received and paid for by staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from technomart.domain import aftersales, inventory, orders
from technomart.domain.aftersales import (
    Came,
    NotWhatWasAsked,
    ReceivedState,
    ReturnReason,
    ReturnRequest,
    ReturnStatus,
    ReturnWish,
    WayBack,
    Wish,
)
from technomart.foundation.money import Money
from technomart.web.api.v1.office import actor_of
from technomart.web.api.v1.operations import Call, Link, changes, creates, reads
from technomart.web.api.v1.orders import pieces_of
from technomart.web.api.v1.schemas.returning import (
    AskedReturns,
    AskForReturn,
    ReceiveReturn,
    Return,
    ReturnLine,
    Returns,
    ReturnsPage,
    Say,
    SayNo,
)
from technomart.web.api.v1.schemas.wire import Sum
from technomart.web.api.v1.voices import paging_of
from technomart.web.context import runtime

BACK = {"back": "$response.body#/number"}
MOVES = ("approve_return", "refuse_return", "receive_return", "exchange_return", "pay_back_return")
FOR_STAFF = tuple(Link(to=move, parameters=BACK) for move in ("get_return_of_shopper", *MOVES))


@reads("/orders/<number>/returns", tag="orders", answer=Returns)
def list_returns(call: Call) -> Returns:
    """The returns of one of the account's orders."""
    return _all(call, _own(call))


@creates("/orders/<number>/returns", tag="orders", body=AskForReturn, answer=Return, links=FOR_STAFF)
def ask_for_return(call: Call) -> Return:
    """Ask to give goods of an order back that were handed over, for the money or for other goods of the same line.

    More pieces than can be asked for are 409 `not_returnable`, too late is 409 `too_late_to_return`. Goods wished for
    instead that are not on sale are 409 `return_wanted_not_on_sale`, of another line 422 `return_not_a_variant`.
    """
    return _ask(call, _own(call))


@creates(
    "/orders/<number>/returns/<back>/photos",
    tag="orders",
    answer=Return,
    takes_photo=True,
    ahead=lambda call: _require_room(call, _own(call)),
)
def add_return_photo(call: Call) -> Return:
    """Add a photo to a return that nobody has decided about yet, up to five.

    The body is the bytes of one photo (JPEG, PNG or WebP), eight megabytes at most. It is made anew without what the
    camera wrote into it, and shown to the shop's people and to whoever has the order's link. What is no photo is 422
    `not_a_photo`, too late is 409 `return_pictures_closed`.
    """
    return _add_photo(call, _own(call))


@changes("POST", "/orders/<number>/returns/<back>/withdraw", tag="orders", answer=Return)
def withdraw_return(call: Call) -> Return:
    """Keep the goods after all, as long as they have not come."""
    return _withdraw(call, _own(call))


@reads("/guest-orders/<token>/returns", tag="orders", answer=Returns)
def list_guest_returns(call: Call) -> Returns:
    """The returns of an order, by its own token, without a key."""
    return _all(call, orders.get_order_by_token(call.db, call.path["token"]))


@creates("/guest-orders/<token>/returns", tag="orders", body=AskForReturn, answer=Return, links=FOR_STAFF)
def ask_for_guest_return(call: Call) -> Return:
    """Ask to give goods back by the order's own token, as `ask_for_return` does."""
    return _ask(call, orders.get_order_by_token(call.db, call.path["token"]))


@creates(
    "/guest-orders/<token>/returns/<back>/photos",
    tag="orders",
    answer=Return,
    takes_photo=True,
    ahead=lambda call: _require_room(call, orders.get_order_by_token(call.db, call.path["token"])),
)
def add_guest_return_photo(call: Call) -> Return:
    """Add a photo by the order's own token, as `add_return_photo` does, of one megabyte at most."""
    return _add_photo(call, orders.get_order_by_token(call.db, call.path["token"]))


@changes("POST", "/guest-orders/<token>/returns/<back>/withdraw", tag="orders", answer=Return)
def withdraw_guest_return(call: Call) -> Return:
    """Keep the goods after all, by the order's own token."""
    return _withdraw(call, orders.get_order_by_token(call.db, call.path["token"]))


@reads(
    "/staff/returns",
    tag="staff",
    query=AskedReturns,
    answer=ReturnsPage,
    links=(Link(to="get_return_of_shopper", parameters={"back": "$response.body#/items/0/number"}),),
)
def list_returns_of_shoppers(call: Call) -> ReturnsPage:
    """Returns of the shop: of one state those that wait longest first, else the newest first."""
    paging, status = paging_of(call.query), call.query.status
    found, total = aftersales.find_returns(call.db, ReturnStatus(status) if status else None, paging)
    new = aftersales.exchange_orders_of(call.db, [one for one, _ in found])
    items = [_told(one, order, new) for one, order in found]
    return ReturnsPage(total=total, page=paging.number, per_page=paging.size, items=items)


@reads("/staff/returns/<back>", tag="staff", answer=Return)
def get_return_of_shopper(call: Call) -> Return:
    """Any return in full."""
    return _again(call, aftersales.get_return(call.db, call.path["back"]))


@changes("POST", "/staff/returns/<back>/approve", tag="staff", body=Say, answer=Return)
def approve_return(call: Call) -> Return:
    """Agree that the goods may come, once; the letter says how."""
    one, terms = aftersales.get_return(call.db, call.path["back"]), runtime().return_terms
    return _again(call, aftersales.approve(call.db, one.id, words=call.body.words, actor=actor_of(call), terms=terms))


@changes("POST", "/staff/returns/<back>/refuse", tag="staff", body=SayNo, answer=Return)
def refuse_return(call: Call) -> Return:
    """Say no, and why."""
    one, terms = aftersales.get_return(call.db, call.path["back"]), runtime().return_terms
    return _again(call, aftersales.refuse(call.db, one.id, words=call.body.words, actor=actor_of(call), terms=terms))


@changes("POST", "/staff/returns/<back>/receive", tag="staff", body=ReceiveReturn, answer=Return)
def receive_return(call: Call) -> Return:
    """The goods are in our hands, once: only `resellable` pieces become stock. What is owed is counted."""
    one = aftersales.get_return(call.db, call.path["back"])
    order = orders.get_order_by_id(call.db, one.order_id)
    place = inventory.get_location(call.db, call.body.location)
    asked = {line.order_line_id for line in one.lines}
    by_sku = {line.sku: line.position for line in order.lines if line.id in asked}
    came = {by_sku.get(line.sku, -1): Came(line.quantity, ReceivedState(line.state)) for line in call.body.lines}
    if len(came) != len(call.body.lines):
        raise NotWhatWasAsked()
    terms, faults, actor = runtime().return_terms, runtime().faults, actor_of(call)
    received = aftersales.receive(
        call.db, one.id, came, location_id=place.id, actor=actor, terms=terms, faults=faults
    )
    return _again(call, received)


@changes("POST", "/staff/returns/<back>/pay-back", tag="staff", answer=Return)
def pay_back_return(call: Call) -> Return:
    """Give the money for received goods back, once: never more than is owed and than is left of what was paid."""
    one = aftersales.get_return(call.db, call.path["back"])
    faults, terms = runtime().faults, runtime().return_terms
    return _again(call, aftersales.pay_back(call.db, one.id, actor=actor_of(call), faults=faults, terms=terms))


@changes("POST", "/staff/returns/<back>/exchange", tag="staff", answer=Return)
def exchange_return(call: Call) -> Return:
    """Place an order of what was wished for instead of what came, once; the money owed for that pays for it.

    What is left of the money goes home. What the new goods cost more is paid on receipt; what others than the shop's
    people bring waits three days for it, and ends unpaid. The same goods cost no more than they did. Goods that have
    gone are 409 `not_enough_stock` or `return_wanted_not_on_sale`: pay back instead.
    """
    one = aftersales.get_return(call.db, call.path["back"])
    faults, terms = runtime().faults, runtime().return_terms
    how: dict[str, Any] = {"offered": runtime().payment_methods, "faults": faults, "terms": terms}
    return _again(call, aftersales.exchange(call.db, one.id, actor=actor_of(call), **how))


def _ask(call: Call, order: orders.Order) -> Return:
    body = call.body
    wish = Wish(
        pieces=pieces_of(call, order) or {},
        reason=ReturnReason(body.reason),
        words=body.words,
        way_back=WayBack(body.way_back),
        serials=_serials_of(call, order),
        wish=ReturnWish(body.wish),
        wanted=_wanted_of(call, order),
    )
    terms, faults = runtime().return_terms, runtime().faults
    return _again(call, aftersales.ask(call.db, order.id, wish, terms=terms, faults=faults))


def _serials_of(call: Call, order: orders.Order) -> dict[int, list[str]]:
    by_sku = {line.sku: line.position for line in reversed(order.lines)}
    serials: dict[int, list[str]] = {}
    for line in call.body.lines:
        serials.setdefault(by_sku[line.sku], []).extend(line.serials)
    return serials


def _own(call: Call) -> orders.Order:
    return orders.get_order_of(call.db, call.caller.own_account_id, call.path["number"])


def _require_room(call: Call, order: orders.Order) -> None:
    """Nobody's photo is decoded for a return that takes none."""
    aftersales.require_room_for_picture(aftersales.get_return_of(call.db, order.id, call.path["back"]))


def _add_photo(call: Call, order: orders.Order) -> Return:
    return _again(call, aftersales.add_picture(call.db, order.id, call.path["back"], call.body))


def _wanted_of(call: Call, order: orders.Order) -> dict[int, str]:
    by_sku = {line.sku: line.position for line in reversed(order.lines)}
    return {by_sku[line.sku]: line.wanted for line in call.body.lines if line.wanted is not None}


def _withdraw(call: Call, order: orders.Order) -> Return:
    return _again(call, aftersales.withdraw_request(call.db, order.id, call.path["back"]))


def _all(call: Call, order: orders.Order) -> Returns:
    found = aftersales.returns_of(call.db, order.id)
    new = aftersales.exchange_orders_of(call.db, found)
    return Returns(items=[_told(one, order, new) for one in found])


def _again(call: Call, one: ReturnRequest) -> Return:
    new = aftersales.exchange_orders_of(call.db, [one])
    return _told(one, orders.get_order_by_id(call.db, one.order_id), new)


def _told(one: ReturnRequest, order: orders.Order, exchanges: Mapping[int, orders.Order]) -> Return:
    new = exchanges.get(one.exchange_order_id or 0)
    return Return(
        number=one.number,
        order=order.number,
        kind=one.kind.value,
        status=one.status.value,
        reason=one.reason.value,
        words=one.words,
        way_back=one.way_back.value,
        wish=one.wish.value,
        asked_at=one.asked_at,
        deadline=one.deadline,
        money_before=aftersales.money_before(one.asked_at, runtime().return_terms),
        exchange_before=aftersales.exchange_before(one, runtime().return_terms),
        decision=one.decision,
        photos=len(one.pictures),
        lines=list(_lines(one, order.lines)),
        due=Sum.of(Money(one.due_kopecks)),
        refunded=Sum.of(Money(one.refunded_kopecks)),
        carried=Sum.of(Money(one.carried_kopecks)),
        exchange_order=new.number if new else None,
    )


def _lines(one: ReturnRequest, sold: Iterable[orders.OrderLine]) -> Iterable[ReturnLine]:
    by_id = {line.id: line for line in sold}
    for line in one.lines:
        yield ReturnLine(
            sku=by_id[line.order_line_id].sku,
            name=by_id[line.order_line_id].name,
            quantity=line.quantity,
            serials=line.serials or [],
            received=line.received_quantity,
            state=line.received_state.value if line.received_state else None,
            wanted=line.wanted_sku,
            wanted_name=line.wanted_name,
            amount=Sum.of(Money(line.refund_kopecks)),
        )
