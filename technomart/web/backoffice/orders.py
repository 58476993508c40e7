"""Orders in the office: the list with its filters in the address, and one order with what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flask import Response, request, url_for
from werkzeug.datastructures import MultiDict

from technomart.domain import aftersales, fulfilment, invoices, orders, payments, shipping
from technomart.domain.accounts import Permission
from technomart.domain.orders import Move, Order, OrderEvent, OrderStatus, PaymentStatus, Pile, Wanted
from technomart.foundation.money import Money
from technomart.foundation.paging import Paging
from technomart.web.access import ACCESS, OFFICE, staff
from technomart.web.backoffice import money_view, parcel_view, return_words, words
from technomart.web.backoffice.desk import blueprint, page, pages_of
from technomart.web.context import lang, reader, runtime
from technomart.web.templating import gettext, local

ON_A_PAGE = 30
LONGEST_TEXT = 100
MOST_NAMES = 2

State = TypeVar("State", Pile, OrderStatus, PaymentStatus)


@dataclass(frozen=True, slots=True)
class Row:
    """One order of the list."""

    number: str
    placed_at: datetime
    hour: str
    name: str
    phone: str
    goods: str
    more: int
    status: tuple[str, str]
    parcel: tuple[str, str]
    payment: tuple[str, str]
    shipping: str
    place: str
    total: Money


@dataclass(frozen=True, slots=True)
class Asked:
    """Which orders the address asks for; anything strange in it asks for nothing."""

    given: Mapping[str, str]
    wanted: Wanted
    paging: Paging

    @classmethod
    def read(cls, args: MultiDict[str, str]) -> Asked:
        text = args.get("q", "").strip()[:LONGEST_TEXT]
        pile, status = _state(Pile, args.get("pile")), _state(OrderStatus, args.get("status"))
        payment = _state(PaymentStatus, args.get("payment"))
        kind = args.get("delivery") if args.get("delivery") in words.KINDS else None
        since, until = _day(args.get("from")), _day(args.get("to"))
        told = {
            "q": text,
            "pile": pile,
            "status": status,
            "payment": payment,
            "delivery": kind,
            "from": since and since.isoformat(),
            "to": until and until.isoformat(),
        }
        wanted = Wanted(
            text=text,
            pile=pile,
            status=status,
            payment=payment,
            shipping_kind=kind,
            since=_midnight(since) if since else None,
            before=_midnight(until + timedelta(days=1)) if until else None,
        )
        paging = Paging.asked(args.get("page", type=int), usual=ON_A_PAGE)
        return cls({name: str(value) for name, value in told.items() if value}, wanted, paging)

    def url(self, **changed: object) -> str:
        """The address of the same list with something else in it."""
        values: dict[str, Any] = {**self.given, **changed}
        return url_for(
            f"{OFFICE}.orders", **{name: value for name, value in values.items() if value not in (None, 1)}
        )


def _state(kind: type[State], asked: str | None) -> State | None:
    return kind(asked) if asked in set(kind) else None


def _day(asked: str | None) -> date | None:
    try:
        found = date.fromisoformat(asked or "")
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2999 else None


def _midnight(day: date) -> datetime:
    """The moment the day begins in the shop's own time."""
    return datetime.combine(day, time.min, ZoneInfo(runtime().settings.timezone))


@blueprint.get("/orders", endpoint="orders")
def orders_list() -> Response:
    asked = Asked.read(request.args)
    with reader() as db:
        found, total = orders.find_orders(db, asked.wanted, asked.paging)
        rows = rows_of(found)
    last = asked.paging.pages(total)
    number = asked.paging.number
    return page(
        "orders/index",
        gettext("Заказы"),
        rows=rows,
        total=total,
        first=asked.paging.offset + 1,
        asked=asked,
        words=words,
        choices=_choices(asked),
        pages=pages_of(number, last, lambda one: asked.url(page=one)),
        next_url=asked.url(page=number + 1) if number < last else None,
    )


def _choices(asked: Asked) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The lists of the filter bar: name, label, (value, words, is chosen)."""
    status = [("", gettext("Любое состояние")), *((one, gettext(name)) for one, (name, _) in words.STATUS.items())]
    payment = [("", gettext("Любая оплата")), *((one, gettext(name)) for one, (name, _) in words.PAYMENT.items())]
    delivery = [("", gettext("Любое получение")), *((one, gettext(name)) for one, name in words.KINDS.items())]
    bar = (
        ("status", gettext("Состояние"), status),
        ("payment", gettext("Оплата"), payment),
        ("delivery", gettext("Получение"), delivery),
    )
    return [
        (name, label, [(value, text, asked.given.get(name, "") == value) for value, text in options])
        for name, label, options in bar
    ]


def rows_of(found: Iterable[Order]) -> list[Row]:
    """The orders as the list shows them."""
    return [
        Row(
            number=order.number,
            placed_at=order.placed_at,
            hour=f"{local(order.placed_at):%H:%M}",
            name=order.name,
            phone=words.phone_of(order.phone),
            goods=", ".join(line.name for line in order.lines[:MOST_NAMES]),
            more=len(order.lines[MOST_NAMES:]),
            status=words.STATUS[order.status],
            parcel=words.GOODS[order.fulfilment_status],
            payment=words.PAYMENT[order.payment_status],
            shipping=order.shipping_name,
            place=words.place_of(order),
            total=Money(order.total_kopecks),
        )
        for order in found
    ]


@blueprint.get("/orders/<number>")
def order(number: str) -> Response:
    return order_page(number)


def order_page(number: str, *, status: int = 200, refusal: str = "") -> Response:
    """One order as it is now; with a refusal if what was asked of it could not be done."""
    with reader() as db:
        found = orders.get_order(db, number)
        ledger = payments.ledger_of(db, found.id)
        returns = aftersales.returns_of(db, found.id)
        parcel = fulfilment.find_parcel(db, found.id)
        company = invoices.find_company(db, found.id)
        units = fulfilment.units_of(db, found.id)
    money = orders.money_of(found)
    return page(
        "orders/show",
        gettext("Заказ %(number)s", number=found.number),
        status=status,
        refusal=refusal,
        order=found,
        row=rows_of([found])[0],
        moves=[(move, words.MOVES[move], _choices_of(found, move)) for move in allowed_moves(found)],
        due=Money(money.due),
        units=units,
        owed=Money(orders.owed(money)),
        give_back=Money(orders.to_give_back(found.status, money)),
        payment_method=gettext(words.METHODS.get(found.payment_method, found.payment_method)),
        story=_story(found),
        reasons=[(code, gettext(name)) for code, name in words.REASONS.items()],
        returns=[(one.number, return_words.state_of(one), one.asked_at) for one in returns],
        money=Money,
        parcel=parcel_view.view_of(found, parcel),
        may_hand_parcels=staff().may(Permission.pick_goods),
        **money_view.model_of(found, ledger, company),
    )


def allowed_moves(found: Order) -> list[Move]:
    """What is open to this order and this person."""
    who = staff()

    def may(move: Move) -> bool:
        needed = ACCESS.get(f"{OFFICE}.order_{move.value}")
        return isinstance(needed, Permission) and who.may(needed)

    return [move for move in orders.moves_of(found) if may(move)]


def _choices_of(found: Order, move: Move) -> list[tuple[int, str, int]]:
    """The lines a move can be made with in parts: position, name, pieces; none if there is nothing to choose."""
    left = fulfilment.pieces_to_move(found, move)
    return [(line.position, line.name, left[line.position]) for line in found.lines if line.position in left]


def _story(found: Order) -> list[tuple[str, datetime, str, str, tuple[str, str] | None]]:
    """Everything that has happened, newest first, with who did it."""
    newest = len(found.events) - 1
    return [
        (
            gettext(words.EVENTS.get(event.kind, event.kind)),
            event.at,
            ", ".join(filter(None, (_actor(event.actor), *_known_of(event)))),
            "now" if place == newest else "done",
            _other_order(event),
        )
        for place, event in reversed(list(enumerate(found.events)))
    ]


def _other_order(event: OrderEvent) -> tuple[str, str] | None:
    """The order this one was exchanged for, or that was exchanged for it."""
    number = event.details.get("order")
    return (number, url_for(f"{OFFICE}.order", number=number)) if number else None


def _known_of(event: OrderEvent) -> tuple[str, ...]:
    lines = ", ".join(f"{name} × {count}" for name, count in event.details.get("lines", ()))
    return (words.reason_name(event.details.get("reason")), event.details.get("tracking", ""), lines)


def _actor(actor: str) -> str:
    if actor == "shopper":
        return gettext("покупатель")
    kind, _, name = actor.partition(": ")
    return shipping.carrier_name(name, lang()) if kind == "carrier" else actor.removeprefix("staff: ")
