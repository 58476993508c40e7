"""The invoice of an order as a PDF, drawn when it is asked for, for its own link and for the office."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.adapters import invoice_paper
from technomart.domain import content, invoices
from technomart.domain.orders import Order
from technomart.web.context import reader, runtime
from technomart.web.private import paper


def invoice_pdf(find: Callable[[Session], Order]) -> Response:
    """The PDF of this order's invoice, kept by nobody. Refuses NoInvoice and PaperUnavailable."""
    shop = runtime()
    with reader() as db:
        order = find(db)
        company, seller = invoices.get_invoice(db, order), content.shop_details(db)
    if shop.seller_account is None:
        raise invoices.NoInvoice()
    drawn = invoice_paper.draw(order, company, seller, shop.seller_account, timezone=shop.settings.timezone)
    return paper(drawn, f"invoice-{company.invoice_number}")
