"""The invoice on paper: its square is read back by a stranger's program, its sums are the order's."""

from __future__ import annotations

import io
import json

import pytest
import typst
import zxingcpp
from PIL import Image
from sqlalchemy.orm import Session

from technomart.adapters import invoice_paper
from technomart.adapters.papers import TEMPLATES
from technomart.domain import checkout, content, invoices
from technomart.domain.invoices import SAMPLE
from technomart.foundation.money import Money
from tests.factories.buying import (
    BY_COURIER,
    COURIER_FEE,
    a_cart_with_code,
    a_promo_code,
    an_open_shop,
    goods_on_sale,
    place,
    total_of,
)
from tests.factories.invoicing import OFFERED, ROMASHKA, an_order_by_invoice
from tests.factories.paying import payment_of

pytestmark = pytest.mark.one_database
ZONE = "Europe/Moscow"


def test_the_square_is_read_back_and_says_whom_to_pay_how_much_for_what(session: Session) -> None:
    content.seed(session)
    phone = goods_on_sale(session, an_open_shop(session), kopecks=99_990, name="Смартфон #[x] $«Acme»")
    order, invoice = an_order_by_invoice(session, (phone, 3))
    seller = content.shop_details(session)
    facts = invoice_paper.facts_of(order, invoice, seller, SAMPLE, timezone=ZONE)
    page = typst.compile(
        TEMPLATES / "invoice.typ",
        root=TEMPLATES,
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
        format="png",
        ppi=200,
    )
    assert isinstance(page, bytes), "one page"
    (square,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))
    head, *pairs = square.text.split("|")
    told = dict(pair.split("=", 1) for pair in pairs)
    assert (head, told["Name"], told["PayeeINN"]) == ("ST00012", seller.legal_name, seller.inn)
    assert (told["PersonalAcc"], told["CorrespAcc"]) == (SAMPLE.account, SAMPLE.correspondent)
    assert int(told["Sum"]) == order.total_kopecks == 299_970
    assert invoice.invoice_number in told["Purpose"]
    assert facts["words"] == "Две тысячи девятьсот девяносто девять рублей 70 копеек"
    assert ROMASHKA.inn in facts["buyer"]
    assert facts["sample"]
    drawn = invoice_paper.draw(order, invoice, seller, SAMPLE, timezone=ZONE)
    assert drawn.startswith(b"%PDF-")
    assert len(drawn) < 300_000


def test_delivery_discount_and_vat_by_rate_stand_on_it_and_add_up(session: Session) -> None:
    content.seed(session)
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000)
    a_promo_code(session, percent=10)
    cart = a_cart_with_code(session, "WELCOME", (phone, 2))
    agreed = total_of(session, cart, fee_kopecks=COURIER_FEE)
    by_invoice = {"payment_method": "invoice", "offered": OFFERED, "company": ROMASHKA}
    order = place(session, cart.token, agreed, delivery=BY_COURIER, **by_invoice)
    invoice = invoices.get_invoice(session, order)
    facts = invoice_paper.facts_of(order, invoice, content.shop_details(session), SAMPLE, timezone=ZONE)
    assert [line["sum"] for line in facts["lines"]] == ["2\u00a0000,00", "490,00"]
    off, vat = facts["sums"]
    assert off[0] == "Скидка"
    assert vat == ("В том числе НДС 22\u00a0%", invoice_paper.roubles(order.vat_kopecks))
    assert facts["total"] == invoice_paper.roubles(order.total_kopecks)
    assert Money(order.total_kopecks) == agreed


def test_pieces_that_were_called_off_are_not_on_it_any_more(session: Session) -> None:
    content.seed(session)
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000)
    order, invoice = an_order_by_invoice(session, (phone, 3))
    checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind", pieces={0: 1})
    facts = invoice_paper.facts_of(order, invoice, content.shop_details(session), SAMPLE, timezone=ZONE)
    assert [(line["quantity"], line["sum"]) for line in facts["lines"]] == [("2", "2\u00a0000,00")]
    assert facts["total"] == "2\u00a0000,00"
    assert "|Sum=200000|" in invoices.payment_code(
        SAMPLE, name="x", inn="y", total=Money(payment_of(session, order).amount_kopecks), purpose="z"
    )
