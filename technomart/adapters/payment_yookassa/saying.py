"""What is said to YooKassa: our payments, refunds and receipts in its words (API v3, 54-FZ)."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from technomart.domain.payments import (
    Opening,
    ProviderRefused,
    ReceiptDraft,
    ReceiptItem,
    ReceiptMode,
    RefundOrder,
    SecondReceipt,
)
from technomart.foundation.money import Money

METHODS: Final = MappingProxyType({"card": "bank_card", "sbp": "sbp"})
TAKEN_AT_ONCE: Final = frozenset({"sbp"})
"""Ways to pay that know no holding: the money moves when the shopper agrees."""

VAT_CODES: Final = MappingProxyType({0: 1, 500: 7, 700: 8, 1000: 3, 2000: 4, 2200: 11})
"""Rate in basis points -> `vat_code` (tag 1199). Nothing means "without VAT": the rate of 0 % is for exports, which
a shop that sells to people in Russia does not make.
Source: yookassa.ru/developers/payment-acceptance/receipts/54fz, parameters-values, as of 2026."""

LONGEST_DESCRIPTION: Final = 128
LONGEST_REASON: Final = 250
LOCALES: Final = MappingProxyType({"en": "en_US"})


def sum_of(money: Money) -> dict[str, str]:
    return {"value": money.amount, "currency": money.currency}


def payment(opening: Opening) -> dict[str, Any]:
    """Refuses (ProviderRefused) a way to pay that is not arranged here, and a receipt that says another sum."""
    if opening.method not in METHODS:
        raise ProviderRefused("method_not_offered", "payment_method_data.type")
    said = {
        "amount": sum_of(opening.amount),
        "capture": not opening.two_stage or opening.method in TAKEN_AT_ONCE,
        "payment_method_data": {"type": METHODS[opening.method]},
        "confirmation": {
            "type": "redirect",
            "return_url": opening.return_url,
            "locale": LOCALES.get(opening.lang, "ru_RU"),
        },
        "description": one_line(opening.description, LONGEST_DESCRIPTION),
        "metadata": {"reference": opening.reference, "order_number": opening.order_number},
    }
    return said | _with_receipt(opening.receipt, opening.amount)


def capture(amount: Money, draft: ReceiptDraft | None) -> dict[str, Any]:
    return {"amount": sum_of(amount)} | _with_receipt(draft, amount)


def refund(order: RefundOrder) -> dict[str, Any]:
    said = {
        "payment_id": order.payment_ref,
        "amount": sum_of(order.amount),
        "description": one_line(order.description, LONGEST_REASON),
    }
    return said | _with_receipt(order.receipt, order.amount)


def second_receipt(second: SecondReceipt) -> dict[str, Any]:
    """Goods are handed over, or came back for others: settled by what was paid before (tag 1215), no money moves."""
    return {
        "type": "refund" if second.is_return else "payment",
        "payment_id": second.payment_ref,
        "send": True,
        "settlements": [{"type": "prepayment", "amount": sum_of(second.settled)}],
    } | receipt(second.draft, second.settled)


def receipt(draft: ReceiptDraft, amount: Money) -> dict[str, Any]:
    """Refuses (ProviderRefused) a draft whose lines do not add up to `amount`: the tax office would be told a lie."""
    if sum((item.price * item.quantity for item in draft.items), Money(0, amount.currency)) != amount:
        raise ProviderRefused("receipt_does_not_add_up", "receipt.items")
    return {"customer": {"email": draft.email}, "items": [_item(item, draft.mode) for item in draft.items]}


def _with_receipt(draft: ReceiptDraft | None, amount: Money) -> dict[str, Any]:
    return {} if draft is None else {"receipt": receipt(draft, amount)}


def _item(item: ReceiptItem, mode: ReceiptMode) -> dict[str, Any]:
    """The code of a marked piece is named when that very piece is handed over; before, nobody has picked it yet."""
    if item.vat_basis_points not in VAT_CODES:
        raise ProviderRefused("no_such_vat_rate", "receipt.items.vat_code")
    said: dict[str, Any] = {
        "description": one_line(item.description, LONGEST_DESCRIPTION),
        "quantity": item.quantity,
        "amount": sum_of(item.price),
        "vat_code": VAT_CODES[item.vat_basis_points],
        "payment_subject": "service" if item.is_service else "commodity",
        "payment_mode": mode.value,
        "measure": "piece",
    }
    if item.mark_code is not None and mode is ReceiptMode.full_payment:
        if item.quantity != 1:
            raise ProviderRefused("one_code_is_one_piece", "receipt.items.mark_code_info")
        code = base64.b64encode(item.mark_code.encode()).decode()
        said |= {"payment_subject": "marked", "mark_mode": "0", "mark_code_info": {"gs_1m": code}}
    return said


def one_line(text: str, longest: int) -> str:
    """The text as a register prints it: no line breaks, no control characters, within its length, never empty."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return (plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…") or "—"


def span(since: datetime, until: datetime) -> dict[str, str]:
    """A list's limits in whole milliseconds, widened so that nothing of the span is missing."""
    last = until + timedelta(milliseconds=1)
    return {"created_at.gte": _moment(since), "created_at.lt": _moment(last), "limit": "100"}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
