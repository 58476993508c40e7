"""Giving goods back by the order's link: for guests, and for accounts the same."""

from __future__ import annotations

from flask import Blueprint, abort, flash, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from technomart.adapters.pictures import PRIVATE
from technomart.domain import aftersales, fulfilment, orders
from technomart.domain.aftersales import NotReturnable, ReturnStatus
from technomart.foundation import clock
from technomart.foundation.errors import Conflict, Invalid
from technomart.web.context import reader, runtime, transaction
from technomart.web.errors import words_of
from technomart.web.private import paper, private
from technomart.web.return_photos import photo_of
from technomart.web.security import takes_uploads
from technomart.web.storefront.photos import LARGEST_FORM, PhotoRefused, made_anew, sent, wrong_with
from technomart.web.storefront.return_page import Filled, form_of
from technomart.web.storefront.return_slip import return_paper
from technomart.web.templating import Page, gettext, render

blueprint = Blueprint("returns", __name__)


@blueprint.get("/orders/<token>/return")
def new(token: str) -> Response:
    return form_page(token, Filled())


@blueprint.post("/orders/<token>/return")
@takes_uploads(LARGEST_FORM)
def create(token: str) -> Response:
    filled = Filled.read(request.form)
    files = sent(request.files.getlist("photos"))
    if wrong := wrong_with(files):
        return form_page(token, filled, wrong=wrong, status=422)
    if files:
        _require_returnable(token)  # nobody's pictures are decoded for an order nothing can come back of
    try:
        with made_anew(files, PRIVATE) as keys, transaction() as db:
            order = orders.get_order_by_token(db, token)
            terms, faults = runtime().return_terms, runtime().faults
            asked = aftersales.ask(db, order.id, filled.wish(keys), terms=terms, faults=faults)
    except PhotoRefused as refusal:
        return form_page(token, filled, wrong=refusal.words, status=422)
    except (Conflict, Invalid) as refusal:
        status = 409 if isinstance(refusal, Conflict) else 422
        return form_page(token, filled, wrong=words_of(refusal), status=status)
    flash(gettext("Просьба о возврате %(number)s принята. Мы пришлём письмо.", number=asked.number))
    return redirect(url_for("orders.show", token=token, _anchor="returns"), 303)


def _require_returnable(token: str) -> None:
    """Refuse NotReturnable for an order of which nothing can be given back now."""
    with reader() as db:
        order = orders.get_order_by_token(db, token)
        form = form_of(order, aftersales.returns_of(db, order.id), [], Filled())
    if not form.lines:
        raise NotReturnable(left=0, name="")


@blueprint.get("/orders/<token>/returns/<number>/photos/<name>")
def photo(token: str, number: str, name: str) -> Response:
    with reader() as db:
        one = aftersales.get_return_of(db, orders.get_order_by_token(db, token).id, number)
    return photo_of(one, name)


@blueprint.get("/orders/<token>/returns/<number>/slip")
def slip(token: str, number: str) -> Response:
    """The paper for goods that may come; 404 as long as nobody has agreed to that, and when they have come."""
    with reader() as db:
        order = orders.get_order_by_token(db, token)
        one = aftersales.get_return_of(db, order.id, number)
        post_to = aftersales.post_address(db, one)
    if one.status is not ReturnStatus.approved:
        abort(404)
    return paper(return_paper(order, one, post_to), f"return-{one.number}")


@blueprint.post("/orders/<token>/returns/<number>/withdraw")
def withdraw(token: str, number: str) -> Response:
    with transaction() as db:
        aftersales.withdraw_request(db, orders.get_order_by_token(db, token).id, number)
    flash(gettext("Возврат отозван: товар остаётся у вас."))
    return redirect(url_for("orders.show", token=token, _anchor="returns"), 303)


def form_page(token: str, filled: Filled, *, wrong: str = "", status: int = 200) -> Response:
    """The form, kept by nobody; with what is wrong if it was refused."""
    with reader() as db:
        order = orders.get_order_by_token(db, token)
        returns, units = aftersales.returns_of(db, order.id), fulfilment.units_of(db, order.id)
        choices = aftersales.choices_of(db, order, at=clock.now())
        form = form_of(order, returns, units, filled, choices)
    page = Page(title=gettext("Возврат по заказу %(number)s", number=form.number), noindex=True, tab="account")
    return private(make_response(render("storefront/returns/new.html", page, form=form, wrong=wrong), status))
