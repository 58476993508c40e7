"""What all account pages share: they open to their owner only and are kept by nobody."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import accounts
from technomart.domain.accounts import Permission
from technomart.foundation.errors import DomainError
from technomart.web.accounts_store import account_id, own_account_id, way_in
from technomart.web.context import reader
from technomart.web.forms import ShopForm
from technomart.web.templating import Page, render

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.before_request
def only_for_its_owner() -> AnyResponse | None:
    """Nothing here opens without an account, whatever is added later."""
    return way_in() if account_id() is None else None


def page(view: str, title: str, *, status: int = 200, **model: object) -> Response:
    """One page of the account; `view` also says which line of the side menu is the present one."""
    shown = Page(title=title, noindex=True, tab="account")
    with reader() as db:
        is_staff = Permission.see_office in accounts.permissions_of(db, own_account_id())
    html = render(f"storefront/account/{view}.html", shown, view=view, is_staff=is_staff, **model)
    answer = make_response(html, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def refused(view: str, title: str, form: ShopForm, error: DomainError, **model: object) -> Response:
    """The form again, with what was wrong at the field it is about."""
    form.refuse(error, str(error.details.get("field", "")))
    answer = page(view, title, status=422, form=form, **model)
    if "retry_after" in error.details:
        answer.status_code = 429
        answer.headers["Retry-After"] = str(error.details["retry_after"])
    return answer


def back_to(endpoint: str) -> AnyResponse:
    """On to a page that may be reloaded, after something was done."""
    return redirect(url_for(f"account.{endpoint}"), 303)
