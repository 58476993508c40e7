"""Booking what a provider tells of a payment: one function for return page, webhook, poller and staff."""

from __future__ import annotations

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from technomart.domain import inventory, orders
from technomart.domain.inventory import NotEnoughStock
from technomart.domain.orders import Attention, FulfilmentStatus, Order, OrderStatus, PaymentStatus
from technomart.domain.payments import rules
from technomart.domain.payments.commands.giving_back import give_back
from technomart.domain.payments.commands.goods import end_unpaid, hold_again, stand_again, take_all_again
from technomart.domain.payments.commands.opening import LONGEST_REASON, note_failed, put_off
from technomart.domain.payments.commands.receipts import note_prepay_receipt
from technomart.domain.payments.commands.telling import tell
from technomart.domain.payments.models import Payment, PaymentEvent
from technomart.domain.payments.ports import ProviderPayment, ProviderStatus
from technomart.domain.payments.queries import gone_of, live_payments_of, lock_payment, payments_of
from technomart.domain.payments.rules import Expected, PaymentState
from technomart.domain.payments.rules.work import LATE, LATE_MONEY, PAID, VOID, key
from technomart.domain.pricing import PromoCodeRefused
from technomart.foundation import clock, jobs
from technomart.foundation.faults import Faults
from technomart.foundation.money import Money

IN_HOUSE = (FulfilmentStatus.none, FulfilmentStatus.picking, FulfilmentStatus.ready)
FINAL = (PaymentState.paid, PaymentState.cancelled)
STANDING = (OrderStatus.placed, OrderStatus.confirmed)


def settle(
    session: Session, payment_id: int, seen: ProviderPayment, *, account: str, source: str, faults: Faults
) -> Payment:
    """Book what the provider says of a payment, whoever asked it; however often and however parallel, once.

    What is not about this very payment in every respect is never money: it is kept as an event, and the staff are
    called. News only leads forward; what came before or is known already changes nothing.
    """
    order, payment = lock_payment(session, payment_id)
    wrong = rules.mismatch(_expected(order, payment, account), seen) or _taken_by_another(session, payment, seen)
    if wrong is not None:
        _distrust(session, order, payment, seen, wrong, source)
        return payment
    after = rules.STATE_OF[seen.status]
    is_news = rules.may_follow(payment.status, after)
    faults.after_check("payment")
    _note_facts(session, payment, seen)
    if is_news and _move(session, payment, after, faults):
        _keep_event(session, payment, seen, seen.status.value, source)
        if after is PaymentState.cancelled:
            _payment_is_over(session, order, payment, seen)
        elif after in rules.WITH_MONEY:
            _money_is_here(session, order, payment, faults)
    elif payment.status is not after and payment.status in FINAL:
        _contradicted(session, order, payment, seen, source)
    if payment.status in FINAL:
        payment.next_look_at = None
    if payment.status is PaymentState.paid:
        note_prepay_receipt(session, order, payment, seen)
    session.flush()  # the books are whole when this verb returns
    return payment


def _contradicted(session: Session, order: Order, payment: Payment, seen: ProviderPayment, source: str) -> None:
    """The provider says of an ended payment what it cannot be: kept for the staff, and nothing is undone by it."""
    if seen.status not in (ProviderStatus.succeeded, ProviderStatus.cancelled):
        return
    if _keep_event(session, payment, seen, f"contradicts:{seen.status.value}", source):
        orders.call_attention(order, Attention.wrong_payment, actor=payment.provider, details={"wrong": "status"})


def _expected(order: Order, payment: Payment, account: str) -> Expected:
    return Expected(
        ref=payment.provider_ref,
        amount=Money(payment.amount_kopecks, payment.currency),
        account=account,
        reference=payment.token,
        order_number=order.number,
    )


def _taken_by_another(session: Session, payment: Payment, seen: ProviderPayment) -> str | None:
    if payment.provider_ref is not None:
        return None
    other = select(Payment.id).where(Payment.provider_ref == seen.ref, Payment.id != payment.id)
    return "ref" if session.scalar(other) is not None else None


def _note_facts(session: Session, payment: Payment, seen: ProviderPayment) -> None:
    """Where the shopper pays, until when, and when to ask again."""
    payment.provider_ref = seen.ref
    payment.confirmation_url = seen.confirmation_url or payment.confirmation_url
    payment.expires_at = seen.expires_at or payment.expires_at
    payment.attempts = 0
    put_off(session, payment, clock.now())
    session.flush()  # the conditional update below goes straight to the database


def _move(session: Session, payment: Payment, after: PaymentState, faults: Faults) -> bool:
    """The guard itself: one conditional UPDATE, its row count checked; whether this caller has moved it."""
    change = update(Payment).where(Payment.id == payment.id)
    if not faults.skips_lock("payment"):
        change = change.where(Payment.status == payment.status)
    done = session.execute(change.values(status=after).execution_options(synchronize_session=False))
    assert isinstance(done, CursorResult)
    session.refresh(payment)
    return done.rowcount == 1


def _keep_event(session: Session, payment: Payment, seen: ProviderPayment, kind: str, source: str) -> bool:
    """Write one fact down, once; whether it was new."""
    name = f"{payment.provider}:{seen.ref}:{kind}"[:200]
    if session.scalar(select(PaymentEvent.id).where(PaymentEvent.provider_event == name)) is not None:
        return False
    raw = {
        "ref": seen.ref,
        "status": seen.status.value,
        "amount": seen.amount.as_wire(),
        "refunded": seen.refunded.as_wire(),
        "account": seen.account,
        "order": seen.order_number,
        "reason": seen.cancel_reason,
    }
    session.add(
        PaymentEvent(
            payment_id=payment.id,
            provider_event=name,
            kind=kind,
            amount_kopecks=seen.amount.minor,
            source=source,
            raw=raw,
            at=clock.now(),
        )
    )
    return True


def _distrust(
    session: Session, order: Order, payment: Payment, seen: ProviderPayment, wrong: str, source: str
) -> None:
    """Keep what was told, believe none of it, call the staff."""
    if _keep_event(session, payment, seen, f"distrusted:{wrong}:{seen.status.value}", source):
        orders.call_attention(order, Attention.wrong_payment, actor=payment.provider, details={"wrong": wrong})
    if payment.next_look_at is not None:
        put_off(session, payment, clock.now())
    session.flush()  # the books are whole when this verb returns


def _money_is_here(session: Session, order: Order, payment: Payment, faults: Faults) -> None:
    """Money is held or paid: the goods become the shopper's, or the money has come too late."""
    actor = payment.provider
    if order.status is OrderStatus.cancelled or _is_given_up(session, order, payment):
        _count(session, order, payment)
        send_home(session, order, payment, reason=f"order_{order.status.value}", faults=faults)
        return
    if payment.status is PaymentState.authorized and _is_covered(session, order, payment):
        send_home(session, order, payment, reason="paid_twice", faults=faults)
        return
    if not _has_goods(session, order, actor, faults):
        _came_late(session, order, payment)
        return
    _count(session, order, payment)
    over = orders.to_give_back(order.status, orders.money_of(order))
    is_first = order.paid_kopecks == payment.amount_kopecks
    if over > 0 and not is_first:
        orders.call_attention(order, Attention.paid_twice, actor=actor, details={"over_kopecks": over})
        give_back(
            session, payment, min(over, payment.amount_kopecks), reason="paid_twice", actor=actor, faults=faults
        )
        return
    if over > 0:  # a part of the order was called off while its money was on its way
        give_back(session, payment, over, reason="order_changed", actor=actor, faults=faults, goods=gone_of(order))
    tell(session, PAID, order, payment)


def _is_given_up(session: Session, order: Order, payment: Payment) -> bool:
    """Whether the order has ended and what else it was paid with goes home: this money alone does not pay for it."""
    others = [one for one in payments_of(session, order.id) if one.id != payment.id]
    return order.status is OrderStatus.expired and any(one.refunded_kopecks for one in others)


def _has_goods(session: Session, order: Order, actor: str, faults: Faults) -> bool:
    """Whether the goods are the shopper's for good now. What has left the house needs no holding."""
    if order.fulfilment_status not in IN_HOUSE or order.status is OrderStatus.completed:
        return True
    cause, claims = f"order {order.number}", orders.claims_of(order)
    if order.status in STANDING and inventory.keep(session, claims, cause=cause, actor=actor):
        return True
    try:
        again = (take_all_again if order.status is OrderStatus.expired else hold_again)(
            session, order, actor=actor, faults=faults
        )
    except (NotEnoughStock, PromoCodeRefused):
        if orders.is_awaiting_money(order):
            end_unpaid(session, order, actor=actor)
        return order.status in STANDING
    if order.status is OrderStatus.expired:
        stand_again(session, order, again, actor=actor)
    return True


def _count(session: Session, order: Order, payment: Payment) -> None:
    if payment.status is PaymentState.paid:
        orders.note_money(session, order, paid=payment.amount_kopecks, actor=payment.provider)
    elif not order.paid_kopecks:
        orders.note_payment_state(session, order, PaymentStatus.authorized, actor=payment.provider)


def _came_late(session: Session, order: Order, payment: Payment) -> None:
    """The goods have gone: held money is let go at once; paid money waits a day for the staff, then goes back."""
    _count(session, order, payment)
    tell(session, LATE_MONEY, order, payment, is_held=payment.status is PaymentState.authorized)
    if payment.status is PaymentState.authorized:
        jobs.enqueue(session, VOID, key(VOID, payment.id), {"payment": payment.id})
        return
    orders.call_attention(order, Attention.late_payment, actor=payment.provider)
    due_at = clock.now() + rules.KEPT_LATE
    jobs.enqueue(session, LATE, key(LATE, payment.id), {"payment": payment.id}, due_at=due_at)


def send_home(session: Session, order: Order, payment: Payment, *, reason: str, faults: Faults) -> None:
    """Money that is not to stay goes back: what is held is let go, what is paid is refunded."""
    if payment.status is PaymentState.authorized:
        jobs.enqueue(session, VOID, key(VOID, payment.id), {"payment": payment.id})
    elif payment.status is PaymentState.paid and payment.refunded_kopecks < payment.amount_kopecks:
        left = payment.amount_kopecks - payment.refunded_kopecks
        give_back(session, payment, left, reason=reason, actor=payment.provider, faults=faults)


def _payment_is_over(session: Session, order: Order, payment: Payment, seen: ProviderPayment) -> None:
    """The attempt came to nothing, or held money was let go."""
    payment.cancel_reason = (seen.cancel_reason or "cancelled")[:LONGEST_REASON]
    payment.next_look_at = None
    if order.payment_status is PaymentStatus.authorized and not _is_held_otherwise(session, order):
        orders.note_payment_state(session, order, PaymentStatus.none, actor=payment.provider)
        if order.status is OrderStatus.confirmed:
            orders.call_attention(order, Attention.payment_lost, actor=payment.provider)
    note_failed(session, order, payment)


def _is_covered(session: Session, order: Order, payment: Payment) -> bool:
    """Whether the order is paid already, or by other held money."""
    others = [one for one in live_payments_of(session, order.id) if one.id != payment.id]
    is_held = any(one.status is PaymentState.authorized for one in others)
    return is_held or order.paid_kopecks - order.refunded_kopecks >= orders.money_of(order).due


def _is_held_otherwise(session: Session, order: Order) -> bool:
    session.flush()  # what is asked next must know of it
    return any(one.status is PaymentState.authorized for one in live_payments_of(session, order.id))
