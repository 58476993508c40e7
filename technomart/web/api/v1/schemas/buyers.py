"""Who buys, on the wire: the person an order is for, and the company that pays its invoice."""

from __future__ import annotations

from datetime import date

from technomart.web.api.v1.schemas.wire import Given, Told, line


class Company(Given):
    """Who pays an invoice: an organisation (INN of ten digits, a KPP) or an entrepreneur (twelve digits, no KPP)."""

    name: line(160, least=1)  # type: ignore[valid-type]
    inn: line(12, least=10)  # type: ignore[valid-type]
    kpp: line(9) = ""  # type: ignore[valid-type]
    address: line(300, least=1)  # type: ignore[valid-type]


class Invoice(Told):
    """The invoice of an order and whom it was made out to. `url`: the PDF, until the order is cancelled or over."""

    number: str
    day: date
    url: str
    name: str
    inn: str
    kpp: str
    address: str


class Buyer(Told):
    """Whom the order is for."""

    name: str
    phone: str
    email: str
