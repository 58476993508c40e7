"""Paying for orders and giving money back, for programs. No provider is asked here: the worker does it at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from technomart.domain import invoices, orders, payments
from technomart.domain.payments import Ledger
from technomart.foundation.money import Money
from technomart.web.api.v1.office import actor_of
from technomart.web.api.v1.operations import Call, Link, changes, creates, reads
from technomart.web.api.v1.schemas.buying import Pay, Payment, Payments
from technomart.web.api.v1.schemas.money import BankMoney, GiveBack, OrderMoney, Receipt, Refund, StaffPayment
from technomart.web.api.v1.schemas.wire import Sum
from technomart.web.api.v1.showing import page_url
from technomart.web.context import runtime


@reads("/orders/<number>/payments", tag="orders", answer=Payments)
def list_payments(call: Call) -> Payments:
    """How one of the account's orders was paid, and until when it must be."""
    order = orders.get_order_of(call.db, call.caller.own_account_id, call.path["number"])
    return _payments(call, order)


@changes("POST", "/orders/<number>/payments", tag="orders", body=Pay, answer=Payments)
def pay_order(call: Call) -> Payments:
    """Pay an order that waits for money, once more or in another way.

    The new payment is `opening` first; ask again for its `confirmation_url`, or send the shopper to `pay_url`. What
    is paid, over or too late is 409 `nothing_to_pay`. Asking twice gives the payment that is under way.
    """
    return _pay(call, orders.get_order_of(call.db, call.caller.own_account_id, call.path["number"]))


@reads("/guest-orders/<token>/payments", tag="orders", answer=Payments)
def list_guest_payments(call: Call) -> Payments:
    """How an order was paid, by its own token, without a key."""
    return _payments(call, orders.get_order_by_token(call.db, call.path["token"]))


@changes("POST", "/guest-orders/<token>/payments", tag="orders", body=Pay, answer=Payments)
def pay_guest_order(call: Call) -> Payments:
    """Pay an order by its own token, as `pay_order` does."""
    return _pay(call, orders.get_order_by_token(call.db, call.path["token"]))


@reads(
    "/staff/orders/<number>/payments",
    tag="staff",
    answer=OrderMoney,
    links=(Link(to="refund_payment", parameters={"number": "$request.path.number"}),),
)
def list_payments_of_shopper(call: Call) -> OrderMoney:
    """All about the money of any order: payments, refunds, receipts."""
    order = orders.get_order(call.db, call.path["number"])
    ledger = payments.ledger_of(call.db, order.id)
    return OrderMoney(
        payment_status=order.payment_status.value,
        attention=order.attention.value if order.attention else None,
        items=[_for_staff(one, ledger) for one in ledger.payments],
    )


@creates("/staff/orders/<number>/refunds", tag="staff", body=GiveBack, answer=Refund)
def refund_payment(call: Call) -> Refund:
    """Give money back, whole or in part; more than is left of the payment is 409 `refund_too_large`."""
    order, body = orders.get_order(call.db, call.path["number"]), call.body
    refund = payments.refund_by_staff(
        call.db,
        order.id,
        body.payment,
        body.amount.money.minor,
        reason=body.reason,
        actor=actor_of(call),
        faults=runtime().faults,
    )
    return _refund(refund)


@changes("POST", "/staff/orders/<number>/bank-payments", tag="staff", body=BankMoney, answer=OrderMoney)
def receive_bank_payment(call: Call) -> OrderMoney:
    """The money of an order's invoice has been seen on the shop's account.

    Another sum is 409 `invoice_other_sum`, an invoice that is paid already 409 `nothing_to_pay`; the payer's document
    is kept, so that a bank's statement that brings it later changes nothing.
    """
    order, body = orders.get_order(call.db, call.path["number"]), call.body
    account = runtime().seller_account
    if account is None:
        raise invoices.NoInvoice()
    invoices.take_bank_money(
        call.db,
        order.id,
        amount=body.amount.money,
        paid_on=date.fromisoformat(body.paid_on),
        document=body.document,
        account=account.account,
        actor=actor_of(call),
        faults=runtime().faults,
    )
    return list_payments_of_shopper(call)


def _pay(call: Call, order: orders.Order) -> Payments:
    method = call.body.method
    provider = invoices.offered_to(call.db, order, runtime().payment_methods).get(method)
    paying = payments.pay_otherwise(call.db, order.id, method, provider, faults=runtime().faults)
    if paying is not None:
        call.db.flush()  # the work is named after it
        payments.ask_after(call.db, paying.id)
    return _payments(call, orders.get_order_by_id(call.db, order.id))


def _payments(call: Call, order: orders.Order) -> Payments:
    return Payments(
        payment_status=order.payment_status.value,
        owed=Sum.of(Money(orders.owed(orders.money_of(order)))),
        pay_before=order.pay_before,
        items=[Payment(**_facts(one)) for one in payments.payments_of(call.db, order.id)],
    )


def _facts(payment: payments.Payment) -> dict[str, Any]:
    return {
        "method": payment.method,
        "status": payment.status.value,
        "amount": Sum.of(Money(payment.amount_kopecks)),
        "refunded": Sum.of(Money(payment.refunded_kopecks)),
        "opened_at": payment.opened_at,
        "pay_url": page_url(f"/pay/{payment.token}"),
        "confirmation_url": payment.confirmation_url,
        "cancel_reason": payment.cancel_reason,
    }


def _for_staff(payment: payments.Payment, ledger: Ledger) -> StaffPayment:
    return StaffPayment(
        **_facts(payment),
        token=payment.token,
        provider=payment.provider,
        provider_ref=payment.provider_ref,
        refunds=[_refund(one) for one in ledger.refunds if one.payment_id == payment.id],
        receipts=[
            Receipt(kind=one.kind.value, status=one.status.value, fault=one.fault)
            for one in ledger.receipts
            if ledger.payment_of(one) == payment.id
        ],
    )


def _refund(refund: payments.Refund) -> Refund:
    return Refund(
        amount=Sum.of(Money(refund.amount_kopecks)),
        reason=refund.reason,
        status=refund.status.value,
        granted_by=refund.granted_by,
        granted_at=refund.granted_at,
        fault=refund.fault,
    )
