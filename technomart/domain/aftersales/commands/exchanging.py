"""Other goods instead of those that have come: a new order that the old one's money pays for, once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sqlalchemy.orm import Session

from technomart.domain import checkout, inventory, payments
from technomart.domain.aftersales.commands.moving import audit, move, note, require
from technomart.domain.aftersales.commands.paying_back import goods_that_came, payable_of, send_home
from technomart.domain.aftersales.commands.telling import EXCHANGED, tell
from technomart.domain.aftersales.errors import NotAsked, WantedNotOnSale
from technomart.domain.aftersales.models import ReturnRequest
from technomart.domain.aftersales.queries import lock_return
from technomart.domain.aftersales.rules import ReturnKind, ReturnStatus, ReturnWish, Terms, WayBack
from technomart.domain.checkout import Instead
from technomart.domain.inventory import Location, LocationKind, UnknownLocation
from technomart.domain.orders import Order
from technomart.foundation import clock
from technomart.foundation.faults import Faults


def exchange(
    session: Session,
    request_id: int,
    *,
    actor: str,
    faults: Faults,
    terms: Terms,
    offered: Mapping[str, str] = payments.ON_DELIVERY,
) -> ReturnRequest:
    """Place the order of what was wished for instead of what has come, and let the money owed for that pay for it.

    What is left of the money goes home at once. What the new goods cost more is paid when our people hand them
    over; what others bring waits for it, by one of the ways that are `offered`. The same goods cost no more than
    they did. Refuses ReturnMoveNotAllowed, also the second time, NotAsked for a return that wishes for money,
    WantedNotOnSale, NotEnoughStock and NotCovered; then nothing has happened.
    """
    order, request = lock_return(session, request_id)
    require(request, ReturnStatus.exchanged)
    faults.after_check("return")
    payable = payable_of(session, order, request)
    new = checkout.place_instead(
        session,
        order,
        _instead(order, request),
        key=_key(order, request),
        shop=_shop_of(session, order, request),
        is_free=request.kind is ReturnKind.defect,
        covered_kopecks=payable,
        offered=offered,
        actor=actor,
        faults=faults,
    )
    note(new, request, "placed_in_exchange", actor=actor, other=order)
    goods = goods_that_came(order, request)
    carried = payments.carry(session, order, new, payable, goods=goods, actor=actor, faults=faults)
    sent = send_home(session, order, request, payable - carried, actor=actor, faults=faults)
    move(request, ReturnStatus.exchanged)
    request.exchange_order_id, request.carried_kopecks = new.id, carried
    request.refunded_kopecks, request.refunded_at, request.refunded_by = sent, clock.now(), actor
    note(order, request, "return_exchanged", actor=actor, other=new)
    audit(session, request, "exchange", ReturnStatus.received, actor=actor)
    tell(session, EXCHANGED, order, request, terms=terms, exchange=new)
    session.flush()  # the books are whole when this verb returns
    return request


def _instead(order: Order, request: ReturnRequest) -> list[Instead]:
    """What goes out: as many pieces as came, of what was wished for."""
    if request.wish is not ReturnWish.exchange:
        raise NotAsked()
    by_id = {line.id: line for line in order.lines}
    instead = []
    for line in request.lines:
        if not line.received_quantity:
            continue
        if line.wanted_variant_id is None:
            raise WantedNotOnSale(name=line.wanted_name or by_id[line.order_line_id].name)
        is_same = line.wanted_variant_id == by_id[line.order_line_id].variant_id
        most = line.refund_kopecks if is_same else None
        instead.append(Instead(variant_id=line.wanted_variant_id, quantity=line.received_quantity, most_kopecks=most))
    return instead


def _key(order: Order, request: ReturnRequest) -> str:
    """What the new order is placed for, once; nobody guesses it who does not have the old order's link."""
    return hashlib.sha256(f"exchange {request.number} {order.public_token}".encode()).hexdigest()


def _shop_of(session: Session, order: Order, request: ReturnRequest) -> Location | None:
    """Where the new goods are fetched: at the shop the old ones were brought to, else where these were fetched."""
    place = session.get(Location, request.location_id) if request.location_id is not None else None
    if place is not None and request.way_back is WayBack.shop and place.kind is LocationKind.shop:
        return place
    try:
        return inventory.get_location(session, order.pickup_code) if order.pickup_code else None
    except UnknownLocation:
        return None
