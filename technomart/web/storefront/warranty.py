"""Warranty cards as a paper: one for each piece the shopper has, set from the order and its numbers."""

from __future__ import annotations

from typing import Any

from babel.dates import format_date

from technomart.adapters.papers import set_paper_apart
from technomart.domain import fulfilment
from technomart.domain.fulfilment import Card, SoldUnit
from technomart.domain.orders import Order
from technomart.web.context import lang
from technomart.web.storefront.facts import seller
from technomart.web.templating import gettext

TO_FILL_IN = "_" * 24
TERMS = (
    "Талон действует вместе с чеком. Гарантия не распространяется на повреждения от удара, влаги и чужого ремонта.",
    "Если товар неисправен, попросите о возврате на странице заказа или принесите его в любой наш магазин.",
)


def warranty_paper(order: Order, units: list[SoldUnit]) -> bytes | None:
    """The cards of this order as PDF, in the language of the page; None if nothing of it has a warranty."""
    cards = fulfilment.cards_of(order, units)
    if not cards:
        return None
    about = seller()
    told: dict[str, Any] = {
        "title": gettext("Гарантийный талон, заказ %(number)s", number=order.number),
        "kind": gettext("Гарантийный талон"),
        "lang": lang(),
        "seller": about.name,
        "order": order.number,
        "cards": [{"name": card.line.name, "rows": _rows(card, order)} for card in cards],
        "terms": [gettext(sentence) for sentence in TERMS],
        "signatures": [gettext("Подпись продавца"), gettext("Подпись покупателя: товар проверен")],
    }
    return set_paper_apart("warranty", told)


def _rows(card: Card, order: Order) -> list[tuple[str, str]]:
    unit, about = card.unit, seller()
    rows = [
        (gettext("Артикул"), card.line.sku),
        (gettext("Серийный номер"), unit.serial if unit else TO_FILL_IN),
        ("IMEI", unit.imei or "" if unit else ""),
        (gettext("Количество"), gettext("%(num)s шт.", num=card.pieces) if card.pieces > 1 else ""),
        (gettext("Заказ"), order.number),
        (gettext("Продан"), format_date(card.sold_on, "long", locale=lang())),
        (gettext("Гарантия до"), format_date(card.until, "long", locale=lang())),
        (gettext("Продавец"), f"{about.name}, {about.address}"),
        (gettext("Телефон"), about.phone),
    ]
    return [(label, value) for label, value in rows if value]
