"""What the shop's people fill in about promotions and promo codes."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wtforms import BooleanField, DateField, Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError

from technomart.domain.pricing import CodeDraft, Discount, DiscountKind, Picks, PromoCode, Promotion, PromotionDraft
from technomart.foundation import clock
from technomart.foundation.money import MINOR_PER_MAJOR, Money
from technomart.web.backoffice.forms import ROUBLES, Day, DayOrNow, kopecks_of
from technomart.web.context import runtime
from technomart.web.forms import AtMost, Filled, ShopForm
from technomart.web.templating import gettext, local

KINDS = {
    "percent": "Процент от цены",
    "amount": "Сумма, ₽",
    "free_delivery": "Бесплатная доставка",
}
WHOLE = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
NUMBER = {"inputmode": "decimal", "autocomplete": "off"}
LONGEST_LIST = 4_000


class Roubles:
    """A sum as people write it, or nothing."""

    field_flags = {"maxlength": 20}

    def __call__(self, form: ShopForm, field: Field) -> None:
        if (field.data or "").strip() and not ROUBLES.fullmatch(re.sub(r"\s", "", field.data)):
            raise ValidationError(gettext("Введите сумму в рублях, например 500 или 499,90."))


class Whole:
    """A whole number above nothing, or nothing."""

    field_flags = {"maxlength": 9}

    def __call__(self, form: ShopForm, field: Field) -> None:
        if (field.data or "").strip() and not WHOLE.fullmatch(field.data.strip()):
            raise ValidationError(gettext("Введите целое число от единицы или оставьте пустым."))


class DiscountForm(ShopForm):
    """How much is taken off, and from which day to which."""

    kind = SelectField("Скидка", [Filled("Выберите скидку.")], choices=[], render_kw={"required": False})
    value = StringField("Сколько", [Roubles()], render_kw=NUMBER)
    since = DateField("Первый день", [DayOrNow()])
    is_on = BooleanField("Действует")

    def name_kinds(self, *kinds: str) -> None:
        """Which kinds of discount can be chosen, in words."""
        self.kind.choices = [(kind, gettext(KINDS[kind])) for kind in kinds]

    @property
    def discount(self) -> Discount:
        """What was chosen; what makes no sense is refused by the verb that takes it."""
        kind = DiscountKind(self.kind.data)
        kopecks = kopecks_of(self.value.data) if (self.value.data or "").strip() else 0
        if kind is DiscountKind.percent:
            return Discount(kind, percent=0 if kopecks % MINOR_PER_MAJOR else kopecks // MINOR_PER_MAJOR)
        return Discount(kind, amount_kopecks=kopecks if kind is DiscountKind.amount else 0)

    def fill(self, one: Promotion | PromoCode) -> None:
        """Show what is kept."""
        self.kind.data, self.is_on.data = one.kind.value, one.is_on
        amount = Money(one.amount_kopecks).amount.removesuffix(".00").replace(".", ",")
        self.value.data = {"percent": str(one.percent), "amount": amount}.get(one.kind.value, "")
        self.since.data = local(one.valid_from).date()


class PromotionForm(DiscountForm):
    """A promotion: its names, its discount, its days, its goods."""

    code = StringField("Код латиницей", [Filled("Придумайте код."), AtMost(60)], render_kw={"autocomplete": "off"})
    name = StringField("Название", [Filled("Напишите название."), AtMost(100)])
    name_en = StringField("Название по-английски", [AtMost(100)])
    value = StringField("Сколько", [Filled("Напишите, сколько."), Roubles()], render_kw=NUMBER)
    until = DateField("Последний день", [Day()])
    categories = SelectMultipleField("Категории", choices=[], coerce=int, render_kw={"size": 10})
    brands = SelectMultipleField("Бренды", choices=[], coerce=int, render_kw={"size": 10})
    products = TextAreaField("Ещё товары, по кодам", [AtMost(LONGEST_LIST)], render_kw={"rows": 2})
    left_out = TextAreaField("Кроме товаров, по кодам", [AtMost(LONGEST_LIST)], render_kw={"rows": 2})

    def draft(self, picks: Picks) -> PromotionDraft:
        """The promotion as it was filled in."""
        return PromotionDraft(
            code=self.code.data or "",
            name=self.name.data,
            name_en=self.name_en.data or "",
            discount=self.discount,
            valid_from=begins(self.since.data),
            valid_to=ends(self.until.data),
            picks=picks,
            is_on=self.is_on.data,
        )

    def show(self, one: Promotion, picks: Picks, products: str, left_out: str) -> None:
        """Show the promotion that is kept."""
        self.fill(one)
        self.code.data, self.name.data, self.name_en.data = one.code, one.name, one.name_en
        self.until.data = local(one.valid_to - timedelta(seconds=1)).date()
        self.categories.data, self.brands.data = list(picks.category_ids), list(picks.brand_ids)
        self.products.data, self.left_out.data = products, left_out


class PromoCodeForm(DiscountForm):
    """A promo code: its word, its discount, its limits."""

    word = StringField("Промокод", [Filled("Придумайте слово."), AtMost(40)], render_kw={"autocomplete": "off"})
    note = StringField("Заметка для своих", [AtMost(200)])
    until = DateField("Последний день", [DayOrNow()])
    minimum = StringField("Товаров не меньше чем на, ₽", [Roubles()], render_kw=NUMBER)
    most_uses = StringField("Использований всего", [Whole()], render_kw=NUMBER)
    most_uses_each = StringField("На одного покупателя", [Whole()], render_kw=NUMBER)
    owner = StringField("Только для покупателя с почтой", [AtMost(254)], render_kw={"autocomplete": "off"})

    def draft(self, account_id: int | None) -> CodeDraft:
        """The code as it was filled in."""
        return CodeDraft(
            word=self.word.data or "",
            note=(self.note.data or "").strip(),
            discount=self.discount,
            valid_from=begins(self.since.data),
            valid_to=ends(self.until.data) if self.until.data else None,
            minimum_kopecks=kopecks_of(self.minimum.data) if (self.minimum.data or "").strip() else 0,
            most_uses=_whole(self.most_uses.data),
            most_uses_each=_whole(self.most_uses_each.data),
            account_id=account_id,
            is_on=self.is_on.data,
        )

    def show(self, one: PromoCode, owner: str) -> None:
        """Show the code that is kept."""
        self.fill(one)
        self.word.data, self.note.data, self.owner.data = one.code, one.note, owner
        self.until.data = local(one.valid_to - timedelta(seconds=1)).date() if one.valid_to else None
        minimum = Money(one.minimum_kopecks)
        self.minimum.data = minimum.amount.removesuffix(".00").replace(".", ",") if minimum else ""
        self.most_uses.data = str(one.most_uses or "")
        self.most_uses_each.data = str(one.most_uses_each or "")


def begins(day: date | None) -> datetime:
    """The first moment of a day by the shop's clock; of no day: now."""
    return _midnight(day) if day else clock.now()


def ends(day: date) -> datetime:
    """The moment a day is over."""
    return _midnight(day + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(runtime().settings.timezone))


def _whole(text: str | None) -> int | None:
    return int(text) if (text or "").strip() else None
