"""Invoices: orders of companies, which pay by a transfer from their account, and the bank's statements of it."""

from technomart.domain.invoices.commands import TOLD, book, issue, note_refund_sent, take_bank_money
from technomart.domain.invoices.errors import DocumentUsed, NoInvoice, OtherSum, StatementBroken, WrongDocument
from technomart.domain.invoices.models import OrderCompany
from technomart.domain.invoices.queries import METHOD, find_company, get_invoice, look_through, offered_to
from technomart.domain.invoices.rules import (
    LARGEST_BYTES,
    SAMPLE,
    Company,
    Credit,
    Match,
    Outcome,
    SellerAccount,
    credits_in,
    in_words,
    payment_code,
    read_company,
)

__all__ = [
    "LARGEST_BYTES",
    "METHOD",
    "SAMPLE",
    "TOLD",
    "Company",
    "Credit",
    "DocumentUsed",
    "Match",
    "NoInvoice",
    "OrderCompany",
    "OtherSum",
    "Outcome",
    "SellerAccount",
    "StatementBroken",
    "WrongDocument",
    "book",
    "credits_in",
    "find_company",
    "get_invoice",
    "in_words",
    "issue",
    "look_through",
    "note_refund_sent",
    "offered_to",
    "payment_code",
    "read_company",
    "take_bank_money",
]
