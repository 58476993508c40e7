"""What each letter might say, with made-up data: for looking at letters while the shop is being developed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from technomart.domain.notifications import LetterTemplate, OwedLetter
from technomart.foundation import clock

Payload = Mapping[str, Any]

_WORDS: Final = {
    "ru": {
        "name": "Мария",
        "phone": "Смартфон Samsung Galaxy S25 Ultra 12/512 ГБ, титановый чёрный",
        "buds": "Наушники Sony WH-1000XM6, чёрные",
        "courier": "Доставка курьером",
        "way": "Курьер",
        "pickup": "Самовывоз",
        "shop": "Техномарт на Арбате, Арбат, 10",
        "city": "Москва",
        "street": "Ленинский проспект, 42",
        "said": "Вложите, пожалуйста, зарядное устройство.",
    },
    "en": {
        "name": "Maria",
        "phone": "Samsung Galaxy S25 Ultra smartphone, 12/512 GB, titanium black",
        "buds": "Sony WH-1000XM6 headphones, black",
        "courier": "Courier delivery",
        "way": "Courier",
        "pickup": "Pick-up",
        "shop": "Technomart on Arbat, Arbat 10",
        "city": "Moscow",
        "street": "42 Leninsky Prospekt",
        "said": "Please add the charger.",
    },
}


def _account(words: Mapping[str, str]) -> Payload:
    return {"name": words["name"], "token": "sample"}


def _lines(words: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"name": words["phone"], "quantity": 1, "sum_kopecks": 129_990_00},
        {"name": words["buds"], "quantity": 2, "sum_kopecks": 77_980_00},
    ]


def _order(words: Mapping[str, str]) -> Payload:
    return {
        "number": "TM-260412-7K3F9",
        "token": "sample",
        "name": words["name"],
        "lines": _lines(words),
        "goods_kopecks": 207_970_00,
        "fees": [{"name": words["courier"], "amount_kopecks": 490_00}],
        "discounts": [{"name": "WELCOME", "amount_kopecks": 500_00}],
        "total_kopecks": 207_960_00,
        "vat_kopecks": 37_500_98,
        "shipping_name": words["way"],
        "pickup_name": None,
        "address": {"city": words["city"], "street": words["street"], "flat": "18", "floor": "5"},
        "payment_method": "invoice",
        "invoice": "260412-48213",
        "pay_before": "2026-11-26T20:59:00+00:00",
        "promised_from": "2026-11-24T07:00:00+00:00",
        "promised_to": "2026-11-24T11:00:00+00:00",
    }


def _news(words: Mapping[str, str]) -> Payload:
    """How far an order is: brought by courier."""
    return {
        "number": "TM-260412-7K3F9",
        "token": "sample",
        "name": words["name"],
        "is_pickup": False,
        "shipping_name": words["way"],
        "pickup_name": None,
        "address": {"city": words["city"], "street": words["street"], "flat": "18", "floor": "5"},
        "promised_from": "2026-11-24T07:00:00+00:00",
        "promised_to": "2026-11-24T11:00:00+00:00",
        "owed_kopecks": 207_960_00,
        "is_held": False,
        "lines": _parcel(words),
    }


def _parcel(words: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"name": words["phone"], "slug": "samsung-galaxy-s25-ultra", "quantity": 1},
        {"name": words["buds"], "slug": "sony-wh-1000xm6", "quantity": 2},
    ]


def _shipped(words: Mapping[str, str]) -> Payload:
    return {**_news(words), "tracking": "CD 0012345678"}


def _ready(words: Mapping[str, str]) -> Payload:
    at_the_counter = {"shipping_name": words["pickup"], "pickup_name": words["shop"], "address": None}
    hours = {"opens": "10:00", "closes": "22:00", "shop_phone": "+7 495 000-00-10"}
    until = {"kept_until": "2026-11-29T20:59:59+00:00"}
    return {**_news(words), **at_the_counter, **hours, **until, "is_pickup": True}


def _cancelled(words: Mapping[str, str]) -> Payload:
    money = {"refund_kopecks": 207_960_00, "counter_kopecks": 0}
    return {**_news(words), **money, "by_shop": True, "reason": "out_of_stock"}


def _pieces_cancelled(words: Mapping[str, str]) -> Payload:
    said = {"lines": _parcel(words)[1:], "refund_kopecks": 77_980_00, "owed_kopecks": 0}
    return {**_cancelled(words), **said}


def _money(words: Mapping[str, str]) -> Payload:
    return {
        "number": "TM-260412-7K3F9",
        "token": "sample",
        "name": words["name"],
        "amount_kopecks": 208_460_00,
        "refund_kopecks": 77_980_00,
        "pay_before": "2026-11-24T11:30:00+00:00",
        "is_held": False,
    }


def _expired(words: Mapping[str, str]) -> Payload:
    """Nothing was paid."""
    return {**_money(words), "refund_kopecks": 0, "counter_kopecks": 0}


def _goods(words: Mapping[str, str]) -> Payload:
    return {
        "name": words["phone"],
        "slug": "samsung-galaxy-s25-ultra",
        "price_kopecks": 119_990_00,
        "seen_kopecks": 129_990_00,
        "stop": "sample",
    }


def _cart(words: Mapping[str, str]) -> Payload:
    return {"name": words["name"], "lines": _lines(words), "goods_kopecks": 207_970_00, "stop": "sample"}


def _return(words: Mapping[str, str]) -> Payload:
    return {
        "number": "TM-260412-7K3F9",
        "token": "sample",
        "name": words["name"],
        "return_number": "RT-260420-4M8PC",
        "kind": "withdrawal",
        "way_back": "courier",
        "words": words["said"],
        "lines": [{"name": words["buds"], "quantity": 2, "refund_kopecks": 77_980_00, "wanted": None}],
        "goods_kopecks": 77_980_00,
        "due_kopecks": 78_170_00,
        "delivery_kopecks": 490_00,
        "kept_kopecks": 300_00,
        "fetch_kopecks": 300_00,
        "post_to": "",
        "is_owed": True,
        "wish": "money",
        "refunded_kopecks": 0,
        "exchange": None,
        "money_before": "2026-11-30T20:59:59+00:00",
        "exchange_before": None,
    }


def _exchange(words: Mapping[str, str]) -> Payload:
    """Two pieces go out instead, by courier, and something of the money goes home."""
    order = {
        "number": "TM-260421-9D2KX",
        "token": "sample",
        "lines": [{"name": words["buds"], "quantity": 2}],
        "owed_kopecks": 0,
        "pay_before": None,
        "shipping_name": words["way"],
        "pickup_name": None,
        "promised_from": None,
        "promised_to": None,
        "to_agree": True,
    }
    came = [{"name": words["buds"], "quantity": 2, "refund_kopecks": 77_980_00, "wanted": words["buds"]}]
    return {**_return(words), "wish": "exchange", "lines": came, "refunded_kopecks": 190_00, "exchange": order}


_SHAPES: Final = MappingProxyType(
    {
        LetterTemplate.order_placed: _order,
        LetterTemplate.order_confirmed: _news,
        LetterTemplate.order_shipped: _shipped,
        LetterTemplate.order_ready: _ready,
        LetterTemplate.order_handed_over: _news,
        LetterTemplate.order_cancelled: _cancelled,
        LetterTemplate.order_pieces_cancelled: _pieces_cancelled,
        LetterTemplate.order_paid: _money,
        LetterTemplate.payment_failed: _money,
        LetterTemplate.payment_came_late: _money,
        LetterTemplate.order_expired: _expired,
        LetterTemplate.money_given_back: _money,
        LetterTemplate.goods_back: _goods,
        LetterTemplate.price_dropped: _goods,
        LetterTemplate.cart_left: _cart,
        LetterTemplate.return_asked: _return,
        LetterTemplate.return_approved: _return,
        LetterTemplate.return_refused: _return,
        LetterTemplate.return_received: _return,
        LetterTemplate.return_exchanged: _exchange,
        LetterTemplate.return_paid_instead: _exchange,
    }
)
"""Letters that say more than a name and a link."""


def sample(template: LetterTemplate, lang: str) -> OwedLetter:
    """A letter of this kind as it might be owed."""
    return OwedLetter(
        key=f"sample:{template}:{lang}",
        template=template,
        recipient="maria@example.com",
        lang=lang,
        payload=_SHAPES.get(template, _account)(_WORDS[lang]),
        queued_at=clock.now(),
    )
