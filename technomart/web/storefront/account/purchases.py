"""The account's first page: its orders, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Response, request, url_for

from technomart.domain import accounts, orders
from technomart.foundation.money import Money
from technomart.foundation.paging import Paging
from technomart.web.accounts_store import own_account_id
from technomart.web.context import reader
from technomart.web.storefront.account.desk import blueprint, page
from technomart.web.templating import gettext

ON_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Purchase:
    """One order as the list shows it."""

    number: str
    token: str
    placed_at: datetime
    status: str
    goods: str
    pieces: int
    names: tuple[str, ...]
    total: Money
    may_return: bool
    awaits_money: bool

    @classmethod
    def of(cls, order: orders.Order) -> Purchase:
        return cls(
            number=order.number,
            token=order.public_token,
            placed_at=order.placed_at,
            status=order.status.value,
            goods=order.fulfilment_status.value,
            pieces=sum(line.quantity for line in order.lines),
            names=tuple(line.name for line in order.lines),
            total=Money(order.total_kopecks),
            may_return=any(line.delivered > line.returned for line in order.lines),
            awaits_money=orders.is_awaiting_money(order),
        )


@blueprint.get("/")
def index() -> Response:
    paging = Paging.asked(request.args.get("page", type=int), usual=ON_A_PAGE)
    with reader() as db:
        owner = accounts.profile_of(db, own_account_id())
        found, total = orders.orders_of(db, owner.id, paging)
        purchases = [Purchase.of(order) for order in found]
    numbers = range(1, paging.pages(total) + 1)
    pages = [(n, None if n == paging.number else url_for("account.index", page=n)) for n in numbers]
    return page("orders", gettext("Мои заказы"), account=owner, purchases=purchases, pages=pages)
