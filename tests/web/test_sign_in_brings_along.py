"""What a guest has gathered is still there after signing in; earlier orders join after confirming."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from technomart.domain import accounts, orders
from technomart.foundation.paging import Paging
from technomart.runtime import Runtime
from tests.domain.accounts.people import (
    PASSWORD,
    letter_link,
    open_account,
    publish_documents,
    send,
    sign_in,
    sign_up,
)
from tests.factories.buying import MARIA, a_placed_order, an_open_shop, goods_on_sale

JSON = {"Accept": "application/json"}


def put_in(client: FlaskClient, sku: str, quantity: int) -> None:
    assert client.post("/cart/lines", data={"sku": sku, "quantity": quantity}, headers=JSON).status_code == 200


def me(client: FlaskClient) -> dict[str, object]:
    answer = client.get("/me", headers=JSON)
    assert answer.status_code == 200
    return dict(answer.json or {})


def test_the_cart_and_favourites_of_a_guest_become_the_accounts(app: Flask, runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        warehouse = an_open_shop(session)
        first, second = (goods_on_sale(session, warehouse, name=name).sku for name in ("Смартфон А", "Смартфон Б"))
    open_account(runtime.database)
    at_work, at_home = app.test_client(), app.test_client()
    sign_in(at_work)
    put_in(at_work, first, 1)
    put_in(at_home, first, 2)
    put_in(at_home, second, 1)
    assert at_home.post(f"/favourites/{second}", headers=JSON).status_code == 200
    assert me(at_home)["name"] is None
    sign_in(at_home)
    now = me(at_home)
    assert now["name"] == "Мария"
    assert now["cart"]["lines"] == {first: 3, second: 1}  # type: ignore[index]
    assert now["favourites"] == [second]
    assert me(at_work)["cart"]["lines"] == {first: 3, second: 1}  # type: ignore[index]
    send(at_home, "/sign-out", page="/account/profile")
    left = me(at_home)
    assert (left["name"], left["cart"]["lines"], left["favourites"]) == (None, {}, [])  # type: ignore[index]


def test_earlier_guest_orders_join_after_the_mailbox_is_proven(client: FlaskClient, runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        goods = goods_on_sale(session, an_open_shop(session))
        number = a_placed_order(session, (goods, 1)).number
    address = MARIA.email.casefold()
    publish_documents(runtime.database)
    sign_up(client, MARIA.email)
    with runtime.database.reader() as session:
        waiting = accounts.find_account_by_email(session, address)
        assert waiting is not None
        assert orders.orders_of(session, waiting.id, Paging()) == ([], 0)
    send(client, f"/confirm/{letter_link(runtime.database, address)}", password=PASSWORD)
    page = client.get("/account/")
    assert number in page.text
    assert "Смартфон Acme" in page.text
