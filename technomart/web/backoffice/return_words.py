"""What the office calls the states of returns, their grounds, and what came back in which state."""

from __future__ import annotations

from collections.abc import Mapping

from technomart.domain.aftersales import (
    ReceivedState,
    ReturnKind,
    ReturnReason,
    ReturnRequest,
    ReturnStatus,
    ReturnWish,
    WayBack,
)

STATES: Mapping[ReturnStatus, tuple[str, str]] = {
    ReturnStatus.asked: ("Решить", "info"),
    ReturnStatus.approved: ("Ждём товар", "low"),
    ReturnStatus.received: ("Вернуть деньги", "bad"),
    ReturnStatus.refunded: ("Деньги возвращены", "ok"),
    ReturnStatus.exchanged: ("Обменян", "ok"),
    ReturnStatus.refused: ("Отказано", ""),
    ReturnStatus.withdrawn: ("Отозван", ""),
}
CLOSED = ("Закрыт, платить нечего", "ok")
"""A return whose goods nobody had paid for."""

TO_EXCHANGE = ("Обменять", "bad")
"""A return whose goods have come and for which others are wished."""

KINDS: Mapping[ReturnKind, str] = {
    ReturnKind.withdrawal: "Отказ от товара, статья 26.1",
    ReturnKind.defect: "Недостаток, статья 18",
}
REASONS: Mapping[ReturnReason, str] = {
    ReturnReason.changed_mind: "Больше не нужен",
    ReturnReason.not_suitable: "Не подошёл",
    ReturnReason.faulty: "Не работает как должен",
    ReturnReason.damaged: "Повреждён",
    ReturnReason.wrong_goods: "Привезли не то",
    ReturnReason.incomplete: "Не хватает деталей",
}
WISHES: Mapping[ReturnWish, str] = {
    ReturnWish.money: "Деньги",
    ReturnWish.exchange: "Обмен",
}
WAYS: Mapping[WayBack, str] = {
    WayBack.shop: "Принесёт в магазин",
    WayBack.courier: "Заберёт курьер",
    WayBack.post: "Отправит почтой",
}
CAME: Mapping[ReceivedState, str] = {
    ReceivedState.resellable: "Как новый: на полку",
    ReceivedState.open_box: "Вскрыт, исправен",
    ReceivedState.defective: "С недостатком",
    ReceivedState.missing: "Не пришёл",
}
DONE: Mapping[str, str] = {
    "approve": "Возврат согласован, покупателю ушло письмо.",
    "refuse": "В возврате отказано, покупателю ушло письмо.",
    "receive": "Товар принят, сумма посчитана.",
    "exchange": "Обмен оформлен новым заказом, покупателю ушло письмо.",
    "pay_back": "Деньги возвращаются.",
}


def state_of(one: ReturnRequest) -> tuple[str, str]:
    """How far a return is, in words and in colour."""
    if one.status is ReturnStatus.received and one.wish is ReturnWish.exchange:
        return TO_EXCHANGE
    return CLOSED if one.status is ReturnStatus.refunded and not one.refunded_kopecks else STATES[one.status]
