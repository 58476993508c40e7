"""What is asked of a person at the door: who they are, their password, their consents."""

from __future__ import annotations

from wtforms import EmailField, HiddenField, PasswordField, StringField

from technomart.web.forms import AtMost, ConsentField, Filled, ShopForm

LONGEST_EMAIL = 254
LONGEST_NAME = 100
ENTER_EMAIL = "Введите адрес электронной почты."
ENTER_PASSWORD = "Введите пароль."  # noqa: S105 - a sentence
CURRENT = {"autocomplete": "current-password"}
FRESH = {"autocomplete": "new-password", "minlength": 8}
MAIL = {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}


class SignInForm(ShopForm):
    """E-mail and password, and where to go afterwards."""

    email = EmailField("Электронная почта", [Filled(ENTER_EMAIL), AtMost(LONGEST_EMAIL)], render_kw=MAIL)
    password = PasswordField("Пароль", [Filled(ENTER_PASSWORD)], render_kw=CURRENT)
    next = HiddenField()


class SignUpForm(ShopForm):
    """Name, e-mail, password, and each consent for itself."""

    name = StringField("Имя", [Filled("Напишите, как к вам обращаться."), AtMost(LONGEST_NAME)])
    email = EmailField("Электронная почта", [Filled(ENTER_EMAIL), AtMost(LONGEST_EMAIL)], render_kw=MAIL)
    password = PasswordField("Пароль", [Filled("Придумайте пароль.")], render_kw=FRESH)
    consent_account = ConsentField(
        "Я даю согласие на обработку персональных данных для личного кабинета",
        validators=[Filled("Без этого согласия мы не можем открыть личный кабинет.")],
        slug="consent-account",
    )
    consent_marketing = ConsentField("Я согласен получать письма о скидках и новинках", slug="consent-marketing")


class ForgotForm(ShopForm):
    """Where to send the link."""

    email = EmailField("Электронная почта", [Filled(ENTER_EMAIL), AtMost(LONGEST_EMAIL)], render_kw=MAIL)


class NewPasswordForm(ShopForm):
    """The password to come."""

    password = PasswordField("Новый пароль", [Filled("Придумайте пароль.")], render_kw=FRESH)


class ConfirmForm(ShopForm):
    """The password chosen at registration: it shows that the link was asked for by the same person."""

    password = PasswordField("Пароль, который вы придумали", [Filled(ENTER_PASSWORD)], render_kw=CURRENT)


class ConfirmEmailForm(ShopForm):
    """Nothing but the button."""
