"""The invoice of an order as a PDF, drawn when it is asked for, for its own link and for the office."""

from __future__ import annotations

from collections.abc import Callable
from threading import BoundedSemaphore

from flask import Response
from sqlalchemy.orm import Session

from technomart.adapters import invoice_paper
from technomart.adapters.papers import PaperNotSet
from technomart.domain import content, invoices
from technomart.domain.orders import Order
from technomart.foundation.errors import Unavailable
from technomart.web.context import reader, runtime

SECONDS = 5.0
DRAWING = BoundedSemaphore(1)
"""One thread of a process draws; the others wait so long and then say that they could not."""


def invoice_pdf(find: Callable[[Session], Order]) -> Response:
    """The PDF of this order's invoice, kept by nobody. Refuses NoInvoice, and Unavailable while many are drawn."""
    shop = runtime()
    with reader() as db:
        order = find(db)
        company, seller = invoices.get_invoice(db, order), content.shop_details(db)
    if shop.seller_account is None:
        raise invoices.NoInvoice()
    if not DRAWING.acquire(timeout=SECONDS):
        raise Unavailable("invoice_busy")
    try:
        drawn = invoice_paper.draw(order, company, seller, shop.seller_account, timezone=shop.settings.timezone)
    except PaperNotSet as error:
        raise Unavailable("invoice_busy") from error
    finally:
        DRAWING.release()
    answer = Response(drawn, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="invoice-{company.invoice_number}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
