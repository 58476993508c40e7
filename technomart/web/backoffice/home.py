"""The office's first page: what waits for whom, and the latest orders."""

from __future__ import annotations

from flask import Response

from technomart.domain import orders
from technomart.domain.accounts import Permission
from technomart.domain.orders import Wanted
from technomart.foundation.paging import Paging
from technomart.web.access import staff
from technomart.web.backoffice.desk import blueprint, page
from technomart.web.backoffice.orders import rows_of
from technomart.web.backoffice.words import pile_name
from technomart.web.context import reader
from technomart.web.templating import gettext

LATEST = 10


@blueprint.get("/")
def index() -> Response:
    latest = []
    if staff().may(Permission.see_orders):
        with reader() as db:
            found, _total = orders.find_orders(db, Wanted(), Paging(1, LATEST))
            latest = rows_of(found)
    return page("home/index", gettext("Обзор"), latest=latest, pile_name=pile_name)
