"""What the shop's people fill in: replies and answers, counts of goods, prices."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from wtforms import DateField, Field, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from technomart.foundation import clock
from technomart.foundation.money import Money
from technomart.web.context import runtime
from technomart.web.forms import AtMost, Filled, ShopForm
from technomart.web.templating import gettext

LONGEST_WORDS = 2_000
LONGEST_REASON = 100
MOST_COUNTED = 1_000_000
WHOLE = re.compile(r"\d{1,9}", re.ASCII)
ROUBLES = re.compile(r"\d{1,9}(?:[.,]\d{1,2})?", re.ASCII)


class ReplyForm(ShopForm):
    """The shop's words under a review; an empty reply takes them away."""

    text = TextAreaField("Ответ магазина", [AtMost(LONGEST_WORDS)], render_kw={"rows": 3})


class AnswerForm(ShopForm):
    """The shop's answer to a question."""

    text = TextAreaField("Ответ магазина", [Filled("Напишите ответ."), AtMost(LONGEST_WORDS)], render_kw={"rows": 3})


class Counted:
    """A whole number of pieces in plain digits, nothing being a number too."""

    field_flags = {"required": True}

    def __call__(self, form: ShopForm, field: Field) -> None:
        given = field.raw_data[0] if field.raw_data else ""
        if not WHOLE.fullmatch(given) or int(given) > MOST_COUNTED:
            field.errors = []
            raise ValidationError(gettext("Введите целое число от нуля."))


class Roubles:
    """A price as people write it: `59 990` or `59990,50`."""

    field_flags = {"required": True, "maxlength": 20}

    def __call__(self, form: ShopForm, field: Field) -> None:
        if not ROUBLES.fullmatch(plain(field.data)) or not kopecks_of(field.data):
            raise ValidationError(gettext("Введите цену в рублях, например 59 990 или 59 990,50."))


class Day:
    """A day of our time."""

    field_flags = {"required": True}

    def __call__(self, form: ShopForm, field: Field) -> None:
        if field.data is None or not 2000 <= field.data.year <= 2999:
            field.errors = []
            raise ValidationError(gettext("Введите дату."))


class DayOrNow(Day):
    """A day of our time, or nothing."""

    field_flags = {}

    def __call__(self, form: ShopForm, field: Field) -> None:
        if field.raw_data and field.raw_data[0]:
            super().__call__(form, field)


class CountForm(ShopForm):
    """What somebody has counted at one place, and why."""

    location = SelectField("Где", [Filled("Выберите место.")], choices=[], render_kw={"required": False})
    counted = IntegerField("Пересчитано, шт.", [Counted()], render_kw={"min": 0, "inputmode": "numeric"})
    reason = StringField("Причина", [Filled("Напишите причину."), AtMost(LONGEST_REASON)])


class PriceForm(ShopForm):
    """A price in roubles, and why it changes."""

    price = StringField("Цена, ₽", [Roubles()], render_kw={"inputmode": "decimal", "autocomplete": "off"})
    reason = StringField("Причина", [Filled("Напишите причину."), AtMost(LONGEST_REASON)])

    @property
    def kopecks(self) -> int:
        return kopecks_of(self.price.data)


class ReductionForm(PriceForm):
    """A reduced price with its first and its last day."""

    since = DateField("Первый день", [DayOrNow()])
    until = DateField("Последний день", [Day()])

    @property
    def term(self) -> tuple[datetime, datetime]:
        """From the first moment of the first day, or now, to the end of the last day, by the shop's clock."""
        zone = ZoneInfo(runtime().settings.timezone)
        begins = datetime.combine(self.since.data, time.min, zone) if self.since.data else clock.now()
        ends = datetime.combine(self.until.data + timedelta(days=1), time.min, zone)
        return max(begins, clock.now()), ends


def kopecks_of(text: str | None) -> int:
    return Money.of(plain(text).replace(",", ".")).minor


def plain(text: str | None) -> str:
    """The number without the spaces people put between thousands."""
    return re.sub(r"[\s\u00a0\u202f]", "", text or "")
