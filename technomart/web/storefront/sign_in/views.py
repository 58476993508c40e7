"""The pages at the door: each says the same to people who have an account and to those who have none."""

from __future__ import annotations

from flask import Blueprint, Response, flash, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import accounts
from technomart.foundation.errors import DomainError, Invalid
from technomart.web import sessions
from technomart.web.accounts_store import account_id
from technomart.web.context import reader, runtime, transaction
from technomart.web.forms import ShopForm, own_path
from technomart.web.storefront.sign_in import steps
from technomart.web.storefront.sign_in.forms import (
    ConfirmEmailForm,
    ConfirmForm,
    ForgotForm,
    NewPasswordForm,
    SignInForm,
    SignUpForm,
)
from technomart.web.templating import Page, gettext, render

blueprint = Blueprint("sign_in", __name__)


def page(view: str, title: str, *, status: int = 200, **model: object) -> Response:
    """A page at the door: kept by nobody, and its address told to nobody, since it may hold a token."""
    shown = Page(title=title, noindex=True, body_class="tm-bare")
    answer = make_response(render(f"storefront/sign_in/{view}.html", shown, **model), status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def refused(view: str, title: str, form: ShopForm, error: DomainError, **model: object) -> Response:
    """The form again with what was wrong; 429 with Retry-After when it was tried too often."""
    form.refuse(error, "password" if "password" in form and "field" not in error.details else None)
    answer = page(view, title, status=422, form=form, **model)
    if isinstance(error, accounts.TooManyTries):
        answer.status_code = 429
        answer.headers["Retry-After"] = str(error.details["retry_after"])
    return answer


def dead_link() -> Response:
    """What a used, replaced, expired or invented link gets."""
    return page("dead_link", gettext("Ссылка не действует"), status=404)


@blueprint.get("/sign-in")
def new() -> AnyResponse:
    target = own_path(request.args.get("next"))
    if account_id() is not None:
        return redirect(target or url_for("account.index"), 303)
    form = SignInForm(data={"next": target or ""})
    return page("new", gettext("Вход"), form=form)


@blueprint.post("/sign-in")
def create() -> AnyResponse:
    form = SignInForm()
    if not form.validate():
        return page("new", gettext("Вход"), status=422, form=form)
    try:
        steps.let_in(form.email.data, form.password.data)
    except (Invalid, accounts.TooManyTries) as error:
        return refused("new", gettext("Вход"), form, error)
    return redirect(own_path(form.next.data) or url_for("account.index"), 303)


@blueprint.post("/sign-out")
def end() -> AnyResponse:
    with transaction() as db:
        sessions.leave(db)
    answer = redirect(request.script_root + "/", 303)
    answer.headers["Clear-Site-Data"] = '"cache"'  # a page that Back would still show is forgotten as well
    return answer


@blueprint.get("/sign-up")
def join() -> AnyResponse:
    if account_id() is not None:
        return redirect(url_for("account.index"), 303)
    return page("join", gettext("Регистрация"), form=SignUpForm())


@blueprint.post("/sign-up")
def register() -> AnyResponse:
    form = SignUpForm()
    if not form.validate():
        return page("join", gettext("Регистрация"), status=422, form=form)
    try:
        steps.register(form)
    except (Invalid, accounts.TooManyTries) as error:
        return refused("join", gettext("Регистрация"), form, error)
    return redirect(url_for("sign_in.sent", what="confirm"), 303)


@blueprint.get("/letter-sent/<any(confirm, reset):what>")
def sent(what: str) -> Response:
    in_development = not runtime().settings.is_production
    return page("sent", gettext("Мы отправили письмо"), what=what, in_development=in_development)


@blueprint.get("/forgot-password")
def forgot() -> Response:
    return page("forgot", gettext("Восстановление пароля"), form=ForgotForm())


@blueprint.post("/forgot-password")
def ask() -> AnyResponse:
    form = ForgotForm()
    title = gettext("Восстановление пароля")
    if not form.validate():
        return page("forgot", title, status=422, form=form)
    try:
        steps.ask_for_reset(form.email.data)
    except (Invalid, accounts.TooManyTries) as error:
        return refused("forgot", title, form, error)
    return redirect(url_for("sign_in.sent", what="reset"), 303)


@blueprint.get("/reset-password/<token>")
def reset(token: str) -> Response:
    try:
        with reader() as db:
            owner = accounts.owner_of_reset(db, token)
    except accounts.LinkExpired:
        return dead_link()
    return page("reset", gettext("Новый пароль"), form=NewPasswordForm(), email=owner.email)


@blueprint.post("/reset-password/<token>")
def set_password(token: str) -> AnyResponse:
    form = NewPasswordForm()
    title = gettext("Новый пароль")
    if not form.validate():
        return page("reset", title, status=422, form=form, email="")
    try:
        steps.set_password(token, form.password.data)
    except accounts.LinkExpired:
        return dead_link()
    except Invalid as error:
        return refused("reset", title, form, error, email="")
    flash(gettext("Пароль изменён. Войдите с новым паролем."))
    return redirect(url_for("sign_in.new"), 303)


@blueprint.get("/confirm/<token>")
def confirm(token: str) -> Response:
    title = gettext("Подтверждение почты")
    try:
        with reader() as db:
            accounts.credentials_of_registration(db, token)
        return page("confirm", title, form=ConfirmForm())
    except accounts.LinkExpired:
        return confirm_new(token)


def confirm_new(token: str) -> Response:
    """The same address in a letter may mean a changed e-mail: then a button is enough."""
    try:
        with reader() as db:
            email = accounts.wished_email(db, token)
    except accounts.LinkExpired:
        return dead_link()
    return page("confirm_email", gettext("Новый адрес почты"), form=ConfirmEmailForm(), email=email)


@blueprint.post("/confirm/<token>")
def finish(token: str) -> AnyResponse:
    form = ConfirmForm()
    try:
        if not form.password.data:
            return finish_new(token, form)
        steps.confirm(token, form.password.data)
    except accounts.LinkExpired:
        return dead_link()
    except (Invalid, accounts.TooManyTries) as error:
        return refused("confirm", gettext("Подтверждение почты"), form, error)
    flash(gettext("Почта подтверждена. Добро пожаловать."))
    return redirect(url_for("account.index"), 303)


def finish_new(token: str, form: ConfirmForm) -> AnyResponse:
    """Set the new address, unless the link is about a registration and only the password is missing."""
    with reader() as db:
        is_registration = accounts.is_registration(db, token)
    if is_registration:
        form.validate()
        return page("confirm", gettext("Подтверждение почты"), status=422, form=form)
    steps.confirm_new_email(token)
    flash(gettext("Адрес почты изменён."))
    return redirect(url_for("account.profile"), 303)
