"""A parcel handed to a carrier: once, followed to its end, its order following; what goes wrong is put to staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import checkout, fulfilment
from technomart.domain.fulfilment import NotForACarrier, Parcel, ParcelState, rules
from technomart.domain.orders import Attention, FulfilmentStatus, Order, OrderStatus
from technomart.domain.shipping import UnknownPoint
from technomart.foundation import clock
from technomart.foundation.jobs import Job
from tests.factories.buying import a_placed_order, an_open_shop, goods_on_sale
from tests.factories.carrying import REF, a_carried_order, a_point, keep, told

WHO = "staff: olga@example.ru"


@pytest.fixture
def carried(session: Session) -> tuple[Order, Parcel]:
    return a_carried_order(session, goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=5))


@pytest.fixture
def on_its_way(session: Session, carried: tuple[Order, Parcel]) -> tuple[Order, Parcel]:
    """Taken on by the carrier."""
    order, parcel = carried
    fulfilment.hand_to_carrier(session, order.id, actor=WHO)
    fulfilment.note_submitted(session, parcel.id, order.number, REF, clock.now())
    return order, parcel


def settle(session: Session, parcel: Parcel, state: str, words: str = "") -> None:
    fulfilment.settle_parcel(session, parcel.id, told(parcel, state, words), at=clock.now())


def jobs_of(session: Session, kind: str) -> int:
    return len(session.scalars(select(Job).where(Job.kind == kind)).all())


def stories(order: Order) -> list[str]:
    return [event.kind for event in order.events]


def test_a_parcel_is_handed_in_once_under_the_number_of_the_order(
    session: Session, carried: tuple[Order, Parcel]
) -> None:
    order, parcel = carried
    fulfilment.hand_to_carrier(session, order.id, actor=WHO)
    assert (parcel.number, parcel.state, jobs_of(session, fulfilment.SUBMIT_PARCEL)) == (order.number, "draft", 1)
    with pytest.raises(NotForACarrier):
        fulfilment.hand_to_carrier(session, order.id, actor=WHO)


def test_what_no_carrier_brings_is_not_handed_in(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=5)
    order = a_placed_order(session, (phone, 1))
    fulfilment.confirm(session, order.id, actor=WHO)
    with pytest.raises(NotForACarrier):
        fulfilment.hand_to_carrier(session, order.id, actor=WHO)


def test_the_order_follows_its_parcel_to_the_hands_of_the_shopper(
    session: Session, on_its_way: tuple[Order, Parcel]
) -> None:
    order, parcel = on_its_way
    settle(session, parcel, "accepted")
    assert order.fulfilment_status is FulfilmentStatus.none
    settle(session, parcel, "on_the_way", "В пути")
    assert order.fulfilment_status is FulfilmentStatus.shipped
    settle(session, parcel, "at_point")
    settle(session, parcel, "at_point")
    assert stories(order).count("parcel_at_point") == 1
    settle(session, parcel, "delivered")
    assert (order.fulfilment_status, parcel.ask_at) == (FulfilmentStatus.delivered, None)
    assert order.attention is None
    assert violations(session) == []


def test_a_carrier_that_was_not_asked_for_long_tells_everything_at_once(
    session: Session, on_its_way: tuple[Order, Parcel]
) -> None:
    order, parcel = on_its_way
    settle(session, parcel, "delivered")
    assert order.fulfilment_status is FulfilmentStatus.delivered
    settle(session, parcel, "on_the_way")
    assert parcel.state is ParcelState.delivered


def test_what_is_said_of_another_parcel_changes_nothing(session: Session, on_its_way: tuple[Order, Parcel]) -> None:
    _order, parcel = on_its_way
    seen = told(parcel, "delivered")
    parcel.carrier_ref = REF.replace("0", "1")
    fulfilment.settle_parcel(session, parcel.id, seen, at=clock.now())
    assert parcel.state is ParcelState.submitted


def test_a_refusal_is_put_to_staff_who_hand_the_parcel_in_anew_under_another_number(
    session: Session, on_its_way: tuple[Order, Parcel]
) -> None:
    order, parcel = on_its_way
    settle(session, parcel, "refused", "Пункт закрыт")
    assert (parcel.state, parcel.words, order.attention) == (
        ParcelState.refused,
        "Пункт закрыт",
        Attention.parcel_refused,
    )
    keep(session, a_point("MSK2"), a_point("MSK3", grams_most=1000), a_point("SPB1", city_code=137))
    for wrong in ("MSK3", "SPB1", "NOWHERE"):
        with pytest.raises(UnknownPoint):
            fulfilment.hand_to_carrier(session, order.id, actor=WHO, point_code=wrong)
    fulfilment.hand_to_carrier(session, order.id, actor=WHO, point_code="MSK2")
    assert (parcel.number, parcel.point_code, order.attention) == (f"{order.number}-2", "MSK2", None)
    assert order.pickup_name is not None
    assert "MSK2" in order.pickup_name
    fulfilment.note_submitted(session, parcel.id, order.number, REF, clock.now())
    assert parcel.carrier_ref is None, "what is said of the first try"


def test_a_parcel_nobody_took_is_put_to_staff(session: Session, on_its_way: tuple[Order, Parcel]) -> None:
    order, parcel = on_its_way
    settle(session, parcel, "on_the_way")
    settle(session, parcel, "returned", "Не вручен")
    assert (order.attention, order.fulfilment_status) == (Attention.parcel_returned, FulfilmentStatus.shipped)
    assert "parcel_returned" in stories(order)


def test_an_order_called_off_before_it_was_handed_in_needs_no_carrier(
    session: Session, carried: tuple[Order, Parcel]
) -> None:
    order, parcel = carried
    fulfilment.hand_to_carrier(session, order.id, actor=WHO)
    checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
    assert (parcel.state, jobs_of(session, fulfilment.CANCEL_PARCEL)) == (ParcelState.cancelled, 0)
    fulfilment.note_submitted(session, parcel.id, order.number, REF, clock.now())
    assert (parcel.state, jobs_of(session, fulfilment.CANCEL_PARCEL)) == (ParcelState.cancelled, 1)


def test_a_parcel_of_an_order_called_off_is_called_off_at_the_carrier(
    session: Session, on_its_way: tuple[Order, Parcel]
) -> None:
    order, parcel = on_its_way
    checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
    assert jobs_of(session, fulfilment.CANCEL_PARCEL) == 1
    settle(session, parcel, "on_the_way")
    assert (order.status, order.attention) == (OrderStatus.cancelled, Attention.parcel_astray)


def test_a_silent_carrier_is_asked_less_and_less_often_and_at_once_when_there_is_news(
    session: Session, on_its_way: tuple[Order, Parcel]
) -> None:
    order, parcel = on_its_way
    rests, at = [], clock.now()
    for _ in range(9):
        fulfilment.note_silence(session, parcel.id, at)
        assert parcel.ask_at is not None
        rests.append(parcel.ask_at - at)
    assert rests == sorted(rests)
    assert rests[-1] <= rules.LONGEST_REST
    assert fulfilment.due_parcels(session, clock.now(), most=5) == []
    assert fulfilment.ask_after_parcel(session, "cdek", REF.upper(), at=clock.now())
    assert fulfilment.due_parcels(session, clock.now() + timedelta(seconds=1), most=5) == [parcel.id]
    assert not fulfilment.ask_after_parcel(session, "cdek", "unknown", at=clock.now())
    assert order.attention is None


def test_the_carrier_collects_what_is_not_paid_beforehand_to_the_kopeck(
    session: Session, carried: tuple[Order, Parcel]
) -> None:
    order, parcel = carried
    told_of = fulfilment.consignment_of(order, parcel)
    collected = sum(item.to_pay.minor * item.quantity for item in told_of.items) + told_of.fee_to_pay.minor
    assert collected == order.total_kopecks
    order.pay_before = clock.now()
    told_of = fulfilment.consignment_of(order, parcel)
    assert {item.to_pay.minor for item in told_of.items} == {0}
    assert told_of.fee_to_pay.minor == 0
    assert (told_of.phone, told_of.point_code, told_of.grams) == ("+79150001234", "MSK1", 1400)


def test_the_carrier_is_told_only_of_what_is_still_to_leave(session: Session, carried: tuple[Order, Parcel]) -> None:
    order, parcel = carried
    (line,) = order.lines
    line.cancelled = 1
    (item,) = fulfilment.consignment_of(order, parcel).items
    assert (item.quantity, item.to_pay.minor) == (1, line.charged_kopecks // 2)
    line.shipped = 1
    assert fulfilment.consignment_of(order, parcel).items == ()


@given(some.integers(0, 10**9), some.integers(1, 500))
def test_what_a_line_was_charged_is_shared_by_its_pieces_to_the_kopeck(charged: int, quantity: int) -> None:
    shares = rules.portions(charged, quantity)
    assert sum(count * price for count, price in shares) == charged
    assert sum(count for count, _ in shares) == quantity
    assert len(shares) <= 2


@given(some.integers(0, 10**6), some.integers(1, 50), some.integers(0, 2 * 10**6))
def test_no_more_is_asked_for_pieces_than_is_left_to_pay(charged: int, quantity: int, rest: int) -> None:
    told, left = rules.asked(rules.portions(charged, quantity), rest)
    assert sum(count * worth for count, worth, _ in told) == charged
    assert sum(count for count, _, _ in told) == quantity
    assert all(0 <= to_pay <= worth for _, worth, to_pay in told)
    assert sum(count * to_pay for count, _, to_pay in told) == min(charged, rest) == rest - left


def test_every_state_of_a_parcel_can_be_reached_from_the_first() -> None:
    reached, frontier = {ParcelState.draft}, [ParcelState.draft]
    while frontier:
        more = rules.PARCEL_MOVES[frontier.pop()] - reached
        reached |= more
        frontier += more
    assert reached == set(ParcelState)


def test_the_number_at_the_carrier_is_never_too_long() -> None:
    assert rules.number_of("TM-261126-7K3F", 1) == "TM-261126-7K3F"
    assert rules.number_of("TM-261126-7K3F", 2) == "TM-261126-7K3F-2"
