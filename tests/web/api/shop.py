"""A small shop with everything a program can ask about, and keys to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from technomart.domain import accounts, content, inventory, pricing, reviews
from technomart.domain.accounts import SCOPES, STAFF_SCOPES, Circumstances
from technomart.domain.accounts.models import Account, StaffRole
from technomart.domain.catalog.models import (
    Product,
    ProductSpec,
    ProductTypeSpec,
    Spec,
    SpecGroup,
    SpecOption,
    Variant,
)
from technomart.domain.reviews import Moderation
from technomart.foundation import clock
from technomart.foundation.database import Database
from technomart.runtime import Runtime
from tests.factories.buying import ACTOR, a_placed_order, an_open_shop
from tests.factories.catalog import a_brand, a_category

SHOPPER_SCOPES = tuple(scope for scope in SCOPES if scope not in STAFF_SCOPES)
SEEN = Circumstances(ip="127.0.0.1", user_agent="test", form="test")
GOODS = (
    ("acme-one-black", "Acme", "Смартфон Acme One, чёрный", 49_900_00, "black", 128),
    ("acme-one-white", "Acme", "Смартфон Acme One, белый", 51_900_00, "white", 256),
    ("bolt-two-black", "Bolt", "Смартфон Bolt Two, чёрный", 19_900_00, "black", 128),
)


@dataclass
class Shop:
    """The names of what is in it."""

    runtime: Runtime | None = None
    skus: list[str] = field(default_factory=list)
    shopper: str = ""
    stranger: str = ""
    staff: str = ""
    number: str = ""
    order_token: str = ""
    address: str = ""
    review: str = ""
    waiting_review: str = ""
    question: str = ""
    waiting_question: str = ""


class Program(FlaskClient):
    """A program: says nothing of where it comes from, sends no cookie, may have a key."""

    key = ""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        headers = dict(kwargs.pop("headers", None) or {})
        if self.key:
            headers.setdefault("Authorization", f"Bearer {self.key}")
        return super().open(*args, headers=headers, **kwargs)

    def call(self, method: str, path: str, **kwargs: Any) -> Any:
        return self.open(f"/api/v1{path}", method=method, **kwargs)


def program(app: Flask, key: str = "") -> Program:
    client = Program(app, use_cookies=False)
    client.key = key
    return client


def open_shop(runtime: Runtime) -> Shop:
    """The small shop, in the database of this runtime."""
    return replace(_filled(runtime.database), runtime=runtime)


def fill_shop(url: str) -> Shop:
    """The small shop, in the database at this URL."""
    database = Database(url)
    try:
        return _filled(database)
    finally:
        database.dispose()


def _filled(database: Database) -> Shop:
    """Three phones with two specs, a shop and a warehouse, people with keys, words waiting and published."""
    shop = Shop()
    with database.transaction() as session:
        content.seed(session)
        warehouse = an_open_shop(session)
        variants = goods(session, warehouse.id)
        shop.skus = [variant.sku for variant in variants]
        anna, shop.shopper = a_person(session, "anna@example.com", SHOPPER_SCOPES)
        _other, shop.stranger = a_person(session, "boris@example.com", SHOPPER_SCOPES)
        boss, _ = a_person(session, "boss@example.com", SHOPPER_SCOPES[:1])
        session.add(StaffRole(account_id=boss.id, role="owner", granted_at=clock.now(), granted_by=ACTOR))
        session.flush()
        shop.staff, _row = accounts.issue_api_token(session, boss.id, name="office", scopes=SCOPES)
        order = a_placed_order(session, (variants[0], 1), account_id=anna.id)
        shop.number, shop.order_token = order.number, order.public_token
        place = accounts.Place(city="Москва", street="Арбат, 1")
        shop.address = accounts.add_address(session, anna.id, place).public_id
        accounts.begin_session(session, account_id=anna.id, data=b"{}", user_agent="Firefox", ip="127.0.0.1")
        words(session, shop, [variant.product_id for variant in variants])
    return shop


def goods(session: Session, warehouse_id: int) -> list[Variant]:
    category = a_category(session)
    group = SpecGroup(code="main", name="Основное")
    colour = Spec(code="colour", kind="choice", name="Цвет", unit="", decimals=0)
    memory = Spec(code="memory", kind="number", name="Память", unit="ГБ", decimals=0)
    session.add_all([group, colour, memory])
    session.flush()
    options = {code: SpecOption(spec_id=colour.id, code=code, name=name) for code, name in COLOURS.items()}
    session.add_all(options.values())
    for place, spec in enumerate((colour, memory)):
        use = ProductTypeSpec(
            product_type_id=category.product_type_id, spec_id=spec.id, group_id=group.id, position=place
        )
        use.filterable = True
        session.add(use)
    session.flush()
    made = []
    for number, (slug, brand, name, kopecks, shade, size) in enumerate(GOODS):
        product = Product(
            slug=slug,
            brand_id=a_brand(session, brand).id,
            category_id=category.id,
            product_type_id=category.product_type_id,
            name=name,
            warranty_months=12,
            created_at=clock.now(),
        )
        session.add(product)
        session.flush()
        variant = Variant(product_id=product.id, sku=f"70000{number}", slug=slug, name=name, created_at=clock.now())
        session.add(variant)
        session.flush()
        session.add_all(
            [
                ProductSpec(product_id=product.id, spec_id=colour.id, option_id=options[shade].id),
                ProductSpec(product_id=product.id, spec_id=memory.id, number=size),
            ]
        )
        pricing.set_price(session, variant.id, kopecks, at=clock.now(), actor=ACTOR, reason="list")
        inventory.receive(session, variant.id, warehouse_id, 500, cause="delivery", actor=ACTOR)
        made.append(variant)
    return made


COLOURS = {"black": "Чёрный", "white": "Белый"}


def a_person(session: Session, email: str, scopes: tuple[str, ...]) -> tuple[Account, str]:
    """An account and a key to it."""
    account = accounts.open_account(session, name="Анна Смирнова", email=email, password_hash="-")
    key, _row = accounts.issue_api_token(session, account.id, name="program", scopes=scopes)
    return account, key


def words(session: Session, shop: Shop, products: list[int]) -> None:
    """A review and a question that are shown, and some of each that wait."""
    at = clock.now()
    for number, product_id in enumerate(products * 4):
        author, _key = a_person(session, f"author{number}@example.com", ("account:read",))
        said = {"author": "Иван", "text": "Хороший телефон"}
        review = reviews.write_review(session, product_id=product_id, account_id=author.id, rating=5, at=at, **said)
        question = reviews.ask(session, product_id=product_id, account_id=author.id, at=at, **said)
        if number < len(products):
            reviews.moderate(session, review.public_id, Moderation.published, actor=ACTOR)
            reviews.moderate_question(session, question.public_id, Moderation.published, actor=ACTOR)
            shop.review, shop.question = review.public_id, question.public_id
        else:
            shop.waiting_review, shop.waiting_question = review.public_id, question.public_id
