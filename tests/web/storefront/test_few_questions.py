"""No page asks the database more than a dozen questions, not even the first one of a process that has just begun."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.domain import content, pricing, reviews, shipping
from technomart.domain.catalog.models import Document, Relation, RelationKind, Variant
from technomart.domain.reviews import AnswerDraft, QuestionDraft, ReviewDraft
from technomart.domain.search import Engine
from technomart.domain.shipping import ShippingMethod
from technomart.foundation import clock
from technomart.runtime import Runtime
from technomart.web.context import EXTENSION
from technomart.web.pages import keep_pages
from tests.conftest import count_queries
from tests.factories.buying import ACTOR, a_promo_code, an_open_shop, goods_on_sale
from tests.web.storefront.shop import HTML, JSON, buy, put
from tests.web.storefront.test_buying_signed_in import an_account, sign_in
from tests.web.storefront.test_promo_code_pages import use

MOST_QUERIES = 12
LINES = 5
PAGES = {
    "home": "/",
    "catalogue": "/catalog/",
    "listing": "/catalog/{category}/",
    "filtered listing": "/catalog/{category}/?price=900-2000&in_stock=1&sort=cheap",
    "brands": "/brands/",
    "brand": "/brand/acme/",
    "search": "/search?q=смартфон",
    "search without an answer": "/search?q=ничего",
    "suggestions": "/suggest?q=смар",
    "product": "/product/{product}/",
    "reviews": "/product/{product}/reviews",
    "document": "/pages/delivery",
    "shops": "/shops",
    "cart of 5 lines": "/cart",
    "checkout": "/checkout",
    "order": "{order}",
    "order to give back": "{order}/return",
    "payment": "{pay}",
    "me": "/me",
    "favourites": "/favourites",
    "comparison": "/compare",
    "shared comparison": "/compare?{skus}",
    "account": "/account/",
    "profile": "/account/profile",
    "addresses": "/account/addresses",
    "devices": "/account/devices",
    "consents": "/account/consents",
    "keys of programs": "/account/tokens",
}


def a_busy_shop(runtime: Runtime) -> list[Variant]:
    """Phones with a reduced one, a paper, accessories, a review with a question: everything a page can show."""
    at = clock.now()
    with runtime.database.transaction() as session:
        content.seed(session)
        place = an_open_shop(session)
        courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
        shipping.add_window(session, courier, starts="10:00", ends="14:00", capacity=9)
        goods = [
            goods_on_sale(session, place, kopecks=100_000 + n * 10_000, pieces=50, name=f"Смартфон {n}")
            for n in range(2 * LINES)
        ]
        first, *others = goods
        week = {"valid_from": at, "valid_to": at + timedelta(days=7)}
        a_promo_code(session)
        pricing.reduce_price(session, first.id, 90_000, **week, actor=ACTOR, reason="sale")
        session.add(Document(product_id=first.product_id, title="Инструкция", path="x.pdf"))
        session.add_all(
            Relation(product_id=first.product_id, other_id=one.product_id, kind=RelationKind.accessory)
            for one in others[:3]
        )
        said = ReviewDraft(product_id=first.product_id, author="Олег", rating=5, text="Хорош.", written_at=at)
        reviews.import_reviews(session, [said] * 6)
        answers = [AnswerDraft(author="Техномарт", text="Есть.", answered_at=at, is_shop=True)] * 2
        asked = QuestionDraft(product_id=first.product_id, author="Олег", text="NFC?", asked_at=at, answers=answers)
        reviews.import_questions(session, [asked] * 3)
        return goods


def begin_anew(app: Flask, runtime: Runtime) -> None:
    """The application as if its process had just begun: it knows the shop, but no page and no card."""
    engine = Engine(runtime.database)
    app.extensions[EXTENSION] = replace(runtime, search=engine)
    keep_pages(app)
    app.test_client().get("/catalog/")


@pytest.fixture
def places(client: FlaskClient, runtime: Runtime) -> dict[str, str]:
    """What the addresses in the table stand for, with somebody signed in who has bought and marked goods."""
    goods = a_busy_shop(runtime)
    an_account(runtime)
    sign_in(client)
    for one in goods[:LINES]:
        put(client, one.sku)
    order = buy(client).location
    put(client, goods[0].sku)
    pay = buy(client, payment="sbp").location
    client.get(pay)
    for one in goods[:LINES]:
        put(client, one.sku)
        client.post("/recent", data={"sku": one.sku}, headers=JSON)
        client.post(f"/favourites/{one.sku}", headers=JSON)
    assert use(client).status_code == 303
    for one in goods[:4]:
        client.post(f"/compare/{one.sku}", headers=JSON)
    category = next(iter(runtime.search.vocabulary.category_slugs))
    with runtime.database.reader() as session:
        product = session.scalars(select(Variant.slug).where(Variant.id == goods[0].id)).one()
    skus = "&".join(f"sku={one.sku}" for one in goods[:4])
    return {"category": category, "product": product, "order": order, "pay": pay, "skus": skus}


def test_every_page_asks_at_most_a_dozen_questions(
    app: Flask, client: FlaskClient, runtime: Runtime, places: dict[str, str]
) -> None:
    counted = {}
    for name, shape in PAGES.items():
        begin_anew(app, runtime)
        with count_queries(runtime.database) as asked:
            answer = client.get(shape.format(**places), headers=HTML)
        assert answer.status_code == 200, name
        counted[name] = len(asked)
        app.extensions[EXTENSION].search.close()
    sys.stdout.write("".join(f"| {name} | {count} |\n" for name, count in counted.items()))  # for docs/speed.md
    assert {name: count for name, count in counted.items() if count > MOST_QUERIES} == {}


def test_a_page_that_is_kept_asks_nothing_of_the_database(
    app: Flask, client: FlaskClient, runtime: Runtime, places: dict[str, str]
) -> None:
    for shape in ("/", "/catalog/{category}/", "/product/{product}/", "/brand/acme/", "/search?q=смартфон"):
        client.get(shape.format(**places))
        with count_queries(runtime.database) as asked:
            assert client.get(shape.format(**places)).status_code == 200
        assert asked == []
