"""What all pages of the office share: their frame, what waits beside the menu, pages of long lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask import Blueprint, Response, make_response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import aftersales, orders, reviews
from technomart.domain.accounts import Permission
from technomart.domain.aftersales import ReturnStatus
from technomart.domain.orders import Pile
from technomart.domain.reviews import Waiting
from technomart.web.access import OFFICE, staff
from technomart.web.context import reader
from technomart.web.templating import Page, gettext, render

MOST_AROUND = 2
URGENT = (Pile.to_confirm, Pile.to_pick, Pile.picking)
"""The piles that are work for today: their sum stands beside «Заказы»."""

URGENT_RETURNS = (ReturnStatus.asked, ReturnStatus.received)
"""The same for returns: to be decided about, and to be paid for."""

blueprint = Blueprint(OFFICE, __name__, url_prefix="/office")

Pages = list[tuple[int | None, str | None]]


@dataclass(frozen=True, slots=True)
class Work:
    """What waits, as far as this person may see it."""

    piles: Mapping[Pile, int]
    words: Waiting
    returns: Mapping[ReturnStatus, int]

    @property
    def urgent(self) -> int:
        return sum(self.piles.get(pile, 0) for pile in URGENT)

    @property
    def urgent_returns(self) -> int:
        return sum(self.returns.get(status, 0) for status in URGENT_RETURNS)


NO_WORK = Work(MappingProxyType({}), Waiting(), MappingProxyType({}))


def work() -> Work:
    """What waits now. Three queries at most."""
    who = staff()
    with reader() as db:
        return Work(
            piles=orders.piles(db) if who.may(Permission.see_orders) else NO_WORK.piles,
            returns=aftersales.waiting(db) if who.may(Permission.see_orders) else NO_WORK.returns,
            words=reviews.waiting(db) if who.may(Permission.moderate_reviews) else NO_WORK.words,
        )


def page(view: str, title: str, *, status: int = 200, **model: object) -> Response:
    """One page of the office, kept by nobody; `view` is `subject/name` of its template."""
    shown = Page(title=gettext("%(page)s — Техномарт, управление", page=title), noindex=True)
    model = {"heading": title, "here": view.split("/")[0], "staff": staff(), "work": work()} | model
    answer = make_response(render(f"backoffice/{view}.html", shown, **model), status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def back_to(view: str, **values: object) -> AnyResponse:
    """On to a page that may be reloaded, after something was done."""
    return redirect(url_for(f"{OFFICE}.{view}", **values), 303)  # type: ignore[arg-type]


def pages_of(number: int, last: int, url: Callable[[int], str]) -> Pages:
    """First, last and those around the present one; gaps between."""
    wanted: Iterable[int] = {1, last, *range(max(1, number - MOST_AROUND), min(last, number + MOST_AROUND) + 1)}
    made: Pages = []
    before = 0
    for one in sorted(wanted):
        if one - before > 1:
            made.append((None, None))
        made.append((one, None if one == number else url(one)))
        before = one
    return made
