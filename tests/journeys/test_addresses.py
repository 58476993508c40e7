"""The combobox of an address, led by the keyboard in a real browser; without an answer the field stays plain."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("served")
def test_a_city_is_chosen_by_keyboard(page: Any) -> None:
    page.goto("/search?q=смартфон")
    page.locator("main .tm-card [formaction$='/cart/lines']:visible").first.click()
    page.locator("main .tm-step").first.wait_for()
    page.goto("/checkout")
    page.check("[data-kind=courier]")
    city = page.get_by_role("combobox", name="Город")
    city.press_sequentially("санкт")
    page.get_by_role("option", name="Санкт-Петербург").wait_for()
    assert city.get_attribute("aria-expanded") == "true"
    city.press("ArrowDown")
    assert page.get_by_role("option", selected=True).inner_text() == "Санкт-Петербург"
    city.press("Enter")
    assert city.input_value() == "Санкт-Петербург"
    assert city.get_attribute("aria-expanded") == "false"
    page.fill("[name=street]", "Невский проспект, 1")
    page.wait_for_load_state("networkidle")
    assert page.locator("[role=listbox]:visible").count() == 0
