"""Keys for the owner's programs: made, shown this once, revoked."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, flash
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import accounts
from technomart.foundation import clock
from technomart.foundation.errors import Conflict, Invalid
from technomart.web.accounts_store import own_account_id
from technomart.web.context import reader, transaction
from technomart.web.storefront.account.desk import back_to, blueprint, page, refused
from technomart.web.storefront.account.forms import SCOPE_WORDS, KeyForm
from technomart.web.templating import gettext


def own_keys() -> list[accounts.ApiKey]:
    """The owner's working keys."""
    with reader() as db:
        return accounts.api_tokens_of(db, own_account_id())


def own_form() -> KeyForm:
    """The form for a new key, with what its owner may allow it."""
    with reader() as db:
        return KeyForm(accounts.permissions_of(db, own_account_id()))


@blueprint.get("/tokens")
def tokens() -> Response:
    return page("tokens", gettext("Ключи API"), form=own_form(), keys=own_keys(), words=SCOPE_WORDS, fresh="")


@blueprint.post("/tokens")
def issue_token() -> AnyResponse:
    form = own_form()
    title = gettext("Ключи API")
    if not form.validate():
        return page("tokens", title, status=422, form=form, keys=own_keys(), words=SCOPE_WORDS, fresh="")
    days = int(form.days.data)
    expires_at = clock.now() + timedelta(days=days) if days else None
    name, scopes = form.name.data or "", form.scopes.data or []
    try:
        with transaction() as db:
            value, _row = accounts.issue_api_token(
                db, own_account_id(), name=name, scopes=scopes, expires_at=expires_at
            )
    except (Invalid, Conflict) as error:
        return refused("tokens", title, form, error, keys=own_keys(), words=SCOPE_WORDS, fresh="")
    return page("tokens", title, form=own_form(), keys=own_keys(), words=SCOPE_WORDS, fresh=value)


@blueprint.post("/tokens/<public_id>/revoke")
def revoke_token(public_id: str) -> AnyResponse:
    with transaction() as db:
        accounts.revoke_api_token(db, own_account_id(), public_id)
    flash(gettext("Ключ отозван."))
    return back_to("tokens")
