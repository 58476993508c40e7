"""The paper that goes with a return: the wish in writing, and for a parcel the label to put on it."""

from __future__ import annotations

from typing import Any

from babel.dates import format_date

from technomart.adapters.papers import set_paper_apart, square
from technomart.domain.aftersales import ReturnLine, ReturnRequest, ReturnWish
from technomart.domain.orders import Order
from technomart.web.context import lang
from technomart.web.storefront.facts import seller
from technomart.web.storefront.return_page import REASONS
from technomart.web.templating import gettext

WISHES = {
    ReturnWish.money: "Прошу вернуть деньги за эти товары туда, откуда они были заплачены.",
    ReturnWish.exchange: "Прошу обменять эти товары, как указано выше.",
}


def return_paper(order: Order, request: ReturnRequest, post_to: str) -> bytes:
    """The paper as PDF, in the language of the page; with a label if the goods go to `post_to` by post."""
    about, names = seller(), {line.id: line.name for line in order.lines}
    told: dict[str, Any] = {
        "title": gettext("Возврат %(number)s", number=request.number),
        "kind": gettext("Заявление на возврат"),
        "about": gettext("Положите этот лист вместе с товаром и всем, что было в коробке."),
        "lang": lang(),
        "seller": about.name,
        "number": request.number,
        "code": square(request.number),
        "rows": [
            (gettext("Заказ"), order.number),
            (gettext("Попросили о возврате"), format_date(request.asked_at, "long", locale=lang())),
            (gettext("Причина"), gettext(REASONS[request.reason])),
            (gettext("Покупатель"), f"{order.name}, {order.phone}"),
            (gettext("Продавец"), f"{about.name}, {about.address}"),
        ],
        "heads": [gettext("Товар"), gettext("Количество")],
        "lines": [
            {"name": names[line.order_line_id], "note": _note(line), "pieces": _pieces(line)}
            for line in request.lines
        ],
        "words": request.words,
        "wish": gettext(WISHES[request.wish]),
        "signatures": [gettext("Дата и подпись покупателя"), gettext("Товар принял: дата, имя и подпись")],
        "cut": gettext("Отрежьте и наклейте на посылку"),
        "label": _label(order, about.name, post_to) if post_to else {},
    }
    return set_paper_apart("return_slip", told)


def _label(order: Order, to: str, post_to: str) -> dict[str, str]:
    return {
        gettext("Кому"): to,
        gettext("Куда"): post_to,
        gettext("От кого"): f"{order.name}, {order.phone}",
    }


def _note(line: ReturnLine) -> str:
    said = []
    if line.serials:
        said.append(gettext("Серийный номер: %(serial)s", serial=", ".join(line.serials)))
    if line.wanted_name:
        said.append(gettext("взамен: %(name)s", name=line.wanted_name))
    return "; ".join(said)


def _pieces(line: ReturnLine) -> str:
    return gettext("%(num)s шт.", num=line.quantity)
