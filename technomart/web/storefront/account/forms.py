"""What people write about themselves: name, telephone, addresses, passwords, names of keys."""

from __future__ import annotations

from wtforms import EmailField, PasswordField, SelectField, SelectMultipleField, StringField, TelField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from technomart.domain import accounts
from technomart.web.forms import AtMost, Filled, PostalCode, ShopForm
from technomart.web.templating import gettext

SHORT = AtMost(40)
NO_LIFETIME = "Выберите срок действия."
NO_RIGHTS = "Выберите, что разрешено ключу."
SCOPE_WORDS = {
    "catalogue:read": "Читать каталог",
    "cart:write": "Менять корзину",
    "orders:read": "Читать заказы",
    "orders:write": "Оформлять и отменять заказы",
    "account:read": "Читать мои данные",
    "account:write": "Менять мои данные",
    "staff:reviews": "Персонал: отзывы и вопросы",
    "staff:orders": "Персонал: смотреть заказы",
    "staff:orders:write": "Персонал: менять заказы",
    "staff:picking": "Персонал: сборка и отправка",
    "staff:handing": "Персонал: вручение",
    "staff:payments": "Персонал: приём оплаты",
    "staff:returns": "Персонал: возвраты товаров",
    "staff:refunds": "Персонал: возвращать деньги",
    "staff:stock": "Персонал: смотреть остатки",
    "staff:stock:write": "Персонал: менять остатки",
    "staff:prices": "Персонал: менять цены",
    "staff:promotions": "Персонал: акции и промокоды",
}
LIFETIMES = {"30": "30 дней", "90": "90 дней", "365": "Год", "0": "Бессрочно"}


class ProfileForm(ShopForm):
    """Name and telephone."""

    name = StringField(
        "Имя", [Filled("Напишите, как к вам обращаться."), AtMost(100)], render_kw={"autocomplete": "name"}
    )
    phone = TelField("Телефон", [AtMost(40)], render_kw={"autocomplete": "tel", "inputmode": "tel"})


class PasswordForm(ShopForm):
    """The present password and the one to come."""

    password = PasswordField(
        "Нынешний пароль", [Filled("Введите нынешний пароль.")], render_kw={"autocomplete": "current-password"}
    )
    new_password = PasswordField(
        "Новый пароль", [Filled("Придумайте пароль.")], render_kw={"autocomplete": "new-password", "minlength": 8}
    )


class EmailForm(ShopForm):
    """The address to come and the password."""

    email = EmailField(
        "Новый адрес почты",
        [Filled("Введите адрес электронной почты."), AtMost(254)],
        render_kw={"autocomplete": "email"},
    )
    password = PasswordField("Пароль", [Filled("Введите пароль.")], render_kw={"autocomplete": "current-password"})


class AddressForm(ShopForm):
    """Where to bring goods."""

    city = StringField("Город", [Filled("Укажите город."), AtMost(120)], render_kw={"autocomplete": "address-level2"})
    street = StringField(
        "Улица и дом", [Filled("Укажите улицу и дом."), AtMost(200)], render_kw={"autocomplete": "address-line1"}
    )
    postal_code = StringField(
        "Индекс", [PostalCode()], render_kw={"autocomplete": "postal-code", "inputmode": "numeric", "maxlength": 6}
    )
    flat = StringField("Квартира или офис", [SHORT], render_kw={"autocomplete": "address-line2"})
    entrance = StringField("Подъезд", [SHORT])
    floor = StringField("Этаж", [SHORT])
    intercom = StringField("Домофон", [SHORT])
    comment = TextAreaField("Комментарий для курьера", [AtMost(500)], render_kw={"rows": 2})

    def place(self) -> accounts.Place:
        """The address as it was written, without stray spaces."""
        return accounts.Place(
            **{name: (field.data or "").strip() for name, field in self._fields.items() if name != "csrf_token"}
        )


class KeyForm(ShopForm):
    """What a program's key is called, what it may do and for how long."""

    name = StringField("Название", [Filled("Назовите ключ, чтобы потом его узнать."), AtMost(100)])
    scopes = SelectMultipleField(
        "Что разрешено", [Filled(NO_RIGHTS)], option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    days = SelectField("Срок действия", [Filled(NO_LIFETIME)], default="90", render_kw={"required": False})

    def __init__(self, permissions: frozenset[accounts.Permission] = frozenset()) -> None:
        super().__init__()
        offered = accounts.scopes_for(permissions)
        self.scopes.choices = [(scope, gettext(SCOPE_WORDS[scope])) for scope in offered]
        self.days.choices = [(days, gettext(words)) for days, words in LIFETIMES.items()]
