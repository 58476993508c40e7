"""Orders that are paid beforehand, and what a provider says of their payments, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from technomart.domain import checkout, orders, payments
from technomart.domain.catalog.models import Variant
from technomart.domain.inventory.models import Claim
from technomart.domain.orders import Order, OrderLine
from technomart.domain.payments import (
    Payment,
    ProviderPayment,
    ProviderRefund,
    ProviderStatus,
    Refund,
    RefundStatus,
)
from technomart.foundation import clock
from technomart.foundation.faults import NO_FAULTS, Faults
from technomart.foundation.money import Money
from tests.factories.buying import MARIA, a_placed_order

ACCOUNT = "shop-1"
OFFERED = {"card": "bank", "sbp": "bank", **payments.ON_DELIVERY}


def an_unpaid_order(session: Session, *lines: tuple[Variant, int], method: str = "sbp", **changed: Any) -> Order:
    """An order that waits for money."""
    return a_placed_order(session, *lines, payment_method=method, offered=OFFERED, **changed)


def somebody(number: int) -> checkout.Contact:
    """One of many shoppers."""
    return checkout.Contact(MARIA.name, MARIA.phone, f"shopper{number}@example.ru")


def payment_of(session: Session, order: Order) -> Payment:
    """The latest attempt to pay this order."""
    latest = select(Payment).where(Payment.order_id == order.id).order_by(Payment.id.desc()).limit(1)
    return session.scalars(latest.execution_options(populate_existing=True)).one()


def told(session: Session, payment: Payment, status: str = "succeeded", **changed: Any) -> ProviderPayment:
    """What the provider says of this payment."""
    order = orders.get_order_by_id(session, payment.order_id)
    facts: dict[str, Any] = {
        "ref": payment.provider_ref or f"ref-{payment.token[:20]}",
        "status": ProviderStatus(status),
        "amount": Money(payment.amount_kopecks),
        "refunded": Money(payment.refunded_kopecks),
        "account": ACCOUNT,
        "reference": payment.token,
        "order_number": order.number,
        "created_at": payment.opened_at,
        "confirmation_url": "https://bank.example/pay",
        "receipt_status": RefundStatus.succeeded if status == "succeeded" else None,
    }
    return ProviderPayment(**(facts | changed))


def settle(
    session: Session, payment: Payment, status: str = "succeeded", *, source: str = "test", **changed: Any
) -> Payment:
    """Book what the provider says."""
    faults: Faults = changed.pop("faults", NO_FAULTS)
    seen = told(session, payment, status, **changed)
    return payments.settle(session, payment.id, seen, account=ACCOUNT, source=source, faults=faults)


def refunded(payment: Payment, refund: Refund, status: str = "succeeded") -> ProviderRefund:
    """What the provider says of this refund."""
    return ProviderRefund(
        ref=f"back-{refund.key[:20]}",
        payment_ref=payment.provider_ref or "",
        status=RefundStatus(status),
        amount=Money(refund.amount_kopecks),
        created_at=clock.now(),
    )


def let_time_pass(session: Session, order: Order) -> None:
    """As if the order had been placed long ago: its deadline and its reservation are over."""
    past = clock.now() - timedelta(seconds=1)
    session.execute(update(Order).where(Order.id == order.id).values(pay_before=past))
    claims = session.scalars(select(OrderLine.claim_id).where(OrderLine.order_id == order.id)).all()
    session.execute(update(Claim).where(Claim.id.in_(claims), Claim.expires_at.is_not(None)).values(expires_at=past))
    session.expire_all()
