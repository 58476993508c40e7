"""Whether a request's body is one YooKassa would take; stricter than its OpenAPI file, and working without it."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.simulators.yookassa.refusals import Refusal

Check = Callable[[Any, str], None]
SUBJECTS = {"commodity", "service", "marked", "non_marked", "payment", "job", "composite", "another", "excise"}
MODES = {
    "full_prepayment",
    "partial_prepayment",
    "advance",
    "full_payment",
    "partial_payment",
    "credit",
    "credit_payment",
}
MEASURES = {"piece", "gram", "kilogram", "meter", "liter", "day", "hour", "minute", "another"}
METHODS = {"bank_card", "sbp", "sberbank", "tinkoff_bank", "yoo_money", "sber_loan", "sber_bnpl"}
MOST_ITEMS = 80


def wrong(path: str, why: str) -> Refusal:
    return Refusal(400, why, path)


def kopecks(sum_: dict[str, Any]) -> int:
    return int(Decimal(sum_["value"]) * 100)


def text(least: int = 0, most: int = 10**6, pattern: str | None = None) -> Check:
    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or not least <= len(value) <= most:
            raise wrong(path, f"a text of {least} to {most} signs is wanted")
        if pattern is not None and not re.fullmatch(pattern, value):
            raise wrong(path, "the text has not the shape that is wanted")

    return check


def one_of(values: set[str]) -> Check:
    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or value not in values:
            raise wrong(path, f"one of {sorted(values)} is wanted")

    return check


def boolean(value: Any, path: str) -> None:
    if not isinstance(value, bool):
        raise wrong(path, "true or false is wanted")


def whole(least: int, most: int) -> Check:
    def check(value: Any, path: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise wrong(path, f"a whole number from {least} to {most} is wanted")

    return check


def quantity(value: Any, path: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 99999.999:
        raise wrong(path, "a number above 0 and up to 99999.999 is wanted")


def thing(fields: dict[str, Check], required: set[str]) -> Check:
    """An object with these fields and no others."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise wrong(path, "an object is wanted")
        within = f"{path}." if path else ""
        for name in sorted(required - value.keys()):
            raise wrong(within + name, "is missing")
        for name, inner in value.items():
            if name not in fields:
                raise wrong(within + str(name), "no such field")
            fields[name](inner, within + name)

    return check


def many(of: Check, least: int, most: int) -> Check:
    def check(value: Any, path: str) -> None:
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise wrong(path, f"{least} to {most} things are wanted")
        for number, one in enumerate(value):
            of(one, f"{path}[{number}]")

    return check


def metadata(value: Any, path: str) -> None:
    if not isinstance(value, dict) or len(value) > 16:
        raise wrong(path, "up to 16 pairs are wanted")
    for name, said in value.items():
        text(1, 32)(name, path)
        text(0, 512)(said, f"{path}.{name}")


def base64_text(value: Any, path: str) -> None:
    text(1, 200)(value, path)
    try:
        b64decode(value, validate=True)
    except NotBase64 as error:
        raise wrong(path, "base64 is wanted") from error


money = thing(
    {"value": text(4, 15, r"\d{1,12}\.\d{2}"), "currency": one_of({"RUB", "USD", "EUR", "KZT", "BYN"})},
    {"value", "currency"},
)
customer = thing(
    {
        "email": text(3, 254, r"[^@\s]+@[^@\s]+"),
        "phone": text(4, 15, r"\d+"),
        "full_name": text(1, 256),
        "inn": text(10, 12, r"\d{10}|\d{12}"),
    },
    {"email"},
)
item = thing(
    {
        "description": text(1, 128, r"[^\x00-\x1f]+"),
        "quantity": quantity,
        "amount": money,
        "vat_code": whole(1, 12),
        "payment_subject": one_of(SUBJECTS),
        "payment_mode": one_of(MODES),
        "measure": one_of(MEASURES),
        "mark_mode": text(1, 1, "0"),
        "mark_code_info": thing({"gs_1m": base64_text}, {"gs_1m"}),
    },
    {"description", "quantity", "amount", "vat_code", "payment_subject", "payment_mode", "measure"},
)
items = many(item, 1, MOST_ITEMS)
receipt = thing({"customer": customer, "items": items}, {"customer", "items"})
confirmation = thing(
    {
        "type": one_of({"redirect"}),
        "return_url": text(8, 2048, r"https?://\S+"),
        "locale": one_of({"ru_RU", "en_US"}),
        "enforce": boolean,
    },
    {"type", "return_url"},
)
payment = thing(
    {
        "amount": money,
        "capture": boolean,
        "payment_method_data": thing({"type": one_of(METHODS)}, {"type"}),
        "confirmation": confirmation,
        "description": text(0, 128),
        "metadata": metadata,
        "merchant_customer_id": text(1, 200),
        "receipt": receipt,
    },
    {"amount", "confirmation"},
)
capture = thing({"amount": money, "receipt": receipt}, set())
cancel = thing({}, set())
refund = thing(
    {
        "payment_id": text(36, 36),
        "amount": money,
        "description": text(0, 250),
        "receipt": receipt,
        "metadata": metadata,
    },
    {"payment_id", "amount"},
)
settlement = thing({"type": one_of({"cashless", "prepayment", "postpayment", "consideration"}), "amount": money},
                   {"type", "amount"})  # fmt: skip
second_receipt = thing(
    {
        "type": one_of({"payment", "refund"}),
        "payment_id": text(36, 36),
        "refund_id": text(36, 36),
        "customer": customer,
        "send": boolean,
        "settlements": many(settlement, 1, 10),
        "items": items,
    },
    {"type", "customer", "send", "settlements", "items"},
)


def a_payment(body: Any) -> None:
    payment(body, "")
    if kopecks(body["amount"]) < 100:
        raise wrong("amount.value", "1.00 at least")
    if body.get("payment_method_data", {}).get("type") == "sbp":
        if not body.get("capture", False):
            raise wrong("capture", "SBP knows no holding")
        if kopecks(body["amount"]) > 70_000_000:
            raise wrong("amount.value", "SBP carries 700 000 roubles at most")
    adds_up(body)


def a_capture(body: Any) -> None:
    capture(body, "")
    adds_up(body)


def a_cancel(body: Any) -> None:
    cancel(body, "")


def a_refund(body: Any) -> None:
    refund(body, "")
    if kopecks(body["amount"]) < 1:
        raise wrong("amount.value", "more than nothing is wanted")
    adds_up(body)


def a_receipt(body: Any) -> None:
    second_receipt(body, "")
    if ("payment_id" in body) == ("refund_id" in body):
        raise wrong("payment_id", "either a payment or a refund is wanted")
    _sums_agree(body["items"], sum(kopecks(one["amount"]) for one in body["settlements"]), "items")
    _marked_are_named(body["items"], "items")


def adds_up(body: dict[str, Any]) -> None:
    """The law: a receipt says the money it is for."""
    if "receipt" in body and "amount" in body:
        _sums_agree(body["receipt"]["items"], kopecks(body["amount"]), "receipt.items")
        _marked_are_named(body["receipt"]["items"], "receipt.items")


def _sums_agree(lines: list[dict[str, Any]], amount: int, path: str) -> None:
    said = sum(Decimal(kopecks(line["amount"])) * Decimal(str(line["quantity"])) for line in lines)
    if said != amount:
        raise wrong(path, f"the lines make {said} kopecks, the money is {amount}")


def _marked_are_named(lines: list[dict[str, Any]], path: str) -> None:
    for number, line in enumerate(lines):
        marked = line["payment_subject"] == "marked" and line["payment_mode"] == "full_payment"
        if marked and ("mark_code_info" not in line or line.get("mark_mode") != "0" or line["quantity"] != 1):
            raise wrong(f"{path}[{number}].mark_code_info", "a marked piece is handed over with its code, one by one")
