"""Consents of the owner: which stand, to which text, and taking them back."""

from __future__ import annotations

from flask import Response, flash
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import accounts
from technomart.web.accounts_store import own_account_id
from technomart.web.agreeing import keep_consent, take_back
from technomart.web.context import reader, transaction
from technomart.web.storefront.account.desk import back_to, blueprint, page
from technomart.web.templating import gettext

PURPOSES = {
    "account": "Обработка персональных данных для личного кабинета",
    "order": "Обработка персональных данных при заказе",
    "marketing": "Письма о скидках и новинках",
    "review": "Публикация отзывов и вопросов",
    "alerts": "Письма о поступлении и снижении цены",
}
GIVEN_HERE = "marketing"
"""The one consent that is asked for on this page; the others are asked for where they are needed."""


@blueprint.get("/consents")
def consents() -> Response:
    with reader() as db:
        standing = accounts.standing_consents(db, own_account_id())
    rows = [(purpose, gettext(words), standing.get(purpose)) for purpose, words in PURPOSES.items()]
    shown = [row for row in rows if row[2] is not None or row[0] == GIVEN_HERE]
    return page("consents", gettext("Согласия"), rows=shown, given_here=GIVEN_HERE)


@blueprint.post("/consents/<purpose>/give")
def give_consent(purpose: str) -> AnyResponse:
    if purpose != GIVEN_HERE:
        raise NotFound()
    with transaction() as db:
        account = accounts.get_account(db, own_account_id())
        keep_consent(db, purpose, form="account", subject=account.email, account_id=account.id)
    flash(gettext("Согласие записано."))
    return back_to("consents")


@blueprint.post("/consents/<purpose>/withdraw")
def withdraw_consent(purpose: str) -> AnyResponse:
    with transaction() as db:
        account = accounts.get_account(db, own_account_id())
        take_back(db, account, purpose, form="account")
    flash(gettext("Согласие отозвано."))
    return back_to("consents")
