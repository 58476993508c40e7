"""Returns as the shopper sees them: what may go back, what was asked for, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from types import MappingProxyType

from werkzeug.datastructures import MultiDict

from technomart.domain import aftersales
from technomart.domain.aftersales import (
    KIND_OF,
    Choice,
    Offer,
    ReturnKind,
    ReturnReason,
    ReturnRequest,
    ReturnStatus,
    ReturnWish,
    WayBack,
    Wish,
)
from technomart.domain.fulfilment import SoldUnit
from technomart.domain.orders import Order, OrderLine
from technomart.foundation import clock
from technomart.foundation.errors import Invalid
from technomart.foundation.money import Money
from technomart.web.context import runtime
from technomart.web.forms import counts_of, is_count
from technomart.web.templating import day, gettext, money

REASONS: Mapping[ReturnReason, str] = {
    ReturnReason.changed_mind: "Больше не нужен",
    ReturnReason.not_suitable: "Не подошёл",
    ReturnReason.faulty: "Не работает как должен",
    ReturnReason.damaged: "Повреждён",
    ReturnReason.wrong_goods: "Привезли не то",
    ReturnReason.incomplete: "Не хватает деталей",
}
STATES: Mapping[ReturnStatus, tuple[str, str]] = {
    ReturnStatus.asked: ("Ждёт решения", "info"),
    ReturnStatus.approved: ("Ждём товар", "low"),
    ReturnStatus.refused: ("Отказано", "bad"),
    ReturnStatus.withdrawn: ("Отозван", ""),
    ReturnStatus.received: ("Товар получен", "ok"),
    ReturnStatus.refunded: ("Деньги возвращены", "ok"),
    ReturnStatus.exchanged: ("Обменян", "ok"),
}
SERIALS = "serials."
WANTED = "wanted."
CLOSED = ("Завершён", "ok")
"""A return whose goods nobody had paid for."""

NEXT: Mapping[WayBack, str] = {
    WayBack.shop: "Принесите товар со всем, что было в коробке, в любой наш магазин и назовите номер возврата.",
    WayBack.courier: "Курьер позвонит и договорится о времени. Подготовьте товар и всё, что было в коробке.",
    WayBack.post: "Отправьте товар со всем, что было в коробке, по адресу на ярлыке и вложите заявление.",
}
WISHES: Mapping[ReturnWish, tuple[str, str]] = {
    ReturnWish.money: ("Вернуть деньги", "туда, откуда они были заплачены"),
    ReturnWish.exchange: ("Обменять", "на такой же или другой вариант этого товара"),
}
WAYS: Mapping[WayBack, tuple[str, str, str]] = {
    WayBack.shop: ("Принести в магазин", "в любой из наших", "store"),
    WayBack.courier: ("Отдать курьеру", "договоримся о времени по телефону", "truck"),
    WayBack.post: ("Отправить почтой", "адрес пришлём письмом", "box"),
}


class ReasonMissing(Invalid):
    """No reason was chosen."""

    code = "return_without_reason"


@dataclass(frozen=True, slots=True)
class ReturnView:
    """One return on the order's page."""

    number: str
    at: datetime
    state: tuple[str, str]
    reason: str
    lines: tuple[tuple[str, int, str], ...]
    exchange: tuple[str, str] | None
    next: str
    decision: str
    photos: tuple[str, ...]
    may_withdraw: bool
    has_slip: bool


@dataclass(frozen=True, slots=True)
class BackView:
    """The returns of an order, and whether there may be another."""

    returns: tuple[ReturnView, ...]
    may_ask: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Returnable:
    """One line of the form."""

    position: int
    name: str
    picture: str | None
    price: Money
    left: int
    chosen: int
    units: tuple[tuple[str, bool], ...]
    choices: tuple[tuple[str, str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class FormView:
    """The form with what was filled in."""

    number: str
    token: str
    lines: tuple[Returnable, ...]
    thoughts: tuple[tuple[str, str, bool], ...]
    faults: tuple[tuple[str, str, bool], ...]
    ways: tuple[tuple[str, str, str, str, bool], ...]
    wishes: tuple[tuple[str, str, str, bool], ...]
    words: str
    withdrawal_until: datetime | None
    may_withdraw: bool
    money_days: int
    exchange_days: int


@dataclass(frozen=True, slots=True)
class Filled:
    """What came with the form; anything strange is as if it had not been filled in."""

    pieces: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    reason: ReturnReason | None = None
    way: WayBack = WayBack.shop
    words: str = ""
    wish_for: ReturnWish = ReturnWish.money
    wanted: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    serials: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def read(cls, form: MultiDict[str, str]) -> Filled:
        reason, way = form.get("reason", ""), form.get("way", "")
        return cls(
            pieces=counts_of(form),
            reason=ReturnReason(reason) if reason in set(ReturnReason) else None,
            way=WayBack(way) if way in set(WayBack) else WayBack.shop,
            words=form.get("words", ""),
            wish_for=ReturnWish.exchange if form.get("wish") == ReturnWish.exchange else ReturnWish.money,
            wanted={int(place): form.get(f"{WANTED}{place}", "") for place in _places(form, WANTED)},
            serials={int(place): tuple(form.getlist(f"{SERIALS}{place}")) for place in _places(form, SERIALS)},
        )

    def wish(self, pictures: Sequence[str] = ()) -> Wish:
        """What is asked for, with these photos. Refuses ReasonMissing."""
        if self.reason is None:
            raise ReasonMissing(field="reason")
        return Wish(
            pieces=self.pieces,
            reason=self.reason,
            words=self.words,
            way_back=self.way,
            serials=self.serials,
            pictures=pictures,
            wish=self.wish_for,
            wanted={place: sku for place, sku in self.wanted.items() if sku},
        )


def _places(form: Mapping[str, str], prefix: str) -> set[str]:
    """The positions of lines that fields with this prefix are about."""
    return {place for name in form if name.startswith(prefix) and is_count(place := name.removeprefix(prefix))}


def back_of(order: Order, returns: list[ReturnRequest], exchanges: Mapping[int, Order]) -> BackView:
    """What an order's page says of its returns, newest first; `exchanges` are the orders placed instead, by id."""
    offer = aftersales.offer_of(order, returns, at=clock.now(), terms=runtime().return_terms)
    names = {line.id: line.name for line in order.lines}
    return BackView(
        returns=tuple(_view(one, names, exchanges.get(one.exchange_order_id or 0)) for one in reversed(returns)),
        may_ask=offer is not None and offer.is_any,
        until=offer.withdrawal_until if offer and offer.may_withdraw else None,
    )


def form_of(
    order: Order,
    returns: Iterable[ReturnRequest],
    units: list[SoldUnit],
    filled: Filled,
    choices: Mapping[int, Sequence[Choice]] = MappingProxyType({}),
) -> FormView:
    """The form for what can be given back now; `choices`, by line, are what can be had instead."""
    terms = runtime().return_terms
    offer = aftersales.offer_of(order, returns, at=clock.now(), terms=terms)
    lines = _lines(order, offer, units, filled, choices)
    may_withdraw = offer is not None and offer.may_withdraw
    reasons = {
        kind: tuple(
            (one.value, gettext(REASONS[one]), one is filled.reason) for one in ReturnReason if KIND_OF[one] is kind
        )
        for kind in ReturnKind
    }
    return FormView(
        number=order.number,
        token=order.public_token,
        lines=lines,
        thoughts=reasons[ReturnKind.withdrawal] if may_withdraw else (),
        faults=reasons[ReturnKind.defect],
        ways=tuple(
            (way.value, gettext(name), _note(way, gettext(note)), sign, way is filled.way)
            for way, (name, note, sign) in WAYS.items()
        ),
        wishes=tuple(
            (wish.value, gettext(name), gettext(note), wish is filled.wish_for)
            for wish, (name, note) in WISHES.items()
            if wish is ReturnWish.money or any(line.choices for line in lines)
        ),
        words=filled.words,
        withdrawal_until=offer.withdrawal_until if offer else None,
        may_withdraw=may_withdraw,
        money_days=terms.money_days,
        exchange_days=terms.exchange_days,
    )


def _lines(
    order: Order,
    offer: Offer | None,
    units: list[SoldUnit],
    filled: Filled,
    choices: Mapping[int, Sequence[Choice]],
) -> tuple[Returnable, ...]:
    if offer is None:
        return ()
    open_lines = [
        line for line in order.lines if offer.pieces[line.id] and (offer.may_withdraw or offer.may_complain[line.id])
    ]
    usual = 1 if len(open_lines) == 1 else 0
    return tuple(
        Returnable(
            position=line.position,
            name=line.name,
            picture=line.picture,
            price=Money(line.price_kopecks),
            left=offer.pieces[line.id],
            chosen=filled.pieces.get(line.position, 0 if filled.pieces else usual),
            units=tuple(
                (unit.serial, unit.serial in filled.serials.get(line.position, ()))
                for unit in units
                if unit.order_line_id == line.id and unit.returned_at is None
            ),
            choices=_choices(line, choices.get(line.id, ()), filled),
        )
        for line in open_lines
    )


def _choices(line: OrderLine, choices: Sequence[Choice], filled: Filled) -> tuple[tuple[str, str, str, bool], ...]:
    """What can be had instead, each by what sets it apart: a name cut off in a narrow list would say nothing."""
    names = [one.name.split() for one in choices]
    heads = zip(*(name[:-1] for name in names), strict=False)
    shared = len(list(takewhile(lambda words: len(set(words)) == 1, heads))) if len(names) > 1 else 0
    wanted = filled.wanted.get(line.position, line.sku)
    return tuple(
        (one.sku, " ".join(name[shared:]), _choice_note(one), one.sku == wanted)
        for one, name in zip(choices, names, strict=True)
    )


def _choice_note(one: Choice) -> str:
    stock = gettext("есть в наличии") if one.available else gettext("сейчас нет в наличии")
    if one.is_same:
        return gettext("такой же, без доплаты, %(stock)s", stock=stock)
    return gettext("%(price)s, %(stock)s", price=money(one.price), stock=stock)


def _note(way: WayBack, note: str) -> str:
    fetch = runtime().return_terms.fetch_kopecks
    if way is not WayBack.courier or not fetch:
        return note
    return gettext("%(sum)s, если товар исправен; иначе бесплатно", sum=money(Money(fetch)))


def _view(one: ReturnRequest, names: Mapping[int, str], exchange: Order | None) -> ReturnView:
    word, tone = CLOSED if one.status is ReturnStatus.refunded and not one.refunded_kopecks else STATES[one.status]
    return ReturnView(
        number=one.number,
        at=one.asked_at,
        state=(gettext(word), tone),
        reason=gettext(REASONS[one.reason]),
        lines=tuple((names[line.order_line_id], line.quantity, line.wanted_name or "") for line in one.lines),
        exchange=None if exchange is None else (exchange.number, exchange.public_token),
        next=_next(one),
        decision=one.decision,
        photos=tuple(picture.key for picture in one.pictures),
        may_withdraw=one.is_open,
        has_slip=one.status is ReturnStatus.approved,
    )


def _next(one: ReturnRequest) -> str:
    """What the shopper may expect or should do."""
    if one.status is ReturnStatus.asked:
        return gettext("Мы прочитаем просьбу и напишем, что делать дальше.")
    if one.status is ReturnStatus.approved:
        return gettext(NEXT[one.way_back])
    if one.status is ReturnStatus.received and one.wish is ReturnWish.exchange:
        before = aftersales.over_before(one, runtime().return_terms)
        return gettext(
            "Готовим обмен: засчитаем %(sum)s. Обменяем не позже %(day)s и пришлём письмо.",
            sum=money(Money(one.due_kopecks)),
            day=day(before),
        )
    if one.status is ReturnStatus.exchanged:
        return _exchanged(one)
    if one.status is ReturnStatus.received:
        before = aftersales.money_before(one.asked_at, runtime().return_terms)
        return gettext("Вернём %(sum)s не позже %(day)s.", sum=money(Money(one.due_kopecks)), day=day(before))
    if one.status is ReturnStatus.refunded:
        if not one.refunded_kopecks:
            return gettext("Вы за этот товар не платили, возвращать нечего.")
        return gettext("Вернули %(sum)s.", sum=money(Money(one.refunded_kopecks)))
    return ""


def _exchanged(one: ReturnRequest) -> str:
    carried = money(Money(one.carried_kopecks))
    if not one.refunded_kopecks:
        return gettext("Вместо него оформили новый заказ, засчитали %(sum)s.", sum=carried)
    home = money(Money(one.refunded_kopecks))
    return gettext("Вместо него оформили новый заказ, засчитали %(sum)s, вернули %(home)s.", sum=carried, home=home)
