"""A parcel on the pages: staff hand it over and ask after it, its shopper follows it, a notice is only a hint."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from flask import Flask

from technomart import carriers, worker
from technomart.domain import content, fulfilment
from technomart.domain.fulfilment import Parcel, ParcelState
from technomart.domain.shipping import CarrierAway
from technomart.foundation import clock
from technomart.runtime import Runtime
from technomart.web.app import create_app
from tests.factories.buying import an_open_shop, goods_on_sale
from tests.factories.carrying import CDEK, REF, PromptCarrier, a_carried_order, told
from tests.web.backoffice.people import HTML, a_member, press
from tests.web.conftest import BrowserClient

pytestmark = pytest.mark.one_database


@dataclass
class Desk:
    """A shop with one order that goes by a carrier."""

    runtime: Runtime
    app: Flask
    carrier: PromptCarrier
    number: str
    token: str

    def parcel(self) -> Parcel:
        with self.runtime.database.reader() as session:
            found = fulfilment.find_parcel(session, 1)
            assert found is not None
            return found


@pytest.fixture
def desk(runtime: Runtime) -> Desk:
    carrier = PromptCarrier()
    runtime = replace(runtime, carriers={CDEK: carrier})
    app = create_app(runtime)
    app.test_client_class = BrowserClient
    with runtime.database.transaction() as session:
        content.seed(session)
        phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=5)
        order, _ = a_carried_order(session, phone)
    return Desk(runtime, app, carrier, order.number, order.public_token)


def hand_in(desk: Desk) -> None:
    with desk.runtime.database.transaction() as session:
        fulfilment.hand_to_carrier(session, 1, actor="staff: olga@example.ru")
    worker.run_once(desk.runtime)


def test_staff_hand_a_parcel_over_once_and_ask_after_it(desk: Desk) -> None:
    owner = a_member(desk.app, desk.runtime.database, "owner")
    page = f"/office/orders/{desk.number}"
    assert "Передать службе доставки" in owner.get(page, headers=HTML).text
    refused = press(owner, f"{page}/hand-to-carrier", page=page, point="NOWHERE")
    assert (refused.status_code, "Такого пункта выдачи нет" in refused.text) == (422, True)
    assert press(owner, f"{page}/hand-to-carrier", page=page).status_code == 303
    assert "Передаём" in owner.get(page, headers=HTML).text
    assert press(owner, f"{page}/hand-to-carrier", page=page).status_code == 409
    worker.run_once(desk.runtime)
    desk.carrier.parcels[REF] = told(desk.parcel(), "refused", "Пункт <b>закрыт</b>")
    assert press(owner, f"{page}/ask-carrier", page=page).status_code == 303
    shown = owner.get(page, headers=HTML).text
    assert "Пункт &lt;b&gt;закрыт&lt;/b&gt;" in shown
    assert "Служба доставки не приняла посылку" in shown
    desk.carrier.trouble = CarrierAway()
    assert press(owner, f"{page}/ask-carrier", page=page).status_code == 303


def test_who_may_not_pick_goods_hands_nothing_over(desk: Desk) -> None:
    cashier = a_member(desk.app, desk.runtime.database, "cashier")
    page = f"/office/orders/{desk.number}"
    assert "Передать службе доставки" not in cashier.get(page, headers=HTML).text
    assert press(cashier, f"{page}/hand-to-carrier", page=page).status_code == 403
    assert desk.parcel().handed_at is None


def test_the_shopper_follows_the_parcel(desk: Desk) -> None:
    client = desk.app.test_client()
    page = f"/orders/{desk.token}"
    assert "Готовим посылку к отправке" in client.get(page, headers=HTML).text
    hand_in(desk)
    with desk.runtime.database.transaction() as session:
        fulfilment.settle_parcel(session, 1, told(desk.parcel(), "refused", "Слова для своих"), at=clock.now())
    shown = client.get(page, headers=HTML).text
    assert "Слова для своих" not in shown
    hand_in(desk)
    with desk.runtime.database.transaction() as session:
        fulfilment.settle_parcel(session, 1, told(desk.parcel(), "at_point", place="Уфа"), at=clock.now())
    shown = client.get(page, headers=HTML).text
    assert "Посылка ждёт вас в пункте выдачи" in shown
    assert "https://carrier.example/track?n=1100000001" in shown
    assert "Your parcel waits for you at the pick-up point" in client.get(f"/en{page}", headers=HTML).text
    parcel = client.get(f"/api/v1/guest-orders/{desk.token}").json["parcel"]
    assert (parcel["state"], parcel["number"], parcel["place"]) == ("at_point", "1100000001", "Уфа")


def test_a_notice_at_the_secret_address_is_a_hint_and_nothing_more(desk: Desk) -> None:
    hand_in(desk)
    client = desk.app.test_client()
    path = f"/webhooks/cdek/{carriers.webhook_secret(desk.runtime, CDEK)}"
    notice = {"type": "ORDER_STATUS", "uuid": REF, "attributes": {"status_code": "DELIVERED"}}
    before = desk.parcel().ask_at
    assert client.post("/webhooks/cdek/guessed", json=notice).status_code == 404
    assert desk.parcel().ask_at == before
    for _ in range(2):
        assert client.post(path, json=notice).status_code == 200
    parcel = desk.parcel()
    assert parcel.state is ParcelState.submitted
    assert parcel.ask_at is not None
    assert parcel.ask_at <= clock.now()
    assert client.post(path, json=notice | {"uuid": REF.replace("0", "f")}).status_code == 200
    for body in ("", "[]", "{}", '{"uuid": "../1"}', "null", "[" * 50_000):
        assert client.post(path, data=body, content_type="application/json").status_code == 400
