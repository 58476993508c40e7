"""The three states of an order follow from its counters, along the tables of allowed moves."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import aftersales, checkout, fulfilment, orders, payments
from technomart.domain.orders import FulfilmentStatus, GoodsNote, Order, OrderStatus, PaymentStatus, rules
from technomart.domain.orders.rules import GoodsCount, MoneyCount
from tests.factories.buying import a_placed_order, an_open_shop, goods_on_sale

DOCS = Path(__file__).parents[3] / "docs"


def an_order(session: Session) -> Order:
    warehouse = an_open_shop(session)
    phone = goods_on_sale(session, warehouse, kopecks=100_000)
    buds = goods_on_sale(session, warehouse, kopecks=50_000)
    return orders.lock_order(session, a_placed_order(session, (phone, 2), (buds, 1)).id)


def kinds(order: Order) -> list[str]:
    return [event.kind for event in order.events]


def test_the_page_about_states_is_written_from_the_tables() -> None:
    assert (DOCS / "states.md").read_text() == orders.states_page(
        [*payments.states_lines(), *aftersales.states_lines(), *fulfilment.states_lines()]
    )


@pytest.mark.parametrize("moves", [rules.ORDER_MOVES, rules.PAYMENT_MOVES, rules.FULFILMENT_MOVES])
def test_every_state_can_be_reached_from_the_first(moves: dict[object, frozenset[object]]) -> None:
    first, *_rest = moves
    reached, frontier = {first}, [first]
    while frontier:
        for after in moves[frontier.pop()] - reached:
            reached.add(after)
            frontier.append(after)
    assert reached == set(moves)


def test_an_order_paid_and_delivered_piece_by_piece_is_completed(session: Session) -> None:
    order = an_order(session)
    phone, buds = order.lines
    orders.confirm(session, order, actor="staff")
    orders.note_picking(session, order, FulfilmentStatus.picking, actor="staff")
    orders.note_goods(session, order, {phone.id: GoodsNote(shipped=1)}, actor="staff")
    assert order.fulfilment_status is FulfilmentStatus.partially_shipped
    orders.note_goods(session, order, {phone.id: GoodsNote(shipped=1), buds.id: GoodsNote(shipped=1)}, actor="staff")
    assert order.fulfilment_status is FulfilmentStatus.shipped
    orders.note_goods(session, order, {phone.id: GoodsNote(delivered=2)}, actor="courier")
    assert order.fulfilment_status is FulfilmentStatus.partially_delivered
    orders.note_money(session, order, paid=100_000, actor="courier")
    assert order.payment_status is PaymentStatus.partially_paid
    orders.note_goods(session, order, {buds.id: GoodsNote(delivered=1)}, actor="courier")
    assert order.status is OrderStatus.confirmed
    orders.note_money(session, order, paid=150_000, actor="courier")
    assert (order.status, order.payment_status) == (OrderStatus.completed, PaymentStatus.paid)
    assert kinds(order) == [
        "placed",
        "confirmed",
        "picking",
        "partially_shipped",
        "shipped",
        "partially_delivered",
        "payment_partially_paid",
        "delivered",
        "payment_paid",
        "completed",
    ]
    orders.note_goods(session, order, {buds.id: GoodsNote(returned=1)}, actor="staff")
    orders.note_money(session, order, refunded=50_000, actor="staff")
    assert order.fulfilment_status is FulfilmentStatus.partially_returned
    assert order.payment_status is PaymentStatus.partially_refunded
    assert order.status is OrderStatus.completed


def test_what_has_left_the_house_cannot_be_cancelled(session: Session) -> None:
    order = an_order(session)
    orders.note_goods(session, order, {order.lines[0].id: GoodsNote(shipped=1)}, actor="staff")
    with pytest.raises(orders.CannotCancel):
        checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")


def test_a_completed_order_stays_completed(session: Session) -> None:
    order = an_order(session)
    for note in (GoodsNote(shipped=2), GoodsNote(delivered=2)):
        orders.note_goods(session, order, {order.lines[0].id: note}, actor="staff")
    for note in (GoodsNote(shipped=1), GoodsNote(delivered=1)):
        orders.note_goods(session, order, {order.lines[1].id: note}, actor="staff")
    orders.note_money(session, order, paid=order.total_kopecks, actor="staff")
    with pytest.raises(orders.MoveNotAllowed):
        orders.confirm(session, order, actor="staff")


def test_the_books_show_a_state_that_does_not_follow(session: Session) -> None:
    order = an_order(session)
    order.fulfilment_status = FulfilmentStatus.delivered
    session.flush()
    assert [found for found in violations(session) if order.number in found]


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[GoodsCount], MoneyCount]:
    """An order's counters as they may stand at some moment of a believable life."""
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        quantity = draw(st.integers(1, 5))
        cancelled = draw(st.integers(0, quantity))
        shipped = draw(st.integers(0, quantity - cancelled))
        delivered = draw(st.integers(0, shipped))
        lines.append(GoodsCount(quantity, cancelled, shipped, delivered, draw(st.integers(0, delivered))))
    total = draw(st.integers(1, 1000))
    paid = draw(st.integers(0, total))
    return lines, MoneyCount(total, paid, draw(st.integers(0, paid)))


@given(lives(), st.sampled_from(list(OrderStatus)))
def test_deriving_the_states_twice_changes_nothing(
    life: tuple[list[GoodsCount], MoneyCount], status: OrderStatus
) -> None:
    lines, money = life
    order = rules.order_status(status, lines, money)
    payment = rules.payment_status(PaymentStatus.none, money)
    fulfilment = rules.fulfilment_status(FulfilmentStatus.none, lines)
    assert rules.order_status(order, lines, money) is order
    assert rules.payment_status(payment, money) is payment
    assert rules.fulfilment_status(fulfilment, lines) is fulfilment


@given(lives())
def test_an_order_is_completed_only_when_all_is_delivered_and_paid(life: tuple[list[GoodsCount], MoneyCount]) -> None:
    lines, money = life
    if rules.order_status(OrderStatus.placed, lines, money) is OrderStatus.completed:
        assert money.paid == money.total
        assert all(line.delivered == line.quantity - line.cancelled for line in lines)
