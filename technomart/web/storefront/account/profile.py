"""The owner's data: name and telephone, e-mail, password."""

from __future__ import annotations

from flask import Response, flash
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import accounts
from technomart.foundation.errors import Invalid
from technomart.web.accounts_store import own_account_id
from technomart.web.context import reader, transaction
from technomart.web.storefront.account import steps
from technomart.web.storefront.account.desk import back_to, blueprint, page, refused
from technomart.web.storefront.account.forms import EmailForm, PasswordForm, ProfileForm
from technomart.web.templating import gettext

REFUSALS = (Invalid, accounts.TooManyTries)


def own_account() -> accounts.Profile:
    """The account as it stands."""
    with reader() as db:
        return accounts.profile_of(db, own_account_id())


@blueprint.get("/profile")
def profile() -> Response:
    account = own_account()
    return page("profile", gettext("Мои данные"), form=ProfileForm(obj=account), account=account)


@blueprint.post("/profile")
def change_profile() -> AnyResponse:
    form = ProfileForm()
    title = gettext("Мои данные")
    if not form.validate():
        return page("profile", title, status=422, form=form, account=own_account())
    try:
        with transaction() as db:
            accounts.change_profile(db, own_account_id(), name=form.name.data, phone=form.phone.data or "")
    except Invalid as error:
        return refused("profile", title, form, error, account=own_account())
    flash(gettext("Данные сохранены."))
    return back_to("profile")


@blueprint.get("/password")
def password() -> Response:
    return page("password", gettext("Пароль"), form=PasswordForm())


@blueprint.post("/password")
def change_password() -> AnyResponse:
    form = PasswordForm()
    title = gettext("Пароль")
    if not form.validate():
        return page("password", title, status=422, form=form)
    try:
        steps.change_password(form.password.data, form.new_password.data)
    except accounts.WeakPassword as error:
        return refused("password", title, form, accounts.WeakPassword(error.code, field="new_password"))
    except REFUSALS as error:
        return refused("password", title, form, error)
    flash(gettext("Пароль изменён. На других устройствах понадобится войти заново."))
    return back_to("password")


@blueprint.get("/email")
def email() -> Response:
    return page("email", gettext("Почта"), form=EmailForm(), account=own_account())


@blueprint.post("/email")
def change_email() -> AnyResponse:
    form = EmailForm()
    title = gettext("Почта")
    if not form.validate():
        return page("email", title, status=422, form=form, account=own_account())
    try:
        steps.begin_email_change(form.email.data, form.password.data)
    except REFUSALS as error:
        return refused("email", title, form, error, account=own_account())
    flash(gettext("Мы отправили письмо на новый адрес. Откройте ссылку из него, и адрес изменится."))
    return back_to("email")
