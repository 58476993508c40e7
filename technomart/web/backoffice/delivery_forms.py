"""The forms of ways, zones and services: words, days, places, and rates written one a line."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from technomart.domain.shipping import Method, Rate, WayTerms, WindowTerms, ZoneTerms
from technomart.foundation.money import Money
from technomart.web.forms import AtMost, Filled, ShopForm
from technomart.web.templating import gettext

COURIER = "courier"
GRAMS = 1000
HEAVIEST_GRAMS = 10_000_000
MOST_LINES = 50
NOT_A_RATE = "Не разобрать строку «%(line)s». Нужно: до кг; цена; бесплатно от, например 25; 490; 50000."
NOT_A_WINDOW = "Не разобрать строку «%(line)s». Нужно: с; до; сколько визитов, например 10:00; 12:00; 8."
WHOLE_DAYS = "Целое число дней от 0."
BETWEEN = re.compile(r"[\n,;]+")
NAME = (Filled("Напишите название."), AtMost(300))
SOME_VISITS = re.compile("[0-9]{1,4}", re.ASCII)
SOME_DAYS = re.compile("[0-9]{1,3}", re.ASCII)


class Rates:
    """Each line is a rate: up to so many kilograms (`*`: any weight); the fee; free from a sum of goods, if ever."""

    field_flags = {"required": True}

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if not rates_of(field.data):
            raise ValidationError(gettext("Нужна хотя бы одна строка."))


class RatesIfAny:
    """The same, or nothing."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        rates_of(field.data)


class Windows:
    """Each line is a time of every day: from; to; how many visits."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        windows_of(field.data)


class Days:
    """A whole number of days."""

    field_flags = {"required": True}

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if not SOME_DAYS.fullmatch(str(field.data).strip()):
            raise ValidationError(gettext(WHOLE_DAYS))


def rates_of(text: str | None) -> list[Rate]:
    """The rates that are written in the text. Refuses ValidationError with the line that is none."""
    return [_rate(line) for line in _lines(text)]


def windows_of(text: str | None) -> list[WindowTerms]:
    """The times that are written in the text. Refuses ValidationError with the line that is none."""
    return [_window(line) for line in _lines(text)]


def _lines(text: str | None) -> list[str]:
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise ValidationError(gettext("Не больше %(most)s строк.", most=MOST_LINES))
    return lines


def written(rates: tuple[Rate, ...]) -> str:
    """The same the other way round."""
    return "\n".join(
        "; ".join(
            [
                "*" if rate.up_to_grams is None else f"{Decimal(rate.up_to_grams) / GRAMS:f}",
                _plain(rate.fee_kopecks),
                *([] if rate.free_from_kopecks is None else [_plain(rate.free_from_kopecks)]),
            ]
        )
        for rate in rates
    )


def _rate(line: str) -> Rate:
    parts = [part.strip().replace(",", ".") for part in line.split(";")]
    try:
        weight, fee, free = (*parts, "") if len(parts) == 2 else parts
        grams = None if weight == "*" else Decimal(weight) * GRAMS
        sums = [Money.of(part).minor for part in (fee, free) if part]
        if grams is not None and not (grams == int(grams) and 0 < grams <= HEAVIEST_GRAMS):
            raise ValueError(weight)
        if not fee or min(sums) < 0:
            raise ValueError(fee)
    except (ValueError, InvalidOperation, OverflowError) as error:
        raise ValidationError(gettext(NOT_A_RATE, line=line[:60])) from error
    return Rate(None, None if grams is None else int(grams), sums[0], sums[1] if free else None)


def own_rates(way: Method) -> tuple[Rate, ...]:
    """The rates of the way itself; its one fee where it has none and no zones."""
    own = tuple(rate for rate in way.rates if rate.zone is None)
    return own or (() if way.zones else (Rate(None, None, way.fee_kopecks, way.free_from_kopecks),))


def _window(line: str) -> WindowTerms:
    parts = [part.strip() for part in line.split(";")]
    if len(parts) != 3 or not SOME_VISITS.fullmatch(parts[2]):
        raise ValidationError(gettext(NOT_A_WINDOW, line=line[:60]))
    starts, ends = (part.zfill(len("00:00")) for part in parts[:2])
    return WindowTerms(starts, ends, int(parts[2]))


def _plain(kopecks: int) -> str:
    return Money(kopecks).amount.removesuffix(".00")


class _Days(ShopForm):
    days_from = StringField("Дней от", [Days()], render_kw={"inputmode": "numeric"})
    days_to = StringField("Дней до", [Days()], render_kw={"inputmode": "numeric"})


class WayForm(_Days):
    """One way of delivery."""

    name = StringField("Название", NAME)
    name_en = StringField("Название по-английски", [AtMost(300)])
    note = StringField("Пояснение", [AtMost(300)])
    note_en = StringField("Пояснение по-английски", [AtMost(300)])
    is_offered = BooleanField("Предлагать покупателям")
    rates = TextAreaField("Тарифы: до кг; цена; бесплатно от", [RatesIfAny()], render_kw={"rows": 5})
    windows = TextAreaField("Время визитов: с; до; сколько", [Windows()], render_kw={"rows": 7})

    @classmethod
    def of(cls, way: Method, **filled: Any) -> WayForm:
        """The form with the fields this way has: a carrier's fee is its own, only our couriers come at times."""
        form = cls(**filled)
        if way.is_carried:
            del form.rates
        if way.kind != COURIER:
            del form.windows
        return form

    def terms(self) -> WayTerms:
        """What was filled in."""
        return WayTerms(
            name=_line(self.name.data),
            name_en=_line(self.name_en.data),
            note=_line(self.note.data),
            note_en=_line(self.note_en.data),
            days_from=int(self.days_from.data or 0),
            days_to=int(self.days_to.data or 0),
            is_offered=bool(self.is_offered.data),
        )


class ZoneForm(_Days):
    """One zone of a way with its rates."""

    name = StringField("Название", NAME)
    name_en = StringField("Название по-английски", [AtMost(300)])
    cities = TextAreaField("Города", [AtMost(20_000)], render_kw={"rows": 6, "lang": "ru"})
    postal_codes = TextAreaField("Начала индексов", [AtMost(5_000)], render_kw={"rows": 2})
    rates = TextAreaField("Тарифы: до кг; цена; бесплатно от", [Rates()], render_kw={"rows": 6})

    def terms(self) -> ZoneTerms:
        """What was filled in, the rates apart."""
        return ZoneTerms(
            name=_line(self.name.data),
            name_en=_line(self.name_en.data),
            cities=_several(self.cities.data),
            postal_codes=_several(self.postal_codes.data),
            days_from=int(self.days_from.data or 0),
            days_to=int(self.days_to.data or 0),
        )


class ServiceForm(ShopForm):
    """The rates of one service."""

    rates = TextAreaField("Тарифы: до кг; цена", [Rates()], render_kw={"rows": 6})
    is_offered = BooleanField("Предлагать покупателям")


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _several(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (_line(one) for one in BETWEEN.split(text or "")))))
