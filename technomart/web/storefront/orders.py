"""An order's own page, behind a link nobody can guess: for guests, and for accounts the same."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from technomart.domain import aftersales, carts, checkout, fulfilment, invoices, orders, payments
from technomart.domain.carts import CartFull, NotOnSale
from technomart.domain.catalog import UnknownSku
from technomart.domain.inventory import NotEnoughStock
from technomart.domain.orders import NothingChosen, OrderStatus, TooManyChosen
from technomart.foundation.errors import Invalid
from technomart.web.context import reader, runtime, transaction
from technomart.web.errors import words_of
from technomart.web.forms import PIECES, counts_of
from technomart.web.invoicing import invoice_pdf
from technomart.web.private import paper, private
from technomart.web.storefront.basket import lock_own_cart
from technomart.web.storefront.order_page import view_of
from technomart.web.storefront.return_page import back_of
from technomart.web.storefront.warranty import warranty_paper
from technomart.web.templating import Page, gettext, render

blueprint = Blueprint("orders", __name__)
SHOPPER = "shopper"
CANCELLED = {
    True: "Заказ отменён. Деньги вернутся туда, откуда были заплачены, мы пришлём письмо.",
    False: "Заказ отменён. Платить за него не нужно.",
}
CHANGED = "Часть заказа отменена. Мы пришлём письмо."


@blueprint.get("/orders/<token>")
def show(token: str) -> Response:
    return order_page(token)


def order_page(token: str, *, wrong: str = "", status: int = 200) -> Response:
    """The order as it is now; with what is wrong if something was refused."""
    with reader() as db:
        found = orders.get_order_by_token(db, token)
        parcel, ledger = fulfilment.find_parcel(db, found.id), payments.ledger_of(db, found.id)
        company = invoices.find_company(db, found.id) if ledger.payments else None  # an invoice is a payment
        has_left = any(line.shipped for line in found.lines)  # before that no piece has a number, and none comes back
        units = fulfilment.units_of(db, found.id) if has_left else []
        returns = aftersales.returns_of(db, found.id) if has_left else []
        order = view_of(found, ledger, parcel, units, company)
        back = back_of(found, returns, aftersales.exchange_orders_of(db, returns))
    page = Page(title=gettext("Заказ %(number)s", number=order.number), noindex=True, tab="account")
    answer = make_response(render("storefront/orders/show.html", page, order=order, back=back, wrong=wrong), status)
    return private(answer)


@blueprint.get("/orders/<token>/invoice.pdf")
def invoice(token: str) -> Response:
    return invoice_pdf(lambda db: orders.get_order_by_token(db, token))


@blueprint.get("/orders/<token>/warranty")
def warranty(token: str) -> Response:
    with reader() as db:
        order = orders.get_order_by_token(db, token)
        units = fulfilment.units_of(db, order.id)
    cards = warranty_paper(order, units)
    if cards is None:
        abort(404)
    return paper(cards, f"warranty-{order.number}")


@blueprint.post("/orders/<token>/cancel")
def cancel(token: str) -> Response:
    pieces = counts_of(request.form) if any(name.startswith(PIECES) for name in request.form) else None
    try:
        with transaction() as db:
            order = orders.get_order_by_token(db, token)
            how: dict[str, Any] = {"reason": "changed_mind", "faults": runtime().faults, "pieces": pieces}
            order = checkout.cancel_order(db, order.id, actor=SHOPPER, **how)
    except (NothingChosen, TooManyChosen) as refusal:
        return order_page(token, wrong=words_of(refusal), status=422 if isinstance(refusal, Invalid) else 409)
    is_over = order.status is OrderStatus.cancelled
    flash(gettext(CANCELLED[bool(order.paid_kopecks)] if is_over else CHANGED))
    return redirect(url_for("orders.show", token=token), 303)


@blueprint.post("/orders/<token>/repeat")
def repeat(token: str) -> Response:
    with transaction() as db:
        order = orders.get_order_by_token(db, token)
        cart = lock_own_cart(db)
        left_out = []
        for line in order.lines:
            try:
                carts.add_line(db, cart, line.sku, line.quantity)
            except (UnknownSku, NotOnSale, NotEnoughStock, CartFull):
                left_out.append(line.name)
    if left_out:
        flash(gettext("Не положили в корзину, сейчас нет: %(names)s", names=", ".join(left_out)))
    return redirect(url_for("cart.show"), 303)
