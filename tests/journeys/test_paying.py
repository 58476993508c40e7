"""Paying online in a real browser: the shop as it is served, the bank's page under a name of its own, and back."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from technomart.domain.orders import Order, OrderStatus, PaymentStatus
from technomart.domain.payments import Payment, PaymentState
from tests.databases import SqliteShelf
from tests.journeys.conftest import ServedShop, served_shop
from tests.journeys.test_buying import fill_in
from tests.simulators.yookassa import Simulator, running

pytestmark = pytest.mark.browser


@pytest.fixture
def bank() -> Iterator[Simulator]:
    with running() as simulator:
        yield simulator


@pytest.fixture
def served(tmp_path: Path, sqlite_shelf: SqliteShelf, bank: Simulator) -> Iterator[ServedShop]:
    """A shop whose money is taken by YooKassa, or rather by its simulator."""
    names = {"SHOP_ID": bank.shop_id, "SECRET_KEY": bank.secret_key, "API_URL": bank.api_url}
    till = {f"TECHNOMART_YOOKASSA_{name}": value for name, value in names.items()}
    with served_shop(tmp_path, sqlite_shelf, **till) as shop:
        yield shop


def order_to(page: Page, method: str) -> None:
    """From a card to the page that leads on to the bank."""
    page.goto("/search?q=смартфон")
    page.locator(".tm-card button[name=sku]:visible").first.click()
    page.locator("main .tm-step").first.wait_for()
    page.goto("/checkout")
    fill_in(page)
    page.check(f"[name=payment][value={method}]")
    page.locator("main form button[type=submit]:visible").last.click()
    expect(page).to_have_url(re.compile("/pay/"))


def at_the_bank(page: Page, bank: Simulator, button: str) -> None:
    page.locator(f"main a[href^='{bank.url}']").click()
    expect(page).to_have_url(re.compile(re.escape(bank.url)))
    page.locator(button).click()


def facts(shop: ServedShop) -> tuple[Order, list[Payment]]:
    with shop.goods.runtime.database.reader() as session:
        return session.scalars(select(Order)).one(), list(session.scalars(select(Payment).order_by(Payment.id)))


def wait_until(shop: ServedShop, status: PaymentStatus) -> Order:
    deadline = time.monotonic() + 60  # the shop asks by itself after a while, and its back room gives way to others
    while time.monotonic() < deadline:
        order, _payments = facts(shop)
        if order.payment_status is status:
            return order
        time.sleep(0.1)
    raise AssertionError(f"the order's money is {facts(shop)[0].payment_status}")


def test_a_card_that_fails_and_a_bank_transfer_that_works(served: ServedShop, page: Page, bank: Simulator) -> None:
    order_to(page, "card")
    at_the_bank(page, bank, "[value=poor]")
    expect(page).to_have_url(re.compile(re.escape(served.address)))
    order, (failed,) = facts(served)
    assert (order.status, failed.status) == (OrderStatus.placed, PaymentState.cancelled)
    page.goto(f"/orders/{order.public_token}")
    page.check("main [name=payment][value=sbp]")
    page.locator("main form:has([name=payment]) button[type=submit]").click()
    at_the_bank(page, bank, "[value=pay]")
    expect(page.locator("main")).to_contain_text(order.number)
    paid = wait_until(served, PaymentStatus.paid)
    assert (paid.paid_kopecks, paid.total_kopecks) == (100_000, 100_000)
    assert [payment.status for payment in facts(served)[1]] == [PaymentState.cancelled, PaymentState.paid]
    assert bank.state()["spec_faults"] == []
    assert served.goods.books() == []


def test_money_whose_news_is_lost_is_found(served: ServedShop, page: Page, bank: Simulator) -> None:
    """The shopper pays and closes the window, and no notice comes: the shop asks by itself."""
    order_to(page, "sbp")
    page.locator(f"main a[href^='{bank.url}']").click()
    (payment,) = facts(served)[1]
    page.goto("about:blank")
    bank.books.pay(payment.provider_ref)
    wait_until(served, PaymentStatus.paid)
    assert served.goods.books() == []
