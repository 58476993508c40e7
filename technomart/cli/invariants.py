"""`technomart invariants`: check the books: stock, orders, sums and states must say what their records say."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from technomart.cli import money_books as money
from technomart.cli import parcel_books as parcels
from technomart.cli import return_books as returns
from technomart.domain import orders
from technomart.domain.carts import Cart, CartStatus
from technomart.domain.inventory import Allocation, Claim, Reservation, Stock, StockMovement
from technomart.domain.orders import Order, OrderDiscount, OrderFee, OrderLine, OrderStatus, rules
from technomart.domain.pricing import APPLY_PROMOTION, Price, PromoCode, PromoCodeUse, Promotion, vat_contained
from technomart.domain.shipping import CourierSlot
from technomart.foundation import clock
from technomart.foundation.database import Database
from technomart.foundation.jobs import Job
from technomart.settings import Settings

PORTION = 500


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`invariants`, for the database of the settings or any other."""
    parser = commands.add_parser("invariants", help="check the books: stock, orders, sums, states")
    parser.add_argument("--database", default="", metavar="URL", help="another database than the shop's own")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print every mismatch; 1 if there is any."""
    database = Database(chosen.database or Settings().database)
    try:
        with database.reader() as session:
            found = violations(session)
    finally:
        database.dispose()
    for sentence in found:
        print(sentence)
    print(f"invariants: {len(found)} violations" if found else "invariants: the books are right")
    return 1 if found else 0


def violations(session: Session) -> list[str]:
    """Everything in this database that contradicts something else in it, as sentences; none in a healthy shop."""
    books = (_stock, _claims, _visits, _carts, _sums, _parts, _discounts, _promo_codes, _promotions, _orders)
    books = (*books, money.violations, returns.violations, parcels.violations)
    return [sentence for book in books for sentence in book(session)]


def _stock(session: Session) -> Iterable[str]:
    """Counts are the sum of their movements, and nothing is promised twice or below zero."""
    moved = (
        select(
            StockMovement.stock_id,
            func.sum(StockMovement.on_hand_delta).label("on_hand"),
            func.sum(StockMovement.allocated_delta).label("allocated"),
            func.sum(StockMovement.reserved_delta).label("reserved"),
        )
        .group_by(StockMovement.stock_id)
        .subquery()
    )
    pairs: list[tuple[str, InstrumentedAttribute[int], ColumnElement[int]]] = [
        ("on_hand", Stock.on_hand, func.coalesce(moved.c.on_hand, 0)),
        ("allocated", Stock.allocated, func.coalesce(moved.c.allocated, 0)),
        ("reserved", Stock.reserved, func.coalesce(moved.c.reserved, 0)),
    ]
    for name, kept, derived in pairs:
        rows = session.execute(
            select(Stock.id, kept, derived).outerjoin(moved, moved.c.stock_id == Stock.id).where(kept != derived)
        )
        for stock_id, count, sum_of_movements in rows:
            yield f"stock row {stock_id}: {name} is {count}, its movements make {sum_of_movements}"
    wrong = or_(
        Stock.on_hand < 0,
        Stock.allocated < 0,
        Stock.reserved < 0,
        Stock.on_hand < Stock.allocated + Stock.reserved,
    )
    for row in session.scalars(select(Stock).where(wrong)):
        yield f"stock row {row.id}: {row.on_hand} on hand, {row.allocated} allocated, {row.reserved} reserved"


def _claims(session: Session) -> Iterable[str]:
    """What is allocated and reserved is what claims hold, and orders hold what they have not shipped or cancelled."""
    for name, table, kept in (("allocated", Allocation, Stock.allocated), ("reserved", Reservation, Stock.reserved)):
        held = select(table.stock_id, func.sum(table.quantity).label("pieces")).group_by(table.stock_id).subquery()
        pieces = func.coalesce(held.c.pieces, 0)
        rows = session.execute(
            select(Stock.id, kept, pieces).outerjoin(held, held.c.stock_id == Stock.id).where(kept != pieces)
        )
        for stock_id, count, sum_of_claims in rows:
            yield f"stock row {stock_id}: {name} is {count}, its claims hold {sum_of_claims}"
    held = union_all(
        select(Allocation.claim_id, Allocation.quantity), select(Reservation.claim_id, Reservation.quantity)
    ).subquery()
    by_claim = select(held.c.claim_id, func.sum(held.c.quantity).label("pieces")).group_by(held.c.claim_id).subquery()
    pieces = func.coalesce(by_claim.c.pieces, 0)
    left = OrderLine.quantity - OrderLine.cancelled - OrderLine.shipped
    open_pieces = case((Order.status == rules.OrderStatus.expired, 0), else_=left)
    lapsed = is_awaiting_money() & (pieces == 0)
    lines = session.execute(
        select(OrderLine.id, open_pieces, pieces)
        .join(Order, Order.id == OrderLine.order_id)
        .outerjoin(by_claim, by_claim.c.claim_id == OrderLine.claim_id)
        .where(open_pieces != pieces, ~lapsed)
    )
    for line_id, wanted, holds in lines:
        yield f"order line {line_id}: {wanted} pieces are still owed, its claim holds {holds}"
    yield from _reservations(session)
    owners = select(OrderLine.claim_id).where(OrderLine.claim_id.is_not(None))
    strays = session.scalars(select(held.c.claim_id).where(held.c.claim_id.not_in(owners)))
    for claim_id in strays:
        yield f"claim {claim_id}: holds stock, but no order line owns it"
    shared = (
        select(OrderLine.claim_id)
        .where(OrderLine.claim_id.is_not(None))
        .group_by(OrderLine.claim_id)
        .having(func.count() > 1)
    )
    for claim_id in session.scalars(shared):
        yield f"claim {claim_id}: belongs to several order lines"


def is_awaiting_money() -> ColumnElement[bool]:
    """Orders that stand only until they are paid: their goods may have been given back a moment ago."""
    unpaid = Order.payment_status.in_(rules.UNPAID)
    return (Order.status == rules.OrderStatus.placed) & Order.pay_before.is_not(None) & unpaid


def _reservations(session: Session) -> Iterable[str]:
    """A reservation ends at some moment and belongs to an order that waits for money; an allocation does not end."""
    endless = select(Reservation.claim_id).join(Claim, Claim.id == Reservation.claim_id)
    for claim_id in session.scalars(endless.where(Claim.expires_at.is_(None))):
        yield f"claim {claim_id}: holds a reservation without an end"
    ended = select(Allocation.claim_id).join(Claim, Claim.id == Allocation.claim_id)
    for claim_id in session.scalars(ended.where(Claim.expires_at.is_not(None))):
        yield f"claim {claim_id}: holds an allocation that would end"
    owners = select(OrderLine.claim_id).join(Order, Order.id == OrderLine.order_id).where(is_awaiting_money())
    paid_for = select(Reservation.claim_id).where(Reservation.claim_id.not_in(owners))
    for claim_id in session.scalars(paid_for):
        yield f"claim {claim_id}: is still reserved, but its order does not wait for money"


def _visits(session: Session) -> Iterable[str]:
    """As many of a courier's visits are promised as orders hold; those that are over hold none."""
    over = (OrderStatus.cancelled, OrderStatus.expired)
    for number in session.scalars(select(Order.number).where(Order.slot_id.is_not(None), Order.status.in_(over))):
        yield f"order {number}: is over and still holds a courier's visit"
    promised = (
        select(Order.slot_id, func.count().label("visits"))
        .where(Order.slot_id.is_not(None))
        .group_by(Order.slot_id)
        .subquery()
    )
    visits = func.coalesce(promised.c.visits, 0)
    rows = session.execute(
        select(CourierSlot.id, CourierSlot.taken, visits)
        .outerjoin(promised, promised.c.slot_id == CourierSlot.id)
        .where(CourierSlot.taken != visits)
    )
    for slot_id, taken, owed in rows:
        yield f"courier slot {slot_id}: {taken} visits promised, orders have {owed}"


def _carts(session: Session) -> Iterable[str]:
    """A cart has become an order exactly if it is converted, and never two."""
    twice = select(Order.cart_token).group_by(Order.cart_token).having(func.count() > 1)
    for token in session.scalars(twice):
        yield f"cart {token[:8]}…: has become several orders"
    ordered = select(Order.cart_token)
    lost = select(Cart.id).where(Cart.status == CartStatus.converted, Cart.token.not_in(ordered))
    for cart_id in session.scalars(lost):
        yield f"cart {cart_id}: converted, but there is no order of it"
    still_open = select(Cart.id).where(Cart.status != CartStatus.converted, Cart.token.in_(ordered))
    for cart_id in session.scalars(still_open):
        yield f"cart {cart_id}: has become an order, but is not converted"


def _sums(session: Session) -> Iterable[str]:
    """The sums of an order are the sums of its parts, and its VAT is what the parts contain."""
    lines = _sums_by_order(OrderLine.order_id, OrderLine.sum_kopecks, OrderLine.vat_kopecks)
    fees = _sums_by_order(OrderFee.order_id, OrderFee.amount_kopecks, OrderFee.vat_kopecks)
    lines_of, fees_of = lines.subquery(), fees.subquery()
    goods, goods_vat = func.coalesce(lines_of.c.gross, 0), func.coalesce(lines_of.c.vat, 0)
    extra, extra_vat = func.coalesce(fees_of.c.gross, 0), func.coalesce(fees_of.c.vat, 0)
    rows = session.execute(
        select(
            Order.number,
            Order.goods_kopecks,
            goods,
            Order.fees_kopecks,
            extra,
            Order.vat_kopecks,
            goods_vat + extra_vat,
        )
        .outerjoin(lines_of, lines_of.c.order_id == Order.id)
        .outerjoin(fees_of, fees_of.c.order_id == Order.id)
        .where(
            or_(
                Order.goods_kopecks != goods,
                Order.fees_kopecks != extra,
                Order.vat_kopecks != goods_vat + extra_vat,
                Order.total_kopecks != goods + extra - Order.discount_kopecks,
                Order.total_kopecks < 0,
                func.coalesce(lines_of.c.pieces, 0) == 0,
            )
        )
    )
    for number, kept_goods, of_lines, kept_fees, of_fees, kept_vat, of_parts in rows:
        yield (
            f"order {number}: goods {kept_goods} (lines make {of_lines}), fees {kept_fees} (make {of_fees}),"
            f" VAT {kept_vat} (parts make {of_parts})"
        )


def _parts(session: Session) -> Iterable[str]:
    """A line is its price times its quantity; the VAT of lines and fees is that of what is charged."""
    for line in session.scalars(select(OrderLine).execution_options(yield_per=PORTION)):
        if line.sum_kopecks != line.price_kopecks * line.quantity:
            yield f"order line {line.id}: {line.quantity} x {line.price_kopecks} is not {line.sum_kopecks}"
        if line.vat_kopecks != vat_contained(line.charged_kopecks, line.vat_basis_points):
            yield f"order line {line.id}: VAT {line.vat_kopecks} is not what {line.charged_kopecks} contains"
    for fee in session.scalars(select(OrderFee).execution_options(yield_per=PORTION)):
        if fee.vat_kopecks != vat_contained(fee.charged_kopecks, fee.vat_basis_points):
            yield f"order fee {fee.id}: VAT {fee.vat_kopecks} is not what {fee.charged_kopecks} contains"


def _discounts(session: Session) -> Iterable[str]:
    """What was taken off an order is what its discounts say and what its lines and fees bear, part by part."""

    def of_order(owner: InstrumentedAttribute[int], amount: InstrumentedAttribute[int]) -> ScalarSelect[int]:
        summed = select(func.coalesce(func.sum(amount), 0)).where(owner == Order.id)
        return summed.correlate(Order).scalar_subquery()

    said = of_order(OrderDiscount.order_id, OrderDiscount.amount_kopecks)
    borne = of_order(OrderLine.order_id, OrderLine.discount_kopecks) + of_order(
        OrderFee.order_id, OrderFee.discount_kopecks
    )
    taken = Order.discount_kopecks
    rows = session.execute(select(Order.number, taken, said, borne).where(or_(taken != said, taken != borne)))
    for number, discount, of_discounts, of_parts in rows:
        yield f"order {number}: discount {discount}, its discounts make {of_discounts}, its parts bear {of_parts}"


def _promo_codes(session: Session) -> Iterable[str]:
    """A code has been used as often as there are orders with it that have not been called off."""
    standing = PromoCodeUse.released_at.is_(None)
    counted = (
        select(func.count())
        .where(PromoCodeUse.promo_code_id == PromoCode.id, standing)
        .correlate(PromoCode)
        .scalar_subquery()
    )
    for word, used, uses in session.execute(
        select(PromoCode.code, PromoCode.used, counted).where(PromoCode.used != counted)
    ):
        yield f"promo code {word}: used {used} times, but {uses} uses stand"
    owned = select(OrderDiscount.promo_code_use_id).where(OrderDiscount.promo_code_use_id.is_not(None))
    for use_id in session.scalars(select(PromoCodeUse.id).where(PromoCodeUse.id.not_in(owned))):
        yield f"promo code use {use_id}: there is no order of it"
    is_called_off = Order.status.in_([rules.OrderStatus.cancelled, rules.OrderStatus.expired])
    for number, status in session.execute(
        select(Order.number, Order.status)
        .join(OrderDiscount, OrderDiscount.order_id == Order.id)
        .join(PromoCodeUse, PromoCodeUse.id == OrderDiscount.promo_code_use_id)
        .where(is_called_off == standing)
    ):
        yield f"order {number}: it is {status}, but the use of its promo code says otherwise"


def _promotions(session: Session) -> Iterable[str]:
    """A promotion that is switched off makes no prices any more, or the worker is about to end them."""
    if session.scalar(select(Job.id).where(Job.kind == APPLY_PROMOTION).limit(1)) is not None:
        return
    running = Price.valid_to > clock.now()
    stray = select(Promotion.code).join(Price, Price.promotion_id == Promotion.id).where(~Promotion.is_on, running)
    for code in session.scalars(stray.distinct()):
        yield f"promotion {code}: switched off, but prices of it are still to come"


def _sums_by_order(
    owner: InstrumentedAttribute[int], gross: InstrumentedAttribute[int], vat: InstrumentedAttribute[int]
) -> Select[int, int, int, int]:
    return select(
        owner.label("order_id"),
        func.sum(gross).label("gross"),
        func.sum(vat).label("vat"),
        func.sum(case((gross >= 0, 1), else_=0)).label("pieces"),
    ).group_by(owner)


def _orders(session: Session) -> Iterable[str]:
    """The stored states are those that follow from the counters."""
    last = 0
    while True:
        portion = list(session.scalars(orders.whole().where(Order.id > last).order_by(Order.id).limit(PORTION)))
        if not portion:
            return
        last = portion[-1].id
        for order in portion:
            yield from _states(order)


def _states(order: Order) -> Iterable[str]:
    counts = orders.goods_of(order)
    sums = orders.money_of(order)
    derived = (
        rules.order_status(order.status, counts, sums),
        rules.payment_status(order.payment_status, sums),
        rules.fulfilment_status(order.fulfilment_status, counts),
    )
    stored = (order.status, order.payment_status, order.fulfilment_status)
    if stored != derived:
        yield f"order {order.number}: stored as {', '.join(stored)}; its counters say {', '.join(derived)}"
    yield from _credit(order, sums)
    ends = (rules.OrderStatus.cancelled, rules.OrderStatus.completed)
    if order.status in ends and rules.order_status(rules.OrderStatus.placed, counts, sums) is not order.status:
        yield f"order {order.number}: stored as {order.status}, but its counters do not say so"


def _credit(order: Order, sums: rules.MoneyCount) -> Iterable[str]:
    """What is no longer asked for is the worth of the pieces that are gone, fees and the cost of fetching aside."""
    gone = sum(rules.worth(line.charged_kopecks, line.quantity, 0, line.gone) for line in order.lines)
    fees = sum(fee.charged_kopecks for fee in order.fees)
    if order.status is rules.OrderStatus.cancelled:
        if sums.due:
            yield f"order {order.number}: is cancelled, and {sums.due} of it are still asked for"
    elif not any(line.returned for line in order.lines) and sums.credited != gone:
        yield f"order {order.number}: {sums.credited} are no longer asked for, its pieces make {gone}"
    elif sums.credited > gone + fees:
        yield f"order {order.number}: {sums.credited} are no longer asked for, its pieces and fees make {gone + fees}"
