"""The comparison: one product type at a time, what differs, what is best, links that can be shared."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from technomart.domain import content
from technomart.domain.catalog import Value
from technomart.domain.catalog.models import Better, ProductSpec, ProductTypeSpec, Spec, SpecGroup, SpecKind, Variant
from technomart.runtime import Runtime
from technomart.web.storefront.comparison import best_of
from tests.conftest import count_queries
from tests.factories.catalog import a_category, a_variant
from tests.web.neighbours import add_neighbours


@pytest.fixture
def app(app: Flask) -> Flask:
    return add_neighbours(app)


def a_spec(session: Session, type_id: int, code: str, name: str, better: Better) -> Spec:
    spec = Spec(code=code, kind=SpecKind.number, name=name, unit="")
    group = SpecGroup(code=f"group-{code}", name=f"Группа {name}")
    session.add_all([spec, group])
    session.flush()
    session.add(ProductTypeSpec(product_type_id=type_id, spec_id=spec.id, group_id=group.id, better=better))
    return spec


def value(session: Session, variant: Variant, spec: Spec, number: int) -> None:
    session.add(
        ProductSpec(product_id=variant.product_id, variant_id=variant.id, spec_id=spec.id, number=Decimal(number))
    )


@pytest.fixture
def goods(runtime: Runtime) -> dict[str, str]:
    """Two phones that differ in weight and agree in screens, and a kettle."""
    with runtime.database.transaction() as session:
        content.seed(session)
        phones, kettles = a_category(session), a_category(session, "chayniki", "Чайники")
        assert phones.product_type_id is not None
        weight = a_spec(session, phones.product_type_id, "weight", "Вес", Better.less)
        screens = a_spec(session, phones.product_type_id, "screens", "Экраны", Better.more)
        light, heavy = (a_variant(session, name=name, category=phones) for name in ("Лёгкий", "Тяжёлый"))
        kettle = a_variant(session, name="Чайник", category=kettles)
        for phone, grams in ((light, 150), (heavy, 220)):
            value(session, phone, weight, grams)
            value(session, phone, screens, 1)
        return {"light": light.sku, "heavy": heavy.sku, "kettle": kettle.sku}


def best_values(html: str) -> list[str]:
    return re.findall(r'<td class="best">([^<]+)<', html)


def names(html: str) -> list[str]:
    return re.findall(r'<th scope="row"><span>([^<]+)</span>', html)


def test_the_own_list_shows_the_type_marked_last(client: FlaskClient, goods: dict[str, str]) -> None:
    for name in ("kettle", "light", "heavy"):
        client.post(f"/compare/{goods[name]}")
    answer = client.get("/compare")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Лёгкий" in answer.text
    assert "Чайник " not in answer.text
    assert names(answer.text) == ["Вес", "Экраны"]
    assert best_values(answer.text) == ["150"]
    assert re.search(r'href="/compare\?type=chayniki"[^>]*>\s*Чайники 1<', answer.text)
    assert "Чайник " in client.get("/compare?type=chayniki").text


def test_only_what_differs_is_shown_when_asked(client: FlaskClient, goods: dict[str, str]) -> None:
    shared = f"/compare?sku={goods['light']}&sku={goods['heavy']}"
    assert names(client.get(f"{shared}&diff=1").text) == ["Вес"]
    assert names(client.get(shared).text) == ["Вес", "Экраны"]


def test_a_shared_link_shows_its_goods_in_its_order_and_changes_no_list(
    client: FlaskClient, goods: dict[str, str]
) -> None:
    client.post(f"/compare/{goods['kettle']}")
    path = f"/compare?sku={goods['heavy']}&sku={goods['light']}&sku=unknown&sku={goods['heavy']}"
    html = client.get(path).text
    assert html.index("Тяжёлый") < html.index("Лёгкий")
    assert f'href="/compare?sku={goods["heavy"]}&amp;sku={goods["light"]}"' in html
    told = client.post(f"/compare/{goods['kettle']}", headers={"Accept": "application/json"}).json
    assert told["compare"] == [goods["kettle"]]


@pytest.mark.usefixtures("goods")
@pytest.mark.parametrize(
    "path", ["/compare", "/compare?sku=unknown", "/compare?diff=1", "/compare?type=none", "/en/compare"]
)
def test_an_empty_comparison_is_a_page_too(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "tm-void" in answer.text


def test_the_list_is_emptied_at_once(client: FlaskClient, goods: dict[str, str]) -> None:
    client.post(f"/compare/{goods['light']}")
    answer = client.post("/compare/clear", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.location) == (303, "/compare")
    assert "tm-void" in client.get("/compare").text


def test_more_goods_do_not_mean_more_queries(client: FlaskClient, runtime: Runtime, goods: dict[str, str]) -> None:
    client.post(f"/compare/{goods['light']}")
    client.get("/compare")
    client.get("/compare")
    with count_queries(runtime.database) as one:
        client.get("/compare")
    client.post(f"/compare/{goods['heavy']}")
    client.get("/compare")
    with count_queries(runtime.database) as two:
        client.get("/compare")
    assert len(two) <= len(one) <= 8


def numbers(*given: int | None) -> list[Value | None]:
    return [None if one is None else Value(number=Decimal(one)) for one in given]


@pytest.mark.parametrize(
    ("better", "values", "best"),
    [
        ("higher", numbers(1, 3, 3), [False, True, True]),
        ("lower", numbers(1, 3, None), [True, False, False]),
        ("higher", numbers(2, 2), [False, False]),
        ("higher", numbers(2, None), [False, False]),
        ("none", numbers(1, 2), [False, False]),
        ("higher", [Value(flag=False), Value(flag=True)], [False, True]),
        ("higher", [Value(text="a"), Value(text="b")], [False, False]),
        ("higher", [], []),
    ],
)
def test_the_best_is_marked_only_where_there_is_one(
    better: str, values: list[Value | None], best: list[bool]
) -> None:
    assert best_of(better, values) == best
