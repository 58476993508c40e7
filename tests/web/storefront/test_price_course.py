"""The course of a price on the page of the goods: steps, ends, and nothing where nothing moved."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from technomart.domain import pricing
from technomart.domain.pricing import PricePoint
from technomart.foundation import clock
from technomart.foundation.money import Money
from technomart.runtime import Runtime
from technomart.web.storefront.price_course import course_of
from tests.web.storefront.shop import OpenShop, open_shop
from tests.web.storefront.test_window_pages import slug_of

START = datetime(2026, 6, 1, tzinfo=UTC)


def points(*changes: tuple[int, int]) -> list[PricePoint]:
    return [PricePoint(START + timedelta(days=day), Money(kopecks)) for day, kopecks in changes]


@pytest.mark.parametrize("changes", [(), ((0, 100),), ((0, 100), (30, 100))])
def test_a_price_that_never_moved_has_no_course(changes: tuple[tuple[int, int], ...]) -> None:
    assert course_of(points(*changes), START + timedelta(days=90)) is None


def test_each_change_is_a_step_and_the_last_price_reaches_today() -> None:
    course = course_of(points((0, 1000), (45, 500), (90, 750)), START + timedelta(days=180))
    assert course is not None
    assert course.path == "M0 8.0H150.0V112.0H300.0V60.0H600"
    assert (course.lowest, course.highest) == (Money(500), Money(1000))
    assert [price.minor for _, price in course.rows] == [750, 500, 1000]


def test_a_change_of_this_very_moment_is_drawn_inside() -> None:
    course = course_of(points((0, 1000), (0, 500)), START)
    assert course is not None
    assert course.path == "M0 8.0H0.0V112.0H600"


def test_the_page_shows_the_course_once_the_price_has_moved(client: FlaskClient, runtime: Runtime) -> None:
    shop: OpenShop = open_shop(runtime)
    address = f"/product/{slug_of(shop, shop.phone)}/"
    assert "История цены" not in client.get(address).text
    with runtime.database.transaction() as session:
        pricing.set_price(session, shop.ids[shop.phone], 80_000, at=clock.now(), actor="test", reason="test")
    runtime.search.refresh()
    page = client.get(address + "?again").text
    course = page[page.index('class="tm-course"') :]
    assert re.search(r'<path d="M0 8.0H[\d.]+V112.0H600"/>', course)
    assert "800\u00a0₽" in course
    assert "1\u00a0000\u00a0₽" in course
    assert "<caption>История цены</caption>" in course
    assert "style=" not in course[: course.index("</table>")]
    assert "Lowest" in client.get("/en" + address).text
