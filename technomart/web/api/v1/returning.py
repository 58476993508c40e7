"""Goods that come back, for programs: asked for by the shopper; decided, received and paid for by staff."""

from __future__ import annotations

from collections.abc import Iterable

from technomart.domain import aftersales, inventory, orders
from technomart.domain.aftersales import (
    Came,
    NotWhatWasAsked,
    ReceivedState,
    ReturnReason,
    ReturnRequest,
    ReturnStatus,
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
FOR_STAFF = tuple(
    Link(to=move, parameters=BACK)
    for move in ("get_return_of_shopper", "approve_return", "refuse_return", "receive_return", "pay_back_return")
)


@reads("/orders/<number>/returns", tag="orders", answer=Returns)
def list_returns(call: Call) -> Returns:
    """The returns of one of the account's orders."""
    return _all(call, orders.get_order_of(call.db, call.caller.own_account_id, call.path["number"]))


@creates("/orders/<number>/returns", tag="orders", body=AskForReturn, answer=Return, links=FOR_STAFF)
def ask_for_return(call: Call) -> Return:
    """Ask to give goods of an order back that were handed over.

    More pieces than can be asked for are 409 `not_returnable`, too late is 409 `too_late_to_return`.
    """
    return _ask(call, orders.get_order_of(call.db, call.caller.own_account_id, call.path["number"]))


@changes("POST", "/orders/<number>/returns/<back>/withdraw", tag="orders", answer=Return)
def withdraw_return(call: Call) -> Return:
    """Keep the goods after all, as long as they have not come."""
    return _withdraw(call, orders.get_order_of(call.db, call.caller.own_account_id, call.path["number"]))


@reads("/guest-orders/<token>/returns", tag="orders", answer=Returns)
def list_guest_returns(call: Call) -> Returns:
    """The returns of an order, by its own token, without a key."""
    return _all(call, orders.get_order_by_token(call.db, call.path["token"]))


@creates("/guest-orders/<token>/returns", tag="orders", body=AskForReturn, answer=Return, links=FOR_STAFF)
def ask_for_guest_return(call: Call) -> Return:
    """Ask to give goods back by the order's own token, as `ask_for_return` does."""
    return _ask(call, orders.get_order_by_token(call.db, call.path["token"]))


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
    items = [_told(one, order) for one, order in found]
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
    return _again(call, aftersales.pay_back(call.db, one.id, actor=actor_of(call), faults=runtime().faults))


def _ask(call: Call, order: orders.Order) -> Return:
    body = call.body
    wish = Wish(
        pieces=pieces_of(call, order) or {},
        reason=ReturnReason(body.reason),
        words=body.words,
        way_back=WayBack(body.way_back),
    )
    terms, faults = runtime().return_terms, runtime().faults
    return _again(call, aftersales.ask(call.db, order.id, wish, terms=terms, faults=faults))


def _withdraw(call: Call, order: orders.Order) -> Return:
    return _again(call, aftersales.withdraw_request(call.db, order.id, call.path["back"]))


def _all(call: Call, order: orders.Order) -> Returns:
    return Returns(items=[_told(one, order) for one in aftersales.returns_of(call.db, order.id)])


def _again(call: Call, one: ReturnRequest) -> Return:
    return _told(one, orders.get_order_by_id(call.db, one.order_id))


def _told(one: ReturnRequest, order: orders.Order) -> Return:
    return Return(
        number=one.number,
        order=order.number,
        kind=one.kind.value,
        status=one.status.value,
        reason=one.reason.value,
        words=one.words,
        way_back=one.way_back.value,
        asked_at=one.asked_at,
        deadline=one.deadline,
        money_before=aftersales.money_before(one.asked_at, runtime().return_terms),
        decision=one.decision,
        lines=list(_lines(one, order.lines)),
        due=Sum.of(Money(one.due_kopecks)),
        refunded=Sum.of(Money(one.refunded_kopecks)),
    )


def _lines(one: ReturnRequest, sold: Iterable[orders.OrderLine]) -> Iterable[ReturnLine]:
    by_id = {line.id: line for line in sold}
    for line in one.lines:
        yield ReturnLine(
            sku=by_id[line.order_line_id].sku,
            name=by_id[line.order_line_id].name,
            quantity=line.quantity,
            received=line.received_quantity,
            state=line.received_state.value if line.received_state else None,
            amount=Sum.of(Money(line.refund_kopecks)),
        )
