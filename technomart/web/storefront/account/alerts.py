"""The goods the owner waits for: seeing them, and no longer waiting."""

from __future__ import annotations

from flask import Response, flash
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import accounts
from technomart.domain import alerts as wishes
from technomart.domain.alerts import AlertKind
from technomart.foundation import clock
from technomart.web.accounts_store import own_account_id
from technomart.web.context import lang, reader, transaction
from technomart.web.storefront.account.desk import back_to, blueprint, page
from technomart.web.templating import gettext


@blueprint.get("/alerts")
def alerts() -> Response:
    with reader() as db:
        own = accounts.profile_of(db, own_account_id())
        found = wishes.watched_by(db, own.id, own.email, lang=lang(), at=clock.now())
    return page("alerts", gettext("Ожидание товаров"), watched=found)


@blueprint.post("/alerts/<wish>/<sku>/end")
def end_alert(wish: str, sku: str) -> AnyResponse:
    if wish not in set(AlertKind):
        raise wishes.UnknownAlert()
    with transaction() as db:
        wishes.end(db, own_account_id(), AlertKind(wish), sku)
    flash(gettext("Больше не напишем об этом товаре."))
    return back_to("alerts")
