"""Giving goods back by the order's link: the form, what stands on the order's page, and what is refused."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from technomart.domain import fulfilment, inventory, orders, payments
from technomart.domain.aftersales import ReturnLine, ReturnRequest, ReturnWish
from technomart.domain.catalog.models import Variant
from technomart.domain.orders import Order, OrderLine
from technomart.foundation.outbox import OutboxMessage
from technomart.runtime import Runtime
from tests.adapters.photos import a_photo
from tests.factories import returning
from tests.factories.buying import a_sibling
from tests.web.backoffice.people import a_member
from tests.web.storefront.shop import HIDDEN, HTML, OpenShop, buy, open_shop, put

WHO = "staff: olga@example.ru"


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    return open_shop(runtime)


@pytest.fixture
def link(client: FlaskClient, shop: OpenShop, runtime: Runtime) -> str:
    """The link of a guest's order of two phones that was paid and handed over."""
    put(client, shop.phone, 2)
    address = str(buy(client).location)
    with runtime.database.transaction() as session:
        order = session.scalars(select(Order)).one()
        for step in (fulfilment.confirm, fulfilment.make_ready, payments.take_payment, fulfilment.hand_over):
            step(session, order.id, actor=WHO)
    return address


def fill(client: FlaskClient, link: str, **answers: str) -> Any:
    """Send the form as a browser does: its hidden fields, and the answers."""
    hidden = dict(HIDDEN.findall(client.get(f"{link}/return", headers=HTML).text))
    return client.post(f"{link}/return", data={**hidden, **answers}, headers=HTML)


def position(runtime: Runtime) -> str:
    with runtime.database.reader() as session:
        order = session.scalars(select(Order)).one()
        return f"pieces.{orders.get_order_by_id(session, order.id).lines[0].position}"


def returns(runtime: Runtime) -> list[ReturnRequest]:
    with runtime.database.reader() as session:
        return list(session.scalars(select(ReturnRequest).order_by(ReturnRequest.id)))


def test_a_guest_asks_for_a_return_and_takes_it_back(client: FlaskClient, link: str, runtime: Runtime) -> None:
    assert "Вернуть товар" in client.get(link, headers=HTML).text
    answer = fill(client, link, **{position(runtime): "1"}, reason="not_suitable", way="courier", words="Велик")
    assert (answer.status_code, answer.location) == (303, f"{link}#returns")
    asked = returns(runtime)[0]
    assert (asked.kind, asked.way_back, asked.words) == ("withdrawal", "courier", "Велик")
    page = client.get(link, headers=HTML)
    assert asked.number in page.text
    assert "Ждёт решения" in page.text
    token = dict(HIDDEN.findall(page.text))["csrf_token"]
    gone = client.post(f"{link}/returns/{asked.number}/withdraw", data={"csrf_token": token}, headers=HTML)
    assert gone.status_code == 303
    assert "Отозван" in client.get(link, headers=HTML).text
    again = client.post(f"{link}/returns/{asked.number}/withdraw", data={"csrf_token": token}, headers=HTML)
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("answers", "status", "sentence"),
    [
        ({"reason": "faulty"}, 422, "Выберите, что возвращаете."),
        ({"pieces": "1"}, 422, "Выберите, почему возвращаете."),
        ({"pieces": "1", "reason": "'; DROP TABLE"}, 422, "Выберите, почему возвращаете."),
        ({"pieces": "-1", "reason": "faulty"}, 422, "Выберите, что возвращаете."),
        ({"pieces": "٣", "reason": "faulty"}, 422, "Выберите, что возвращаете."),
        ({"pieces": "3", "reason": "faulty"}, 409, "Столько вернуть нельзя"),
        ({"pieces": "999999", "reason": "faulty"}, 409, "Столько вернуть нельзя"),
        ({"pieces": "1", "reason": "faulty", "words": "я" * 1001}, 422, "Слишком длинно"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    client: FlaskClient, link: str, runtime: Runtime, answers: dict[str, str], status: int, sentence: str
) -> None:
    sent = {position(runtime) if name == "pieces" else name: value for name, value in answers.items()}
    answer = fill(client, link, **sent)
    assert answer.status_code == status
    assert sentence in answer.text
    assert returns(runtime) == []


def test_unreadable_words_and_strange_fields_do_no_harm(client: FlaskClient, link: str, runtime: Runtime) -> None:
    strange = {"pieces.x": "1", "pieces.99999999999999999999": "1", "pieces.": "1", "way": "rocket"}
    answer = fill(client, link, **{position(runtime): "1"}, reason="damaged", words="a\x00b\u202ec", **strange)
    assert answer.status_code == 303
    assert returns(runtime)[0].words == "a bc"


def test_what_is_not_handed_over_cannot_be_given_back(client: FlaskClient, shop: OpenShop) -> None:
    put(client, shop.buds)
    address = buy(client).location
    assert "Вернуть товар" not in client.get(address, headers=HTML).text
    page = client.get(f"{address}/return", headers=HTML)
    assert page.status_code == 200
    assert "вернуть ничего нельзя" in page.text
    assert client.get("/orders/nobody/return", headers=HTML).status_code == 404


def test_after_a_week_only_faults_are_offered(client: FlaskClient, link: str, runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        returning.handed_over_days_ago(session, session.scalars(select(Order)).one(), 8)
    page = client.get(f"{link}/return", headers=HTML).text
    assert "Не подошёл" not in page
    assert "Повреждён" in page
    late = fill(client, link, **{position(runtime): "1"}, reason="not_suitable")
    assert late.status_code == 409
    assert "закончился" in late.text


def test_another_orders_return_cannot_be_taken_back(
    client: FlaskClient, link: str, shop: OpenShop, runtime: Runtime
) -> None:
    fill(client, link, **{position(runtime): "1"}, reason="faulty")
    number = returns(runtime)[0].number
    put(client, shop.buds)
    other = buy(client).location
    token = dict(HIDDEN.findall(client.get(other, headers=HTML).text))["csrf_token"]
    answer = client.post(f"{other}/returns/{number}/withdraw", data={"csrf_token": token}, headers=HTML)
    assert answer.status_code == 404
    assert returns(runtime)[0].status == "asked"


def test_pages_of_returns_are_kept_by_nobody_and_speak_english(client: FlaskClient, link: str) -> None:
    page = client.get(f"/en{link}/return", headers=HTML)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Ask for the return" in page.text


def test_the_letter_is_owed_with_the_return(client: FlaskClient, link: str, runtime: Runtime) -> None:
    fill(client, link, **{position(runtime): "2"}, reason="wrong_goods", way="post")
    with runtime.database.reader() as session:
        told = session.scalars(select(OutboxMessage).where(OutboxMessage.topic == "return_asked")).one()
    assert told.payload["lines"][0]["quantity"] == 2
    assert told.payload["email"] == "maria@example.com"


def test_a_piece_with_a_number_has_a_card_and_can_be_named(
    client: FlaskClient, shop: OpenShop, runtime: Runtime
) -> None:
    put(client, shop.phone, 2)
    link = str(buy(client).location)
    assert client.get(f"{link}/warranty", headers=HTML).status_code == 404
    with runtime.database.transaction() as session:
        order = session.scalars(select(Order)).one()
        session.execute(update(OrderLine).values(warranty_months=12))
        for step in (fulfilment.confirm, fulfilment.make_ready, payments.take_payment):
            step(session, order.id, actor=WHO)
        place = orders.get_order_by_id(session, order.id).lines[0].position
        fulfilment.hand_over(session, order.id, actor=WHO, units={place: [fulfilment.Unit("SN-001")]})
    page = client.get(link, headers=HTML).text
    assert "Серийный номер: SN-001" in page
    assert f'href="{link}/warranty"' in page
    paper = client.get(f"{link}/warranty")
    assert (paper.status_code, paper.mimetype, paper.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert paper.headers["Cache-Control"] == "no-store"
    assert client.get(f"/en{link}/warranty").data != paper.data
    assert 'value="SN-001"' in client.get(f"{link}/return", headers=HTML).text
    answers = {position(runtime): "1", "reason": "faulty", f"serials.{place}": "SN-999"}
    wrong = fill(client, link, **answers)
    assert wrong.status_code == 422
    assert "Отметьте номера только тех штук" in wrong.text
    assert fill(client, link, **(answers | {f"serials.{place}": "SN-001"})).status_code == 303
    with runtime.database.reader() as session:
        assert session.scalars(select(ReturnLine.serials)).all() == [["SN-001"]]


def test_what_was_agreed_to_has_a_paper_and_a_label_for_the_post(
    client: FlaskClient, link: str, runtime: Runtime
) -> None:
    answers = {position(runtime): "1", "reason": "faulty", "words": "Не включается <b>", "way": "post"}
    assert fill(client, link, **answers).status_code == 303
    (asked,) = returns(runtime)
    address = f"{link}/returns/{asked.number}/slip"
    assert client.get(address, headers=HTML).status_code == 404
    assert f'href="{address}"' not in client.get(link, headers=HTML).text
    with runtime.database.transaction() as session:
        returning.approve(session, session.get_one(ReturnRequest, asked.id))
    assert f'href="{address}"' in client.get(link, headers=HTML).text
    slip = client.get(address)
    assert (slip.status_code, slip.mimetype, slip.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert (slip.headers["Cache-Control"], slip.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert client.get(f"/en{address}").data != slip.data
    assert client.get(f"{link}/returns/{asked.number}9/slip", headers=HTML).status_code == 404


def test_photos_of_a_return_are_seen_by_its_people_only(
    app: Flask, client: FlaskClient, link: str, runtime: Runtime
) -> None:
    answers: dict[str, Any] = {position(runtime): "1", "reason": "faulty"}
    for files, status in (
        ([(io.BytesIO(b"<svg/>"), "a.jpg")], 422),
        ([(io.BytesIO(a_photo()), f"{n}.jpg") for n in range(6)], 422),
        ([(io.BytesIO(a_photo()), "a.jpg"), (io.BytesIO(b""), "")], 303),
    ):
        hidden = dict(HIDDEN.findall(client.get(f"{link}/return", headers=HTML).text))
        answer = client.post(f"{link}/return", data={**hidden, **answers, "photos": files}, headers=HTML)
        assert answer.status_code == status
    page = client.get(link, headers=HTML).text
    (address,) = re.findall(r'src="([^"]+/photos/return-[0-9a-f]{32}-240.webp)"', page)
    shown = client.get(address)
    assert (shown.status_code, shown.mimetype, shown.headers["Cache-Control"]) == (200, "image/webp", "no-store")
    name = address.rpartition("/")[2]
    assert client.get(f"/media/{name}").status_code == 404
    assert client.get(address.replace("return-", "return-0", 1)).status_code == 404
    number = address.split("/")[-3]
    assert client.get(f"/orders/another/returns/{number}/photos/{name}").status_code == 404
    assert client.get(f"/office/returns/{number}/photos/{name}").status_code != 200
    picker = a_member(app, runtime.database, "picker")
    assert f"/photos/{name}" in picker.get(f"/office/returns/{number}", headers=HTML).text
    assert picker.get(f"/office/returns/{number}/photos/{name}").status_code == 200


def test_an_order_nothing_can_come_back_of_takes_no_photos(client: FlaskClient, shop: OpenShop) -> None:
    put(client, shop.phone)
    address = str(buy(client).location)
    hidden = dict(HIDDEN.findall(client.get(address, headers=HTML).text))
    photos = [(io.BytesIO(a_photo()), "a.jpg")]
    answer = client.post(f"{address}/return", data={**hidden, "reason": "faulty", "photos": photos}, headers=HTML)
    assert answer.status_code == 409


def a_blue_phone(shop: OpenShop, *, pieces: int = 4) -> str:
    """Another variant of the phone, dearer by 300 roubles; its SKU."""
    with shop.runtime.database.transaction() as session:
        phone = session.get_one(Variant, shop.ids[shop.phone])
        return a_sibling(session, phone, inventory.locations(session)[0], kopecks=130_000, pieces=pieces).sku


def test_other_goods_are_wished_for_and_both_orders_show_it(
    client: FlaskClient, link: str, shop: OpenShop, runtime: Runtime
) -> None:
    blue = a_blue_phone(shop)
    form = client.get(f"{link}/return", headers=HTML).text
    assert "Обменять" in form
    assert "такой же, без доплаты, есть в наличии" in form
    assert "1 300 ₽, есть в наличии" in form.replace("\xa0", " ")
    place = position(runtime)
    wanted = {place: "1", place.replace("pieces", "wanted"): blue}
    assert fill(client, link, **wanted, reason="not_suitable", wish="exchange").status_code == 303
    asked = returns(runtime)[0]
    assert asked.wish is ReturnWish.exchange
    assert "взамен:" in client.get(link, headers=HTML).text
    with runtime.database.transaction() as session:
        returning.receive(session, returning.approve(session, asked))
    told = client.get(link, headers=HTML).text.replace("\xa0", " ")
    assert "Готовим обмен: засчитаем 1 000 ₽. Обменяем не позже" in told
    with runtime.database.transaction() as session:
        returning.exchange(session, asked)
    old, new = shop.orders()
    page = client.get(link, headers=HTML).text
    assert f"/orders/{new.public_token}" in page
    assert "Перенесено в другой заказ" in page
    assert "Деньги возвращены" not in page, "no money came to the shopper"
    other = client.get(f"/orders/{new.public_token}", headers=HTML).text.replace("\xa0", " ")
    assert f"/orders/{old.public_token}" in other
    for words in ("Уже оплачено", "К оплате при получении", "300 ₽", "Зачтено по обмену"):
        assert words in other
    assert shop.books() == []


def test_the_rest_of_an_exchange_by_post_is_paid_by_its_link(
    client: FlaskClient, link: str, shop: OpenShop, runtime: Runtime
) -> None:
    blue, place = a_blue_phone(shop), position(runtime)
    wanted = {place: "1", place.replace("pieces", "wanted"): blue}
    fill(client, link, **wanted, reason="not_suitable", wish="exchange")
    with runtime.database.transaction() as session:
        session.execute(update(Order).values(shipping_kind="post", pickup_code=None))
        request = returning.receive(session, returning.approve(session, returns(runtime)[0]))
        returning.exchange(session, request, offered=runtime.payment_methods)
    _, new = shop.orders()
    address = f"/orders/{new.public_token}"
    page = client.get(address, headers=HTML).text.replace("\xa0", " ")
    for words in ("Ждём оплату", "Оплатить 300 ₽", "Зачтено по обмену"):
        assert words in page
    answer = client.post(f"{address}/pay", data={**dict(HIDDEN.findall(page)), "payment": "sbp"}, headers=HTML)
    assert (answer.status_code, "/pay/" in str(answer.location)) == (303, True)
    assert shop.books() == []


def test_what_cannot_be_had_instead_is_refused_in_words(
    client: FlaskClient, link: str, shop: OpenShop, runtime: Runtime
) -> None:
    place = position(runtime)
    strange = {place: "1", place.replace("pieces", "wanted"): shop.buds}
    answer = fill(client, link, **strange, reason="not_suitable", wish="exchange")
    assert answer.status_code == 422
    assert "только на вариант этого же товара" in answer.text
    with runtime.database.transaction() as session:
        session.execute(update(Variant).where(Variant.sku == shop.phone).values(is_published=False))
    answer = fill(client, link, **{place: "1"}, reason="not_suitable", wish="exchange")
    assert answer.status_code == 409
    assert "больше не продаётся" in answer.text
    assert "Обменять" not in client.get(f"{link}/return", headers=HTML).text
    assert returns(runtime) == []
