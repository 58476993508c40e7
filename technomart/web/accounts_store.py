"""Who is looking at this page: the account behind the session, or the way to the sign-in page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import redirect, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import accounts
from technomart.web.context import runtime
from technomart.web.security import SAFE_METHODS
from technomart.web.sessions import ACCOUNT

View = Callable[..., Any]


def account_id() -> int | None:
    """The signed-in account, or None for a guest."""
    return cast("int | None", session.get(ACCOUNT))


def own_account_id() -> int:
    """The signed-in account of a page that only opens to one."""
    return int(session[ACCOUNT])


def needs_account(view: View) -> View:
    """Open the page to signed-in people only; others are led to the sign-in page and back."""

    @wraps(view)
    def guarded(*arguments: Any, **values: Any) -> Any:
        return way_in() if account_id() is None else view(*arguments, **values)

    return guarded


def way_in() -> Response:
    """To the sign-in page, and afterwards to the page that was asked for."""
    return redirect(url_for("sign_in.new", next=_way_back()), 303)


def _way_back() -> str:
    if request.method not in SAFE_METHODS:
        return url_for("account.index")
    path = request.full_path if request.query_string else request.path
    return request.script_root + path


def count_order(db: Session, account: int | None) -> None:
    """Count one order of whoever asks, in its own transaction. Refuses TooManyOrders to who orders too often."""
    most = runtime().settings.orders_per_hour
    accounts.take_order_try(db, account, request.remote_addr or "", an_hour=most)


def circumstances(form: str) -> accounts.Circumstances:
    """From where and on which form a consent is given."""
    return accounts.Circumstances(ip=request.remote_addr or "", user_agent=request.user_agent.string, form=form)
