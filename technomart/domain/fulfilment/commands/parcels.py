"""Handing a parcel to its carrier, and calling it off. The asking itself is done by the back room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from technomart.domain import orders, shipping
from technomart.domain.fulfilment import rules
from technomart.domain.fulfilment.commands.work import ask_to_cancel, ask_to_submit
from technomart.domain.fulfilment.errors import NotForACarrier
from technomart.domain.fulfilment.models import Parcel
from technomart.domain.fulfilment.queries import find_parcel, get_parcel, may_be_handed
from technomart.domain.fulfilment.rules import ParcelState
from technomart.domain.orders import Attention, CannotCancel, Order
from technomart.foundation import audit, clock


def prepare_parcel(
    session: Session,
    order: Order,
    *,
    carrier: str,
    city_code: int,
    point_code: str | None,
    tariff_code: str,
    grams: int,
) -> Parcel:
    """What was agreed with a newly placed order about its way by a carrier."""
    parcel = Parcel(
        order_id=order.id,
        state=ParcelState.draft,
        carrier=carrier,
        city_code=city_code,
        point_code=point_code,
        tariff_code=tariff_code,
        grams=max(1, grams),
    )
    session.add(parcel)
    session.flush()  # one parcel an order: a second one is refused here
    return parcel


def hand_to_carrier(session: Session, order_id: int, *, actor: str, point_code: str | None = None) -> Parcel:
    """Let the back room hand the order's parcel in, once; after a refusal anew, if wanted to another point.

    Refuses NotForACarrier, also the second time, and UnknownPoint.
    """
    order = orders.lock_order(session, order_id)
    parcel = find_parcel(session, order_id)
    if parcel is None or not may_be_handed(order, parcel):
        raise NotForACarrier()
    before = {"state": parcel.state.value, "point": parcel.point_code}
    if point_code and parcel.point_code is not None and point_code != parcel.point_code:
        _redirect(session, order, parcel, point_code)
    parcel.tries += 1
    parcel.state, parcel.words, parcel.place = ParcelState.draft, "", ""
    parcel.carrier_ref, parcel.carrier_number = None, ""
    parcel.number, parcel.handed_at = rules.number_of(order.number, parcel.tries), clock.now()
    orders.note_event(order, "parcel_handed", at=parcel.handed_at, actor=actor, is_public=False)
    if order.attention is Attention.parcel_refused:
        orders.note_seen_to(session, order, actor=actor)
    ask_to_submit(session, parcel)
    after = {"state": parcel.state.value, "point": parcel.point_code, "number": parcel.number}
    audit.record(session, actor, "order.hand_to_carrier", subject=f"order {order.number}", before=before, after=after)
    return parcel


def _redirect(session: Session, order: Order, parcel: Parcel, point_code: str) -> None:
    """To another point of the same city: the tariff stands."""
    point = shipping.get_point(session, parcel.carrier, point_code)
    if point.city_code != parcel.city_code or (point.grams_most is not None and point.grams_most < parcel.grams):
        raise shipping.UnknownPoint(point=point_code)
    parcel.point_code = point.code
    order.pickup_name = shipping.name_of_point(point, order.lang)


def note_submitted(session: Session, parcel_id: int, number: str, ref: str, at: datetime) -> None:
    """The carrier has taken the parcel on under this reference.

    One that was called off meanwhile is called off there, too.
    """
    parcel = _locked(session, parcel_id)
    if parcel.number != number or parcel.carrier_ref is not None:
        return
    parcel.carrier_ref = ref.lower()
    parcel.last_asked_at, parcel.quiet_looks = at, 0
    if parcel.state is ParcelState.cancelled:
        ask_to_cancel(session, parcel)
        return
    parcel.state, parcel.moved_at = ParcelState.submitted, at
    parcel.ask_at = at + rules.rest_of(parcel.state, 0)


def note_refused(session: Session, parcel_id: int, number: str, words: str, *, actor: str) -> None:
    """The carrier did not even look the parcel through: staff must see to it at once."""
    parcel = _locked(session, parcel_id)
    if parcel.number == number and parcel.state is ParcelState.draft:
        refuse(session, orders.lock_order(session, parcel.order_id), parcel, words, actor=actor)


def refuse(session: Session, order: Order, parcel: Parcel, words: str, *, actor: str) -> None:
    """The parcel of a locked order was found wrong by its carrier, in whose words it is put to staff."""
    parcel.state, parcel.words, parcel.ask_at = ParcelState.refused, words[:300], None
    parcel.moved_at = clock.now()
    orders.call_attention(order, Attention.parcel_refused, actor=actor, details={"words": parcel.words})
    session.flush()  # the books are whole when this verb returns


def note_silence(session: Session, parcel_id: int, at: datetime) -> None:
    """The carrier did not answer: it is left alone for longer."""
    parcel = _locked(session, parcel_id)
    parcel.last_asked_at = at
    parcel.quiet_looks += 1
    parcel.ask_at = at + rules.rest_of(parcel.state, parcel.quiet_looks)


def call_off_parcel(session: Session, order: Order) -> None:
    """A locked order is not to be: its parcel, as long as it has not left, is not to be either."""
    parcel = find_parcel(session, order.id)
    if parcel is None or not rules.may_move(parcel.state, ParcelState.cancelled):
        return
    if parcel.carrier_ref is not None and parcel.state is not ParcelState.refused:
        ask_to_cancel(session, parcel)
        return
    parcel.state, parcel.ask_at, parcel.moved_at = ParcelState.cancelled, None, clock.now()
    session.flush()  # the books are whole when this verb returns


def require_parcel_here(session: Session, order: Order) -> None:
    """Refuse CannotCancel once a carrier has been asked to fetch a locked order: a parcel goes as it was told of."""
    parcel = find_parcel(session, order.id)
    if parcel is not None and parcel.handed_at is not None and parcel.state not in rules.GIVEN_UP:
        raise CannotCancel()


def note_calling_off_refused(session: Session, parcel_id: int, words: str, *, actor: str) -> None:
    """The carrier does not let the parcel go: staff must see to it."""
    parcel = _locked(session, parcel_id)
    order = orders.lock_order(session, parcel.order_id)
    orders.call_attention(order, Attention.parcel_astray, actor=actor, details={"words": words[:300]})


def _locked(session: Session, parcel_id: int) -> Parcel:
    """The parcel, its order's row locked first: whatever changes a parcel holds its order."""
    orders.lock_order(session, get_parcel(session, parcel_id).order_id)
    return get_parcel(session, parcel_id)
