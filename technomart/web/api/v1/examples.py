"""Examples that work: names of goods, categories and places the shop has at this moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from technomart.domain import content, inventory
from technomart.domain.catalog import Vocabulary
from technomart.domain.inventory import LocationKind
from technomart.domain.search import Query
from technomart.web.context import lang, reader, runtime

FEW = 3
Live = Mapping[str, list[str]]


def live_values() -> dict[str, list[str]]:
    """Names of real things by the kind of parameter they are for; parameters of the query begin with `?`."""
    window = runtime().search
    words = window.vocabulary
    answer = window.search(Query(scope=words.leaves, in_stock=True, limit=FEW, facets=()))
    with reader() as db:
        cards = window.cards(db, answer.ids, lang())
        shops = [shop.code for shop in inventory.locations(db, LocationKind.shop)]
        places = [place.code for place in inventory.locations(db)]
        documents = [entry.slug for entry in content.documents(db, lang())]
    leaf = sorted(answer.leaves, key=lambda one: -answer.leaves[one])[:FEW]
    brands = sorted(answer.brands, key=lambda one: -answer.brands[one])[:FEW]
    return {
        "products": [card.slug for card in cards],
        "sku": [card.sku for card in cards],
        "categories": _slugs(words, leaf),
        "brands": [words.brands[one].slug for one in brands],
        "documents": documents[:FEW],
        "location": places[:FEW],
        "shops": shops[:FEW],
        "purpose": ["marketing"],
        "wish": ["stock", "price"],
        "?category": _slugs(words, leaf),
        "?brand": [words.brands[one].slug for one in brands],
        "?q": [card.brand for card in cards[:1]],
        "?price": ["1000-100000"],
    }


def _slugs(words: Vocabulary, leaves: list[int]) -> list[str]:
    return [words.categories[one].slug for one in leaves if one in words.categories]


def _first(live: Live, kind: str) -> str:
    return next(iter(live.get(kind, [])), "none")


CONTACT = {"name": "Мария Соколова", "phone": "+79150001234", "email": "maria@example.com"}
HOME = {"city": "Москва", "street": "Ленинский проспект, 42", "flat": "18"}
COMPANY = {
    "name": "ООО «Ромашка»",
    "inn": "7700000009",
    "kpp": "770001001",
    "address": "125000, г. Москва, ул. Примерная, д. 7",
}
ORDER = {
    "cart": "0" * 43,
    "contact": CONTACT,
    "payment": "on_delivery_card",
    "agreed_total": {"amount": "499.00", "currency": "RUB"},
    "accepts_offer": True,
}
SHOP = "<shop>"
"""In a link's body: a shop the cart can be fetched from."""


def filled(body: Any, live: Live) -> Any:
    """The body of a link with the shop's own names in it."""
    if isinstance(body, Mapping):
        return {name: filled(value, live) for name, value in body.items()}
    return _first(live, "shops") if body == SHOP else body


BODIES: dict[str, Callable[[Live], list[Any]]] = {
    "open_cart": lambda live: [{"lines": [{"sku": sku, "quantity": 1} for sku in live.get("sku", [])]}, {}],
    "add_line": lambda live: [{"sku": sku, "quantity": 1} for sku in live.get("sku", [])],
    "set_line": lambda live: [{"quantity": 1}],
    "quote_cart": lambda live: [{"cart": ORDER["cart"]}],
    "use_promo_code": lambda live: [{"code": "WELCOME"}],
    "place_order": lambda live: [
        ORDER | {"delivery": {"way": "pickup", "shop": _first(live, "shops")}},
        ORDER | {"delivery": {"way": "courier", "address": HOME}},
        ORDER
        | {"delivery": {"way": "pickup", "shop": _first(live, "shops")}, "payment": "invoice", "company": COMPANY},
    ],
    "receive_bank_payment": lambda live: [
        {"amount": ORDER["agreed_total"], "paid_on": "2026-11-26", "document": "17"}
    ],
    "write_review": lambda live: [
        {"rating": 5, "author": "Мария", "text": "Экран яркий даже на солнце.", "consent": True}
    ],
    "vote_for_review": lambda live: [{"helpful": True}],
    "ask_question": lambda live: [{"author": "Мария", "text": "Есть ли зарядка в коробке?", "consent": True}],
    "answer_question": lambda live: [{"author": "Иван", "text": "Да, есть.", "consent": True}],
    "watch_goods": lambda live: [
        {"sku": _first(live, "sku"), "wish": "price", "email": CONTACT["email"], "consent": True}
    ],
    "change_account": lambda live: [{"name": "Мария Соколова"}, {"phone": "+79150001234"}],
    "add_address": lambda live: [HOME],
    "change_address": lambda live: [HOME | {"flat": "19"}],
    "create_token": lambda live: [{"name": "Моя программа", "scopes": ["account:read"], "days": 30}],
    "decide_review": lambda live: [{"moderation": "published"}],
    "reply_to_review": lambda live: [{"text": "Спасибо за отзыв!"}],
    "decide_question": lambda live: [{"moderation": "published"}],
    "answer_as_shop": lambda live: [{"text": "Да, есть."}],
    "cancel_order_of_shopper": lambda live: [{"reason": "Покупатель передумал"}],
    "count_stock": lambda live: [{"on_hand": 100, "reason": "Пересчёт"}],
    "set_price": lambda live: [{"price": {"amount": "49990.00", "currency": "RUB"}, "reason": "Новый прайс-лист"}],
    "create_promotion": lambda live: [
        {
            "code": "week-of-sound",
            "name": "Неделя звука",
            "discount": {"kind": "percent", "percent": 10},
            "valid_to": "2099-01-01T00:00:00Z",
            "categories": live.get("categories", [])[:1],
            "is_on": False,
        }
    ],
    "switch_promotion": lambda live: [{"is_on": False}],
    "create_promo_code": lambda live: [
        {"code": "AUTUMN", "discount": {"kind": "percent", "percent": 5}, "most_uses": 100},
        {"code": "DRIVE", "discount": {"kind": "free_delivery"}, "most_uses_each": 1},
    ],
    "switch_promo_code": lambda live: [{"is_on": False}],
}
"""How example bodies are made, by operation."""
