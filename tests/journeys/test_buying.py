"""From the listing to the letter in a real browser: somebody buys, with script and without."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import ServedShop

pytestmark = pytest.mark.browser


def fill_in(page: Page) -> None:
    page.fill("[name=name]", "Мария Соколова")
    page.fill("[name=phone]", "8 915 000-12-34")
    page.fill("[name=email]", "maria@example.com")
    page.check("[name=delivery][value=pickup]")
    page.check("[name=pickup][value=arbat]")
    page.check("[name=payment][value=on_delivery_cash]")
    page.check("[name=offer]")


def wait_for_letter(folder: Path) -> str:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        letters = list(folder.glob("*.eml"))
        if letters:
            return letters[0].read_text()
        time.sleep(0.1)
    raise AssertionError("no letter came")


def test_a_guest_buys_from_a_search_to_the_letter(served: ServedShop, page: Page) -> None:
    page.goto("/")
    page.fill("[name=q]", "смартфон")
    page.press("[name=q]", "Enter")
    page.locator(".tm-card__name a").first.click()
    expect(page).to_have_url(re.compile("/product/"))
    page.locator("[data-main-buy] button[type=submit]").click()
    expect(page.locator("[data-count=cart]").first).to_have_text("1")
    page.goto("/cart")
    page.locator("a[href='/checkout']:visible").first.click()
    fill_in(page)
    page.locator("main form button[type=submit]:visible").last.click()
    expect(page).to_have_url(re.compile("/orders/"))
    expect(page.locator("h1")).to_contain_text("TM-")
    assert served.goods.orders()[-1].total_kopecks == 100_000
    assert "maria@example.com" in wait_for_letter(served.folder / "letters")
    assert served.goods.books() == []


def test_a_guest_buys_without_script(served: ServedShop, page_without_script: Page) -> None:
    page, before = page_without_script, len(served.goods.orders())
    page.goto("/search?q=смартфон")
    page.locator(".tm-card button[name=sku]").first.click()
    page.goto("/cart")
    page.locator("a[href='/checkout']").first.click()
    fill_in(page)
    page.locator("main form button[type=submit]:visible").last.click()
    expect(page).to_have_url(re.compile("/orders/"))
    assert [order.total_kopecks for order in served.goods.orders()[before:]] == [100_000]
    assert served.goods.books() == []


def test_an_empty_form_is_refused_field_by_field(served: ServedShop, page_without_script: Page) -> None:
    page, before = page_without_script, len(served.goods.orders())
    page.goto("/search?q=смартфон")
    page.locator(".tm-card button[name=sku]").first.click()
    page.goto("/checkout")
    page.fill("[name=name]", "Мария Соколова")
    page.locator("main form button[type=submit]:visible").last.click()
    expect(page.locator("[role=alert]").first).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value("Мария Соколова")
    assert len(served.goods.orders()) == before
