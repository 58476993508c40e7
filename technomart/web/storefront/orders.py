"""An order's own page, behind a link nobody can guess: for guests, and for accounts the same."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, url_for
from werkzeug.wrappers import Response

from technomart.domain import aftersales, carts, checkout, invoices, orders, payments
from technomart.domain.carts import CartFull, NotOnSale
from technomart.domain.catalog import UnknownSku
from technomart.domain.inventory import NotEnoughStock
from technomart.web.context import reader, runtime, transaction
from technomart.web.invoicing import invoice_pdf
from technomart.web.storefront.basket import lock_own_cart
from technomart.web.storefront.order_page import view_of
from technomart.web.storefront.return_page import back_of
from technomart.web.templating import Page, gettext, render

blueprint = Blueprint("orders", __name__)
SHOPPER = "shopper"
AFTER_CANCEL = {
    True: "Заказ отменён. Деньги вернутся туда, откуда были заплачены, мы пришлём письмо.",
    False: "Заказ отменён. Платить за него не нужно.",
}


@blueprint.get("/orders/<token>")
def show(token: str) -> Response:
    with reader() as db:
        found = orders.get_order_by_token(db, token)
        order = view_of(found, payments.ledger_of(db, found.id), invoices.find_company(db, found.id))
        back = back_of(found, aftersales.returns_of(db, found.id))
    page = Page(title=gettext("Заказ %(number)s", number=order.number), noindex=True, tab="account")
    answer = make_response(render("storefront/orders/show.html", page, order=order, back=back))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@blueprint.get("/orders/<token>/invoice.pdf")
def invoice(token: str) -> Response:
    return invoice_pdf(lambda db: orders.get_order_by_token(db, token))


@blueprint.post("/orders/<token>/cancel")
def cancel(token: str) -> Response:
    with transaction() as db:
        order = orders.get_order_by_token(db, token)
        called_off = checkout.cancel_order(
            db, order.id, actor=SHOPPER, reason="changed_mind", faults=runtime().faults
        )
    flash(gettext(AFTER_CANCEL[bool(called_off.paid_kopecks)]))
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
