"""Returns as the shopper sees them: what may go back, what was asked for, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from technomart.domain import aftersales
from technomart.domain.aftersales import (
    KIND_OF,
    Offer,
    ReturnKind,
    ReturnReason,
    ReturnRequest,
    ReturnStatus,
    WayBack,
    Wish,
)
from technomart.domain.orders import Order
from technomart.foundation import clock
from technomart.foundation.errors import Invalid
from technomart.foundation.money import Money
from technomart.web.context import runtime
from technomart.web.forms import counts_of
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
}
CLOSED = ("Завершён", "ok")
"""A return whose goods nobody had paid for."""

NEXT: Mapping[WayBack, str] = {
    WayBack.shop: "Принесите товар со всем, что было в коробке, в любой наш магазин и назовите номер возврата.",
    WayBack.courier: "Курьер позвонит и договорится о времени. Подготовьте товар и всё, что было в коробке.",
    WayBack.post: "Отправьте товар со всем, что было в коробке, по адресу из письма и вложите номер возврата.",
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
    lines: tuple[tuple[str, int], ...]
    next: str
    decision: str
    may_withdraw: bool


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


@dataclass(frozen=True, slots=True)
class FormView:
    """The form with what was filled in."""

    number: str
    token: str
    lines: tuple[Returnable, ...]
    thoughts: tuple[tuple[str, str, bool], ...]
    faults: tuple[tuple[str, str, bool], ...]
    ways: tuple[tuple[str, str, str, str, bool], ...]
    words: str
    withdrawal_until: datetime | None
    may_withdraw: bool
    money_days: int


@dataclass(frozen=True, slots=True)
class Filled:
    """What came with the form; anything strange is as if it had not been filled in."""

    pieces: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    reason: ReturnReason | None = None
    way: WayBack = WayBack.shop
    words: str = ""

    @classmethod
    def read(cls, form: Mapping[str, str]) -> Filled:
        reason, way = form.get("reason", ""), form.get("way", "")
        return cls(
            pieces=counts_of(form),
            reason=ReturnReason(reason) if reason in set(ReturnReason) else None,
            way=WayBack(way) if way in set(WayBack) else WayBack.shop,
            words=form.get("words", ""),
        )

    def wish(self) -> Wish:
        """What is asked for. Refuses ReasonMissing."""
        if self.reason is None:
            raise ReasonMissing(field="reason")
        return Wish(pieces=self.pieces, reason=self.reason, words=self.words, way_back=self.way)


def back_of(order: Order, returns: list[ReturnRequest]) -> BackView:
    """What an order's page says of its returns, newest first."""
    offer = aftersales.offer_of(order, returns, at=clock.now(), terms=runtime().return_terms)
    names = {line.id: line.name for line in order.lines}
    return BackView(
        returns=tuple(_view(one, names) for one in reversed(returns)),
        may_ask=offer is not None and offer.is_any,
        until=offer.withdrawal_until if offer and offer.may_withdraw else None,
    )


def form_of(order: Order, returns: Iterable[ReturnRequest], filled: Filled) -> FormView:
    """The form for what can be given back now."""
    terms = runtime().return_terms
    offer = aftersales.offer_of(order, returns, at=clock.now(), terms=terms)
    lines = _lines(order, offer, filled)
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
        words=filled.words,
        withdrawal_until=offer.withdrawal_until if offer else None,
        may_withdraw=may_withdraw,
        money_days=terms.money_days,
    )


def _lines(order: Order, offer: Offer | None, filled: Filled) -> tuple[Returnable, ...]:
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
        )
        for line in open_lines
    )


def _note(way: WayBack, note: str) -> str:
    fetch = runtime().return_terms.fetch_kopecks
    if way is not WayBack.courier or not fetch:
        return note
    return gettext("%(sum)s, если товар исправен; иначе бесплатно", sum=money(Money(fetch)))


def _view(one: ReturnRequest, names: Mapping[int, str]) -> ReturnView:
    word, tone = CLOSED if one.status is ReturnStatus.refunded and not one.refunded_kopecks else STATES[one.status]
    return ReturnView(
        number=one.number,
        at=one.asked_at,
        state=(gettext(word), tone),
        reason=gettext(REASONS[one.reason]),
        lines=tuple((names[line.order_line_id], line.quantity) for line in one.lines),
        next=_next(one),
        decision=one.decision,
        may_withdraw=one.is_open,
    )


def _next(one: ReturnRequest) -> str:
    """What the shopper may expect or should do."""
    if one.status is ReturnStatus.asked:
        return gettext("Мы прочитаем просьбу и напишем, что делать дальше.")
    if one.status is ReturnStatus.approved:
        return gettext(NEXT[one.way_back])
    if one.status is ReturnStatus.received:
        before = aftersales.money_before(one.asked_at, runtime().return_terms)
        return gettext("Вернём %(sum)s не позже %(day)s.", sum=money(Money(one.due_kopecks)), day=day(before))
    if one.status is ReturnStatus.refunded:
        if not one.refunded_kopecks:
            return gettext("Вы за этот товар не платили, возвращать нечего.")
        return gettext("Вернули %(sum)s.", sum=money(Money(one.refunded_kopecks)))
    return ""
