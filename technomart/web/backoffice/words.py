"""What the office calls the states of orders, their moves and what has happened to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import phonenumbers

from technomart.domain.invoices import Outcome
from technomart.domain.orders import Attention, FulfilmentStatus, Move, Order, OrderStatus, PaymentStatus, Pile
from technomart.domain.payments import PaymentState, ReceiptKind, ReceiptState, RefundState
from technomart.web.templating import gettext

PILES: Mapping[Pile, str] = {
    Pile.to_confirm: "Подтвердить",
    Pile.unpaid_yet: "Ждут оплату",
    Pile.to_pick: "Собрать",
    Pile.picking: "Собираются",
    Pile.ready: "Готовы к выдаче",
    Pile.on_the_way: "В пути",
    Pile.unpaid: "Вручены без оплаты",
    Pile.to_give_back: "Вернуть деньги",
    Pile.attention: "Разобраться",
}
STATUS: Mapping[OrderStatus, tuple[str, str]] = {
    OrderStatus.placed: ("Принят", "info"),
    OrderStatus.confirmed: ("Подтверждён", "ok"),
    OrderStatus.completed: ("Выполнен", "ok"),
    OrderStatus.cancelled: ("Отменён", "bad"),
    OrderStatus.expired: ("Истёк", "bad"),
}
GOODS: Mapping[FulfilmentStatus, tuple[str, str]] = {
    FulfilmentStatus.none: ("Не собирали", ""),
    FulfilmentStatus.picking: ("Сборка", "low"),
    FulfilmentStatus.ready: ("Готов к выдаче", "ok"),
    FulfilmentStatus.partially_shipped: ("Часть в пути", "info"),
    FulfilmentStatus.shipped: ("В пути", "info"),
    FulfilmentStatus.partially_delivered: ("Часть вручена", "low"),
    FulfilmentStatus.delivered: ("Вручён", "ok"),
    FulfilmentStatus.partially_returned: ("Часть возвращена", "low"),
    FulfilmentStatus.returned: ("Возвращён", "low"),
}
PAYMENT: Mapping[PaymentStatus, tuple[str, str]] = {
    PaymentStatus.none: ("Не оплачен", "order"),
    PaymentStatus.pending: ("Ждём оплату", "low"),
    PaymentStatus.authorized: ("Деньги зарезервированы", "low"),
    PaymentStatus.partially_paid: ("Оплачена часть", "low"),
    PaymentStatus.paid: ("Оплачен", "in"),
    PaymentStatus.partially_refunded: ("Часть денег возвращена", "low"),
    PaymentStatus.refunded: ("Деньги возвращены", "out"),
}
METHODS: Mapping[str, str] = {
    "on_delivery_cash": "Наличными при получении",
    "on_delivery_card": "Картой при получении",
    "card": "Картой онлайн",
    "sbp": "СБП",
    "invoice": "Счёт для организации",
}
ATTENTION: Mapping[Attention, str] = {
    Attention.late_payment: "Оплата пришла поздно, товаров уже нет. Через сутки деньги вернутся сами.",
    Attention.wrong_payment: "Банк сообщил о платеже, который не сходится с заказом. Деньги не засчитаны.",
    Attention.paid_twice: "Заказ оплатили дважды. Лишнее возвращается само.",
    Attention.payment_lost: "Зарезервированные деньги ушли обратно, заказ не оплачен.",
    Attention.visit_to_agree: "Время курьера не назначено: договоритесь с покупателем.",
    Attention.parcel_refused: "Служба доставки не приняла посылку. Исправьте, что она просит, и передайте ещё раз.",
    Attention.parcel_returned: "Посылку не получили: служба доставки везёт её обратно.",
    Attention.parcel_astray: "Служба доставки сообщает одно, а заказ говорит другое. Сверьте и разберитесь.",
    Attention.refund_failed: "Банк не провёл возврат. Верните деньги ещё раз или иначе.",
}
PAYMENT_STATES: Mapping[PaymentState, tuple[str, str]] = {
    PaymentState.opening: ("Открывается", ""),
    PaymentState.pending: ("Ждём", "low"),
    PaymentState.authorized: ("Зарезервировано", "info"),
    PaymentState.paid: ("Оплачено", "ok"),
    PaymentState.cancelled: ("Не прошла", "bad"),
}
REFUND_STATES: Mapping[RefundState, tuple[str, str]] = {
    RefundState.queued: ("В очереди", ""),
    RefundState.sent: ("В банке", "low"),
    RefundState.done: ("Возвращено", "ok"),
    RefundState.cancelled: ("Не прошёл", "bad"),
}
CARRIED = ("Перенесено", "ok")
"""A refund that went no further than another order."""

RECEIPT_STATES: Mapping[ReceiptState, tuple[str, str]] = {
    ReceiptState.queued: ("В очереди", ""),
    ReceiptState.sent: ("Отправлен", "low"),
    ReceiptState.done: ("Пробит", "ok"),
    ReceiptState.error: ("Ошибка", "bad"),
}
RECEIPT_KINDS: Mapping[ReceiptKind, str] = {
    ReceiptKind.prepay: "Чек предоплаты",
    ReceiptKind.full: "Чек при вручении",
    ReceiptKind.refund: "Чек возврата",
}
REFUND_REASONS: Mapping[str, str] = {
    "order_cancelled": "заказ отменён",
    "order_changed": "отменена часть заказа",
    "late_payment": "оплата пришла поздно",
    "paid_twice": "оплачено дважды",
    "goods_returned": "возврат товара",
    "exchanged": "перенесено в заказ на обмен",
}
OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    Outcome.exact: ("Сходится", "ok"),
    Outcome.booked: ("Записан", "info"),
    Outcome.other_sum: ("Другая сумма", "bad"),
    Outcome.other_payer: ("Платит другой", "bad"),
    Outcome.paid_already: ("Счёт уже оплачен", "bad"),
    Outcome.several: ("Несколько счетов", "low"),
    Outcome.unknown: ("Не по счёту", ""),
}
KINDS: Mapping[str, str] = {
    "pickup": "Самовывоз",
    "courier": "Курьер",
    "point": "Пункт выдачи",
    "carrier": "Курьер службы доставки",
    "post": "Почта России",
}
EVENTS: Mapping[str, str] = {
    "placed": "Заказ принят",
    "confirmed": "Подтверждён",
    "picking": "Начата сборка",
    "ready": "Готов к выдаче",
    "partially_shipped": "Часть отправлена",
    "shipped": "Отправлен",
    "parcel_sent": "Посылка отправлена",
    "partially_delivered": "Часть вручена",
    "delivered": "Вручён",
    "partially_returned": "Часть возвращена",
    "returned": "Возвращён",
    "completed": "Выполнен",
    "cancelled": "Отменён",
    "pieces_cancelled": "Отменена часть",
    "pieces_handed_over": "Вручена часть",
    "expired": "Истёк: не оплачен вовремя",
    "revived": "Восстановлен: деньги пришли",
    "return_asked": "Покупатель просит о возврате",
    "return_approved": "Возврат согласован",
    "return_refused": "В возврате отказано",
    "return_withdrawn": "Покупатель отозвал возврат",
    "return_received": "Товар по возврату принят",
    "return_closed": "Возврат завершён, платить нечего",
    "return_refunded": "Деньги за возврат отправлены",
    "return_exchanged": "Оформлен обмен",
    "placed_in_exchange": "Оформлен взамен возвращённого товара",
    "payment_chosen": "Покупатель выбрал другую оплату",
    "refund_granted": "Возврат разрешён",
    "attention_late_payment": "Внимание: поздняя оплата",
    "attention_wrong_payment": "Внимание: платёж не сходится",
    "attention_paid_twice": "Внимание: оплачен дважды",
    "attention_payment_lost": "Внимание: деньги ушли обратно",
    "attention_refund_failed": "Внимание: возврат не прошёл",
    "attention_visit_to_agree": "Внимание: договориться о времени курьера",
    "attention_parcel_refused": "Внимание: служба доставки не приняла посылку",
    "attention_parcel_returned": "Внимание: посылка возвращается",
    "attention_parcel_astray": "Внимание: посылка и заказ расходятся",
    "parcel_handed": "Посылку передаём службе доставки",
    "parcel_at_point": "Посылка в пункте выдачи",
    "parcel_returned": "Посылку не получили, она возвращается",
    "visit_given_back": "Время курьера освобождено",
    "attention_over": "Разобрались",
    "payment_none": "Оплата не прошла",
    "payment_pending": "Ждём оплату",
    "payment_authorized": "Деньги зарезервированы",
    "payment_partially_paid": "Оплачена часть",
    "payment_paid": "Оплачен",
    "payment_partially_refunded": "Часть денег возвращена",
    "payment_refunded": "Деньги возвращены",
}
REASONS: Mapping[str, str] = {
    "changed_mind": "Покупатель передумал",
    "out_of_stock": "Товара нет",
    "unreachable": "Покупатель не отвечает",
    "not_collected": "Покупатель не пришёл за заказом",
    "mistake": "Заказ сделан по ошибке",
}
"""Why an order is called off; the shopper's own reason is the first."""


@dataclass(frozen=True, slots=True)
class MoveWords:
    """A move's button, the question before it, what is said after it, and its sign."""

    button: str
    question: str
    done: str
    sign: str


MOVES: Mapping[Move, MoveWords] = {
    Move.confirm: MoveWords("Подтвердить", "Товары есть, покупатель ждёт заказ?", "Заказ подтверждён.", "check"),
    Move.pick: MoveWords("В сборку", "Начать сборку заказа?", "Заказ отдан в сборку.", "box"),
    Move.make_ready: MoveWords(
        "Готов к выдаче", "Все товары собраны и лежат на выдаче?", "Заказ ждёт покупателя.", "store"
    ),
    Move.ship: MoveWords(
        "Отправить", "Что передано в доставку? Оно будет списано с остатков.", "Заказ отправлен.", "truck"
    ),
    Move.hand_over: MoveWords("Отметить вручённым", "Что получил покупатель?", "Вручение записано.", "check"),
    Move.take_payment: MoveWords("Принять оплату", "Вся сумма получена?", "Оплата записана.", "cash"),
    Move.cancel: MoveWords(
        "Отменить заказ",
        "Что отменить? Оно вернётся в продажу, оплаченное онлайн вернётся покупателю само.",
        "Отменено.",
        "x",
    ),
}


def pile_name(pile: Pile) -> str:
    return gettext(PILES[pile])


def reason_name(reason: object) -> str:
    """The reason in words; one that is not in the table as it was written."""
    return gettext(REASONS[reason]) if isinstance(reason, str) and reason in REASONS else str(reason or "")


def refund_reason(reason: str) -> str:
    """Why money went back: in words if the clockwork said so, else as a person wrote it."""
    return gettext(REFUND_REASONS[reason]) if reason in REFUND_REASONS else reason


def phone_of(number: str) -> str:
    """As people read it: `+7 915 000-12-34`."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def place_of(order: Order) -> str:
    """Where the goods go."""
    if order.pickup_name:
        return order.pickup_name
    address = order.address or {}
    labels = {
        "flat": gettext("кв. %s"),
        "entrance": gettext("подъезд %s"),
        "floor": gettext("этаж %s"),
        "intercom": gettext("домофон %s"),
    }
    parts = [address.get(part, "") for part in ("postal_code", "city", "street")]
    parts += [label % address[part] for part, label in labels.items() if address.get(part)]
    return ", ".join(part for part in parts if part)
