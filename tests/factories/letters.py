"""Events and letters for tests."""

from typing import Any

from sqlalchemy.orm import Session

from technomart.foundation import outbox


def an_order_event(number: str = "TM-260412-7K3F9", **changed: Any) -> dict[str, Any]:
    """What the shop tells of a placed order: complete, plain JSON."""
    return {
        "number": number,
        "token": "order-token",
        "email": "anna@example.ru",
        "lang": "ru",
        "name": "Анна Смирнова",
        "lines": [{"name": "Смартфон Acme One", "quantity": 2, "sum_kopecks": 11_998_000}],
        "goods_kopecks": 11_998_000,
        "fees": [{"name": "Доставка курьером", "amount_kopecks": 49_000}],
        "discounts": [],
        "total_kopecks": 12_047_000,
        "vat_kopecks": 2_172_410,
        "shipping_name": "Курьер",
        "pickup_name": None,
        "address": {"city": "Москва", "street": "Ленинский проспект, 42", "flat": "18"},
        "payment_method": "on_delivery_card",
        "pay_before": None,
        "promised_from": "2026-11-24T07:00:00+00:00",
        "promised_to": "2026-11-24T11:00:00+00:00",
        **changed,
    }


def place(session: Session, *numbers: str) -> None:
    """Publish that orders with these numbers were placed."""
    for number in numbers:
        outbox.publish(session, "order_placed", an_order_event(number))
