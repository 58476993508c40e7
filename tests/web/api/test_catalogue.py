"""The catalogue for programs: exact counts, strict filters, ETags, both languages."""

from __future__ import annotations

import time

import pytest

from technomart.domain import catalog, inventory
from technomart.domain.search.watch import POLL_SECONDS
from tests.conftest import count_queries
from tests.web.api.shop import Program, Shop

MOST_QUERIES = 12
MOST_PRODUCT_QUERIES = 26
FORTH = "/listing?category=smartfony"


def facet(answer: dict, code: str) -> dict[str, int]:
    found = next(one for one in answer["facets"] if one["code"] == code)
    assert set(found) == {"code", "name", "unit", "values"}
    return {one["value"]: one["count"] for one in found["values"]}


def test_the_listing_tells_what_was_promised_and_no_more(guest: Program) -> None:
    answer = guest.call("GET", FORTH).json
    assert set(answer) == {"total", "items", "facets", "price", "search"}
    assert answer["total"] == 3
    assert {"sku", "slug", "name", "brand", "price"} <= set(answer["items"][0])
    assert facet(answer, "brand") == {"acme": 2, "bolt": 1}
    assert facet(answer, "colour") == {"black": 2, "white": 1}
    assert facet(answer, "memory") == {"128": 2, "256": 1}
    assert facet(answer, "in_stock") == {"1": 3}
    assert facet(answer, "rating") == {"4.5": 3, "4": 3, "3": 3}
    assert answer["price"]["min"] == {"amount": "19900.00", "currency": "RUB"}
    assert answer["price"]["max"] == {"amount": "51900.00", "currency": "RUB"}
    assert sum(answer["price"]["histogram"]) == 3


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("brand=acme", {"acme-one-black", "acme-one-white"}),
        ("brand=acme&brand=bolt", {"acme-one-black", "acme-one-white", "bolt-two-black"}),
        ("brand=acme&s.colour=black", {"acme-one-black"}),
        ("s.memory=200-300", {"acme-one-white"}),
        ("s.memory=128", {"acme-one-black", "bolt-two-black"}),
        ("price=20000-50000", {"acme-one-black"}),
        ("price=50000-20000", {"acme-one-black"}),
        ("price=-20000", {"bolt-two-black"}),
        ("in_stock=1&rating=4.5&sort=cheap&per_page=1", {"bolt-two-black"}),
        ("page=2&per_page=2&sort=cheap", {"acme-one-white"}),
        ("page=50", set()),
        ("q=bolt", {"bolt-two-black"}),
    ],
)
def test_filters_narrow_the_listing(guest: Program, asked: str, names: set[str]) -> None:
    answer = guest.call("GET", f"{FORTH}&{asked}")
    assert answer.status_code == 200
    assert {item["slug"] for item in answer.json["items"]} == names


def test_a_group_is_counted_without_its_own_choice(guest: Program) -> None:
    answer = guest.call("GET", f"{FORTH}&brand=bolt").json
    assert facet(answer, "brand") == {"acme": 2, "bolt": 1}
    assert facet(answer, "colour") == {"black": 1}


def test_a_shop_counts_what_lies_in_it(guest: Program, shop: Shop) -> None:
    with shop.runtime.database.transaction() as session:
        arbat = inventory.get_location(session, "arbat")
        variant = catalog.get_variant(session, shop.skus[0])
        inventory.receive(session, variant.id, arbat.id, 2, cause="delivery", actor="test")
    time.sleep(POLL_SECONDS)  # PostgreSQL is asked for news no more often
    answer = guest.call("GET", f"{FORTH}&shop=arbat").json
    assert [item["slug"] for item in answer["items"]] == ["acme-one-black"]
    assert facet(answer, "shop") == {"arbat": 1}
    assert facet(answer, "today")["1"] in (0, 1)
    today = guest.call("GET", f"{FORTH}&today=1").json
    assert today["total"] == facet(today, "today")["1"] == facet(today, "shop")["arbat"]
    assert guest.call("GET", f"{FORTH}&shop=nowhere").json["code"] == "unknown_location"


@pytest.mark.parametrize(
    ("asked", "status", "field"),
    [
        ("price=abc", 422, "price"),
        ("price=1e3-2", 422, "price"),
        ("in_stock=yes", 422, "in_stock"),
        ("rating=9", 422, "rating"),
        ("today=yes", 422, "today"),
        ("shop=", 422, "shop"),
        ("shop=nowhere", 404, None),
        ("sort=none", 422, "sort"),
        ("sort=cheap&sort=dear", 422, "sort"),
        ("page=0", 422, "page"),
        ("page=1_0", 422, "page"),
        ("page=%D9%A3", 422, "page"),
        ("page=9999999999999999999999", 422, "page"),
        ("per_page=1000000", 422, "per_page"),
        ("lang=de", 422, "lang"),
        ("api_key=tm_secret", 422, "api_key"),
        ("brand=nobody", 404, None),
        ("s.nothing=1", 404, None),
        ("s.memory=much", 404, None),
        ("q=%ff%fe", 400, None),
        ("q=%00", 400, None),
    ],
)
def test_what_cannot_be_understood_is_refused_by_name(
    guest: Program, asked: str, status: int, field: str | None
) -> None:
    answer = guest.call("GET", f"{FORTH}&{asked}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    if field:
        assert [one["field"] for one in answer.json["errors"]] == [field]


def test_an_unknown_category_is_not_found(guest: Program) -> None:
    assert guest.call("GET", "/listing?category=nothing").json["code"] == "unknown_category"


def test_five_hundred_filters_and_a_page_far_away_are_answered_soon(guest: Program) -> None:
    many = "&".join("brand=acme" for _ in range(500))
    assert guest.call("GET", f"{FORTH}&{many}").status_code == 422
    assert guest.call("GET", f"{FORTH}&page=100000").json["items"] == []


@pytest.mark.parametrize(
    "path",
    [
        FORTH, "/categories", "/categories/smartfony", "/brands", "/brands/acme", "/products/acme-one-black",
        "/variants/700000", "/suggest?q=acme", "/products/acme-one-black/reviews",
        "/products/acme-one-black/questions", "/shops", "/delivery-ways", "/documents", "/documents/offer",
    ],
)  # fmt: skip
def test_public_reads_carry_a_strong_etag(guest: Program, path: str) -> None:
    first = guest.call("GET", path)
    assert first.status_code == 200
    assert not first.headers["ETag"].startswith("W/")
    again = guest.call("GET", path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    other = guest.call("GET", path, headers={"If-None-Match": '"something-else"'})
    assert (other.status_code, other.data) == (200, first.data)
    assert "Set-Cookie" not in first.headers


def test_an_etag_changes_with_the_price(guest: Program, staff: Program) -> None:
    before = guest.call("GET", "/products/acme-one-black").headers["ETag"]
    price = {"price": {"amount": "100.00", "currency": "RUB"}, "reason": "test"}
    assert staff.call("PUT", "/staff/prices/700000", json=price).status_code == 200
    time.sleep(POLL_SECONDS)  # PostgreSQL is asked for news no more often
    after = guest.call("GET", "/products/acme-one-black", headers={"If-None-Match": before})
    assert after.json["price"] == {"amount": "100.00", "currency": "RUB"}


def test_a_product_tells_everything_on_its_page(guest: Program) -> None:
    told = guest.call("GET", "/products/acme-one-black").json
    assert told["sku"] == "700000"
    assert [spec["code"] for group in told["spec_groups"] for spec in group["specs"]] == ["colour", "memory"]
    assert told["rating_summary"]["stars"]["5"] == 1
    assert told["legal"]["warranty_months"] == 12
    assert [shelf["shop"] for shelf in told["shops"]] == ["arbat"]


def test_an_address_that_has_moved_says_where_to(guest: Program, shop: Shop) -> None:
    with shop.runtime.database.transaction() as session:
        variant = catalog.get_variant(session, "700000")
        catalog.rename_variant(session, variant.id, "acme-one-noir")
    answer = guest.call("GET", "/products/acme-one-black")
    assert (answer.status_code, answer.json["moved_to"]) == (404, "acme-one-noir")


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (FORTH, MOST_QUERIES),
        ("/categories", 2),
        ("/brands", 2),
        ("/suggest?q=acme", MOST_QUERIES),
        ("/products/acme-one-black/reviews", MOST_QUERIES),
        ("/products/acme-one-black/questions", MOST_QUERIES),
        ("/products/acme-one-black", MOST_PRODUCT_QUERIES),
    ],
)
def test_no_list_asks_the_database_more_the_longer_it_is(guest: Program, shop: Shop, path: str, most: int) -> None:
    guest.call("GET", "/categories")
    with count_queries(shop.runtime.database) as asked:
        assert guest.call("GET", path).status_code == 200
    assert len(asked) <= most, asked


def test_english_by_choice_and_never_by_header(guest: Program) -> None:
    plain = guest.call("GET", "/delivery-ways", headers={"Accept-Language": "en"}).json
    english = guest.call("GET", "/delivery-ways?lang=en").json
    assert [way["name"] for way in plain["items"]] == ["Самовывоз", "Курьер"]
    assert [way["name"] for way in english["items"]] == ["Pick-up", "Courier"]
    assert guest.call("GET", "/products/none?lang=en").json["detail"].isascii()
    assert guest.open("/en/api/v1/categories").status_code == 404


def test_words_that_mean_filters_filter_and_say_so(guest: Program) -> None:
    told = guest.call("GET", "/listing?q=смартфон acme").json
    assert told["total"] > 0
    assert {item["brand"] for item in told["items"]} == {"Acme"}
    assert {"filter": "brand", "value": "acme", "words": "acme"} in told["search"]["understood"]
    other = guest.call("GET", "/listing?q=смартфон acme&brand=bolt").json
    assert all(one["filter"] != "brand" for one in other["search"]["understood"])
    exact = guest.call("GET", "/listing?q=смартфон acme&exact=1").json
    assert exact["search"]["understood"] == []


def test_forgiven_words_say_what_was_searched_for(guest: Program) -> None:
    told = guest.call("GET", "/listing?q=cvfhnajy").json
    assert told["search"] == {
        "asked": "cvfhnajy", "searched": "смартфон", "rewrite": "layout", "dropped": [],
        "understood": told["search"]["understood"],
    }  # fmt: skip
    assert told["total"] > 0
    assert guest.call("GET", "/listing?q=cvfhnajy&exact=1").json["total"] == 0
    assert guest.call("GET", "/listing").json["search"] is None


def test_suggestions_are_those_of_the_page_with_all_goods_counted(guest: Program, shop: Shop) -> None:
    told = guest.call("GET", "/suggest?q=acme").json
    offered = shop.runtime.search.suggest("acme", "ru")
    assert told["queries"] == list(offered.queries)
    assert [item["sku"] for item in told["items"]]
    assert len(told["items"]) == len(offered.variants)
    everything = guest.call("GET", "/listing?brand=acme").json["total"]
    assert [(brand["slug"], brand["count"]) for brand in told["brands"]] == [("acme", everything)]
