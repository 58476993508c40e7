"""The account's first page: its orders, newest first."""

from __future__ import annotations

from flask import Response, request, url_for

from technomart.domain import accounts, orders
from technomart.foundation.money import Money
from technomart.foundation.paging import Paging
from technomart.web.accounts_store import own_account_id
from technomart.web.context import reader
from technomart.web.storefront.account.desk import blueprint, page
from technomart.web.templating import gettext

ON_A_PAGE = 10


@blueprint.get("/")
def index() -> Response:
    paging = Paging.asked(request.args.get("page", type=int), usual=ON_A_PAGE)
    with reader() as db:
        account = accounts.get_account(db, own_account_id())
        found, total = orders.orders_of(db, account.id, paging)
    numbers = range(1, paging.pages(total) + 1)
    pages = [(n, None if n == paging.number else url_for("account.index", page=n)) for n in numbers]
    totals = {order.id: Money(order.total_kopecks) for order in found}
    model = {"account": account, "orders": found, "totals": totals, "pages": pages}
    return page("orders", gettext("Мои заказы"), **model)
