"""Who reacts to what: one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy.orm import Session

from technomart.domain import alerts, checkout, notifications, orders, payments
from technomart.domain.alerts import AlertKind
from technomart.domain.notifications import LetterTemplate, ShortKind
from technomart.domain.payments import work as money
from technomart.foundation import clock

Reaction = Callable[[Session, Mapping[str, Any]], None]
"""What is done about an event: in one transaction with the note that it is done, and harmless if repeated."""

IN_THE_ORDER_LETTER: Final = (
    "number",
    "token",
    "name",
    "lines",
    "goods_kopecks",
    "fees",
    "discounts",
    "total_kopecks",
    "vat_kopecks",
    "shipping_name",
    "pickup_name",
    "address",
    "payment_method",
    "invoice",
    "promised_from",
    "promised_to",
)

TOLD_OF_GOODS: Final = {AlertKind.stock: LetterTemplate.goods_back, AlertKind.price: LetterTemplate.price_dropped}


def write_order_letter(session: Session, order: Mapping[str, Any]) -> None:
    """Tell the shopper that the order has been placed; `email` and `lang` say to whom and how.

    An event that was written before the shop was brought up to date may lack what came later.
    """
    notifications.write(
        session,
        key=f"order_placed:{order['number']}",
        template=LetterTemplate.order_placed,
        recipient=order["email"],
        lang=order["lang"],
        payload={name: order[name] for name in IN_THE_ORDER_LETTER if name in order}
        | {"pay_before": order.get("pay_before")},
    )


MONEY_LETTERS: Final = MappingProxyType(
    {
        money.PAID: LetterTemplate.order_paid,
        money.FAILED: LetterTemplate.payment_failed,
        money.LATE_MONEY: LetterTemplate.payment_came_late,
        money.NOT_PAID: LetterTemplate.order_expired,
        money.GIVEN_BACK: LetterTemplate.money_given_back,
    }
)
IN_A_MONEY_LETTER: Final = (
    "number",
    "token",
    "name",
    "amount_kopecks",
    "pay_before",
    "refund_kopecks",
    "counter_kopecks",
    "is_held",
    "method",
)


def write_money_letter(topic: str) -> Reaction:
    """Tell the shopper what has become of the order's money; the event says whom, how and its occasion."""

    def write(session: Session, told: Mapping[str, Any]) -> None:
        notifications.write(
            session,
            key=told["key"],
            template=MONEY_LETTERS[topic],
            recipient=told["email"],
            lang=told["lang"],
            payload={name: told.get(name) for name in IN_A_MONEY_LETTER},
        )

    return write


IN_A_RETURN_LETTER: Final = (
    "number",
    "token",
    "name",
    "return_number",
    "kind",
    "way_back",
    "words",
    "lines",
    "goods_kopecks",
    "due_kopecks",
    "delivery_kopecks",
    "kept_kopecks",
    "fetch_kopecks",
    "post_to",
    "money_before",
)
RETURN_LETTERS: Final = (
    "return_asked",
    "return_approved",
    "return_refused",
    "return_received",
    "return_exchanged",
    "return_paid_instead",
)
LATER_IN_A_RETURN: Final = MappingProxyType(
    {"is_owed": True, "wish": "money", "refunded_kopecks": 0, "exchange": None, "exchange_before": None}
)
"""What an event that was written before the shop was brought up to date may lack."""


def write_return_letter(topic: str) -> Reaction:
    """Tell the shopper what has become of a return; the event says whom, how and its occasion."""

    def write(session: Session, told: Mapping[str, Any]) -> None:
        notifications.write(
            session,
            key=told["key"],
            template=LetterTemplate(topic),
            recipient=told["email"],
            lang=told["lang"],
            payload={name: told[name] for name in IN_A_RETURN_LETTER}
            | {name: told.get(name, usual) for name, usual in LATER_IN_A_RETURN.items()},
        )

    return write


ORDER_LETTERS: Final = MappingProxyType(
    {
        "order_confirmed": LetterTemplate.order_confirmed,
        "order_ready": LetterTemplate.order_ready,
        "order_shipped": LetterTemplate.order_shipped,
        "order_handed_over": LetterTemplate.order_handed_over,
        "order_cancelled": LetterTemplate.order_cancelled,
        "order_pieces_cancelled": LetterTemplate.order_pieces_cancelled,
    }
)
NOT_IN_THE_LETTER: Final = ("key", "email", "phone", "lang")


def write_news_letter(topic: str) -> Reaction:
    """Tell the shopper how far the order is; the event says whom, how and its occasion.

    An event that was written before the shop told shoppers of it says nothing of that, and is passed over.
    """

    def write(session: Session, told: Mapping[str, Any]) -> None:
        if "key" not in told:
            return
        notifications.write(
            session,
            key=told["key"],
            template=ORDER_LETTERS[topic],
            recipient=told["email"],
            lang=told["lang"],
            payload={name: value for name, value in told.items() if name not in NOT_IN_THE_LETTER},
        )

    return write


def say_shortly(kind: ShortKind) -> Reaction:
    """Say the same to the shopper's telephone in one sentence, if the shop sends such messages."""

    def say(session: Session, told: Mapping[str, Any]) -> None:
        if "key" not in told:
            return
        payload = {"number": told["number"], "tracking": told.get("tracking", "")}
        payload |= {"place": told["pickup_name"] or told["shipping_name"], "kept_until": told.get("kept_until")}
        notifications.say_shortly(
            session, key=told["key"], kind=kind, phone=told["phone"], lang=told["lang"], payload=payload
        )

    return say


def take_held_money(session: Session, confirmed: Mapping[str, Any]) -> None:
    """The shop has agreed to the order: what is held for it is taken."""
    payments.ask_to_capture(session, orders.get_order(session, confirmed["number"]).id)


def owe_final_receipts(session: Session, handed_over: Mapping[str, Any]) -> None:
    """What was paid before has been handed over: its second receipt is owed (54-FZ)."""
    payments.queue_final_receipts(session, orders.get_order(session, handed_over["number"]))


def write_letter(session: Session, letter: Mapping[str, Any]) -> None:
    """Write the very letter that was asked for: key, template, recipient, lang, payload."""
    notifications.write(
        session,
        key=letter["key"],
        template=letter["template"],
        recipient=letter["recipient"],
        lang=letter["lang"],
        payload=letter["payload"],
    )


def tell_of_goods(session: Session, due: Mapping[str, Any]) -> None:
    """Tell whoever waited that the goods are back or cheaper; goods that are gone again are not announced."""
    told_at = datetime.fromisoformat(due["told_at"])
    said = alerts.announce(session, due["alert"], told_at, at=clock.now())
    if said is None:
        return
    payload = {"name": said.goods.name, "slug": said.goods.slug, "price_kopecks": said.price.minor, "stop": said.stop}
    if said.seen is not None:
        payload["seen_kopecks"] = said.seen.minor
    notifications.write(
        session,
        key=said.key,
        template=TOLD_OF_GOODS[said.kind],
        recipient=said.recipient,
        lang=said.lang,
        payload=payload,
    )


def remind_of_cart(session: Session, due: Mapping[str, Any]) -> None:
    """Remind of a cart that was left, if it still lies there and its shopper still wants such letters."""
    said = checkout.word_reminder(session, due["reminder"], at=clock.now())
    if said is None:
        return
    lines = [
        {"name": line.facts.name, "quantity": line.quantity, "sum_kopecks": line.sum.minor} for line in said.lines
    ]
    notifications.write(
        session,
        key=said.key,
        template=LetterTemplate.cart_left,
        recipient=said.recipient,
        lang=said.lang,
        payload={"name": said.name, "lines": lines, "goods_kopecks": said.goods.minor, "stop": said.stop},
    )


def goods_are_as_told(session: Session, letter: Mapping[str, Any]) -> bool:
    """Whether the goods of this letter can still be had for less; if not, whoever waits for them waits on."""
    if alerts.holds(session, letter["stop"], at=clock.now()):
        return True
    alerts.wait_on(session, letter["stop"])
    return False


def cart_still_lies_there(session: Session, letter: Mapping[str, Any]) -> bool:
    """Whether the cart of this letter is as it was left and its shopper still wants such letters."""
    return checkout.word_reminder(session, letter["stop"], at=clock.now()) is not None


LAST_LOOKS: Final[Mapping[LetterTemplate, Callable[[Session, Mapping[str, Any]], bool]]] = MappingProxyType(
    {
        LetterTemplate.goods_back: goods_are_as_told,
        LetterTemplate.price_dropped: goods_are_as_told,
        LetterTemplate.cart_left: cart_still_lies_there,
    }
)
"""What is asked once more before a letter leaves, since a mail server may have been away for long."""


REACTIONS: Final[Mapping[str, tuple[Reaction, ...]]] = MappingProxyType(
    {
        "order_placed": (write_order_letter,),
        "letter": (write_letter,),
        **{topic: (write_news_letter(topic),) for topic in ORDER_LETTERS},
        "order_ready": (write_news_letter("order_ready"), say_shortly(ShortKind.order_ready)),
        "order_shipped": (write_news_letter("order_shipped"), say_shortly(ShortKind.order_shipped)),
        "order_confirmed": (take_held_money, write_news_letter("order_confirmed")),
        "order_handed_over": (owe_final_receipts, write_news_letter("order_handed_over")),
        **{topic: (write_money_letter(topic),) for topic in MONEY_LETTERS},
        **{topic: (write_return_letter(topic),) for topic in RETURN_LETTERS},
        alerts.ALERT_DUE: (tell_of_goods,),
        checkout.CART_LEFT: (remind_of_cart,),
    }
)
