"""Forms filled in by somebody who means no good: every door that takes one refuses it, and nothing breaks."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from technomart.domain import catalog
from technomart.runtime import Runtime
from technomart.web.security import PROGRAMS
from tests.domain.accounts.people import form_token
from tests.factories.buying import a_placed_order
from tests.web.backoffice.people import HTML, a_member
from tests.web.storefront.shop import open_shop, put

FIELDS = (
    "sku quantity email password new_password name phone next consent_account cart delivery pickup payment comment "
    "city street flat author text pros cons rating consent answer stars page sort scopes days reason "
    "count-location count-counted count-reason list-price list-reason reduced-price reduced-since reduced-until"
)
ODD = {
    "NUL": "a\x00b",
    "longer than any number": "9" * 5000,
    "another script's digits": "١٢٣",
    "a header of its own": "a@b.ru\r\nBcc: c@d.ru",
    "a day before all days": "0001-01-01",
}
ENDINGS = frozenset({"sign_in.end", "account.end_other_devices"})


def addresses(app: Flask, **values: str) -> list[str]:
    """Every door of the shop that takes a form, with the names of things that are there."""
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not rule.rule.startswith(PROGRAMS) and rule.endpoint not in ENDINGS
    ]
    with app.test_request_context(base_url="https://shop.test"):
        return [
            app.url_for(rule.endpoint, _external=False, **{name: values.get(name, "x") for name in rule.arguments})
            for rule in rules
        ]


def test_no_form_breaks_the_shop(app: Flask, runtime: Runtime) -> None:
    goods = open_shop(runtime)
    with runtime.database.transaction() as db:
        variant = catalog.get_variant(db, goods.phone)
        order, slug = a_placed_order(db, (variant, 1)), variant.slug
        names = {"number": order.number, "token": order.public_token}
    client = a_member(app, runtime.database, "owner")
    doors = addresses(app, sku=goods.phone, slug=slug, purpose="marketing", **names)
    assert len(doors) >= 45
    for odd, value in ODD.items():
        assert put(client, goods.phone).status_code == 200  # so that the checkout has something to refuse
        form = {**dict.fromkeys(FIELDS.split(), value), "csrf_token": form_token(client.get("/account/profile"))}
        for door in doors:
            assert client.post(door, data=form, headers=HTML).status_code < 500, (door, odd)
    assert goods.books() == []


def test_a_form_of_countless_fields_is_refused_before_it_is_read(client: FlaskClient, runtime: Runtime) -> None:
    open_shop(runtime)
    body = b"&".join([b"a"] * 400)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    assert client.post("/cart/lines", data=body, headers=form).status_code == 404
    assert client.post("/cart/lines", data=body + b"&a", headers=form).status_code == 413
