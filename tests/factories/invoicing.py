"""Orders of companies and statements of the bank, for tests. Every number is made by the rule."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import invoices, payments
from technomart.domain.catalog.models import Variant
from technomart.domain.invoices import SAMPLE, Company, OrderCompany
from technomart.domain.orders import Order
from technomart.foundation import clock
from tests.factories.buying import a_placed_order

ROMASHKA = Company("ООО «Ромашка»", "7700000009", "770001001", "125000, г. Москва, ул. Примерная, д. 7")
PERSON = Company("ИП Соколова М. А.", "770000000082", "", "125000, г. Москва, ул. Примерная, д. 8")
FIELDS = dict(
    zip(
        ("company_name", "company_inn", "company_kpp", "company_address"),
        (ROMASHKA.name, ROMASHKA.inn, ROMASHKA.kpp, ROMASHKA.address),
        strict=True,
    )
)
OFFERED = {"invoice": payments.BANK, "sbp": "bank", **payments.ON_DELIVERY}


def an_order_by_invoice(
    session: Session, *lines: tuple[Variant, int], company: Company = ROMASHKA, **changed: Any
) -> tuple[Order, OrderCompany]:
    """An order that waits for a company's transfer, and its invoice."""
    order = a_placed_order(session, *lines, payment_method="invoice", offered=OFFERED, company=company, **changed)
    return order, invoices.get_invoice(session, order)


def today() -> date:
    return clock.day_of(clock.now())


def a_document(**changed: str) -> str:
    """One credit to the seller's account, as a bank writes it."""
    fields = {
        "Номер": "17",
        "Дата": f"{today():%d.%m.%Y}",
        "Сумма": "2000.00",
        "ПлательщикСчет": "40702810000000000017",
        "Плательщик1": ROMASHKA.name,
        "ПлательщикИНН": ROMASHKA.inn,
        "ПолучательСчет": SAMPLE.account,
        "НазначениеПлатежа": "Оплата",
    }
    lines = [f"{key}={value}" for key, value in (fields | changed).items()]
    return "\n".join(["СекцияДокумент=Платежное поручение", *lines, "КонецДокумента"])


def a_statement(*documents: str, account: str = SAMPLE.account) -> str:
    """A statement of the seller's account with these documents."""
    own = f"СекцияРасчСчет\nРасчСчет={account}\nНачальныйОстаток=0.00\nКонецРасчСчет"
    head = ["1CClientBankExchange", "ВерсияФормата=1.03", "Кодировка=Windows", own]
    return "\n".join([*head, *documents, "КонецФайла", ""]).replace("\n", "\r\n")
