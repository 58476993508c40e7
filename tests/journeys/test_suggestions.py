"""The search field: what it offers while one types, and before the first letter one's own last searches."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_suggestions_are_led_by_the_keyboard_and_last_searches_are_ones_own(page: Page) -> None:
    page.goto("/")
    field, list_ = page.locator("#q"), page.locator("#suggest")
    field.press_sequentially("смарт")
    expect(list_).to_be_visible()
    field.press("ArrowDown")
    expect(list_.locator('[aria-selected="true"]')).to_have_count(1)
    field.press("Escape")
    expect(list_).to_be_hidden()
    field.fill("смартфон")
    field.press("Enter")
    page.wait_for_url("**/search?q=*")
    page.goto("/")
    field.click()
    expect(list_.get_by_role("option", name="смартфон")).to_be_visible()
    list_.get_by_role("option", name="Очистить историю поиска").click()
    expect(list_).to_be_hidden()
    page.reload()
    field.click()
    expect(list_).to_be_hidden()


def test_what_was_understood_is_a_filter_one_can_take_off_and_come_back_to(page: Page) -> None:
    page.goto("/search?q=смартфон acme")
    page.locator(".tm-chip", has_text="Acme").click()
    page.wait_for_url("**read=1**")
    expect(page.locator(".tm-chip", has_text="Acme")).to_have_count(0)
    page.go_back()
    expect(page.locator(".tm-chip", has_text="Acme")).to_have_count(1)


def test_a_long_word_stays_within_a_narrow_page(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/search?q=" + "оченьдлинноеслово" * 11)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_many_filters_stay_within_a_narrow_page(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/search?q=смартфон&price=1-9999999&in_stock=1&rating=1&brand=acme&brand=nobody&reduced=1")
    assert page.locator(".tm-chips--scroll").last.evaluate("row => row.scrollWidth > row.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
