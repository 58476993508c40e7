"""Somebody buys in a real browser over HTTPS; nothing is asked of any other host, nothing is loaded in the clear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.deploy.front import DOMAIN, Front
from tests.journeys.test_buying import fill_in

pytestmark = pytest.mark.browser


@pytest.fixture
def page(front: Front, open_browser: Callable[..., Any]) -> Iterator[Any]:
    """A tab that notes every request and fails on any complaint of the console or the policy."""
    complaints: list[str] = []
    asked: list[str] = []
    browser = open_browser(f"--host-resolver-rules=MAP {DOMAIN} 127.0.0.1")
    tab = browser.new_context(base_url=front.address, ignore_https_errors=True).new_page()
    tab.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    yield tab
    browser.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith((front.address + "/", "data:"))] == []


def test_a_guest_buys_over_https(front: Front, page: Any) -> None:
    from playwright.sync_api import expect

    assert front.goods is not None
    before = len(front.goods.orders())
    page.goto("/")
    page.fill("[name=q]", "смартфон")
    page.press("[name=q]", "Enter")
    page.locator(".tm-card__name a").first.click()
    page.locator("[data-main-buy] button[type=submit]").click()
    expect(page.locator("[data-count=cart]").first).to_have_text("1")
    page.goto("/checkout")
    fill_in(page)
    page.locator("main form button[type=submit]:visible").last.click()
    expect(page).to_have_url(re.compile(f"^{re.escape(front.address)}/orders/"))
    expect(page.locator("h1")).to_contain_text("TM-")
    assert page.evaluate("isSecureContext")
    (cookie,) = page.context.cookies()
    assert cookie["name"] == "__Host-session"
    assert cookie["secure"] is True
    assert cookie["httpOnly"] is True
    assert cookie["sameSite"] == "Lax"
    assert cookie["domain"] == DOMAIN
    assert len(front.goods.orders()) == before + 1
    assert front.goods.books() == []
