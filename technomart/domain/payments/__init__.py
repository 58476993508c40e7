"""Payments: money on its way from the shopper to the shop and back."""

from technomart.domain.payments.errors import ProviderAway, ProviderRefused, ProviderUnknown
from technomart.domain.payments.ports import (
    Opening,
    PaymentProvider,
    ProviderPayment,
    ProviderReceipt,
    ProviderRefund,
    ProviderStatus,
    ReceiptDraft,
    ReceiptItem,
    ReceiptMode,
    RefundOrder,
    RefundStatus,
    SecondReceipt,
)

__all__ = [
    "Opening",
    "PaymentProvider",
    "ProviderAway",
    "ProviderPayment",
    "ProviderReceipt",
    "ProviderRefund",
    "ProviderRefused",
    "ProviderStatus",
    "ProviderUnknown",
    "ReceiptDraft",
    "ReceiptItem",
    "ReceiptMode",
    "RefundOrder",
    "RefundStatus",
    "SecondReceipt",
]
