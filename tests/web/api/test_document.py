"""The OpenAPI document and the reference page: whole, true, and with examples that work."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from technomart.web.api.v1.operations import OPERATIONS
from tests.web.api.shop import Program, Shop

pytestmark = pytest.mark.one_database


@pytest.fixture
def document(guest: Program) -> dict[str, Any]:
    answer = guest.call("GET", "/openapi.json")
    assert answer.mimetype == "application/json"
    return dict(answer.json)


def test_the_document_names_every_operation(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    told = {one["operationId"] for methods in document["paths"].values() for one in methods.values()}
    assert told == set(OPERATIONS)
    shapes = set(document["components"]["schemas"])
    assert {name for name in re.findall(r"#/components/schemas/(\w+)", json.dumps(document))} <= shapes


def test_links_lead_to_operations_with_their_parameters(document: dict[str, Any]) -> None:
    for methods in document["paths"].values():
        for one in methods.values():
            for answer in one["responses"].values():
                for link in answer.get("links", {}).values():
                    target = OPERATIONS[link["operationId"]]
                    assert set(link["parameters"]) == set(target.names)


def test_examples_of_public_reads_work(document: dict[str, Any], guest: Program) -> None:
    for path, methods in document["paths"].items():
        operation = methods.get("get")
        if operation is None or operation["security"]:
            continue
        for one in operation["parameters"]:
            if one["in"] == "path" and "examples" in one:
                for example in one["examples"].values():
                    address = path.replace("{" + one["name"] + "}", example["value"])
                    assert guest.open(address).status_code == 200, address


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/docs"])
def test_the_reference_shows_every_operation_without_a_script_of_its_own(
    guest: Program, shop: Shop, path: str
) -> None:
    page = guest.open(path)
    assert (page.status_code, page.mimetype) == (200, "text/html")
    for operation in OPERATIONS.values():
        assert f'id="do-{operation.id}"' in page.text
    assert "<style" not in page.text
    assert not re.search(r"<script(?![^>]*src=)", page.text)
    assert " style=" not in page.text
    anchors = set(re.findall(r'href="#([^"]+)"', page.text))
    assert anchors <= set(re.findall(r'id="([^"]+)"', page.text))
    assert "Set-Cookie" not in page.headers


def test_the_reference_speaks_english(guest: Program) -> None:
    text = re.sub(r"<pre.*?</pre>|<code.*?</code>", "", guest.open("/api/v1/docs?lang=en").text, flags=re.S)
    main = text.split("<main", 1)[1].split("</main>", 1)[0].replace("По-русски", "")
    assert not re.search(r"[а-яё]", main, re.I), re.findall(r"[^<>]*[а-яё][^<>]*", main, re.I)[:3]


NAMES = (
    "/", "/catalog/smartfony/", "/product/acme-one-black/", "/brand/acme/", "/search?q=acme", "/cart", "/sign-in",
    "/sign-up", "/sitemap.xml", "/robots.txt", "/api/v1/openapi.json", "/healthz",
    "/api/v1/listing?category=smartfony",
    "/catalog/smartfony/?brand=acme&brand=bolt&price=100-90000&in_stock=1&s.colour=black&s.memory=10-300&sort=cheap&page=1",
    "/en/", "/en/catalog/smartfony/", "/en/product/acme-one-black/",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_the_outside_relies_on(client: FlaskClient, shop: Shop, name: str) -> None:
    assert client.get(name).status_code == 200


@pytest.mark.parametrize("name", ["/checkout", "/account/"])
def test_names_that_lead_on_when_there_is_nothing_to_show(client: FlaskClient, shop: Shop, name: str) -> None:
    assert client.get(name).status_code in (302, 303)
