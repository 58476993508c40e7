"""The arithmetic of invoices: taxpayers' numbers, accounts, words, the payment code, statements and what they pay."""

from technomart.domain.invoices.rules.accounts import SAMPLE, SellerAccount, is_account, is_correspondent
from technomart.domain.invoices.rules.matching import Billed, Match, Outcome, judge, new_number, numbers_in
from technomart.domain.invoices.rules.payment_code import payment_code
from technomart.domain.invoices.rules.statements import LARGEST_BYTES, NUMBER, Credit, credits_in, document_ref
from technomart.domain.invoices.rules.taxpayers import Company, is_inn, is_kpp, read_company
from technomart.domain.invoices.rules.wording import in_words

__all__ = [
    "LARGEST_BYTES",
    "NUMBER",
    "SAMPLE",
    "Billed",
    "Company",
    "Credit",
    "Match",
    "Outcome",
    "SellerAccount",
    "credits_in",
    "document_ref",
    "in_words",
    "is_account",
    "is_correspondent",
    "is_inn",
    "is_kpp",
    "judge",
    "new_number",
    "numbers_in",
    "payment_code",
    "read_company",
]
