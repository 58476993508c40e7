"""«С этим берут» follows what people really buy together."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from technomart.domain import catalog, orders
from technomart.domain.catalog import TAKEN_ALONG, RelationKind, Variant
from technomart.domain.orders.models import Order
from technomart.foundation import clock
from technomart.foundation.changes import Change, newest
from technomart.runtime import Runtime
from technomart.worker import together
from tests.factories.buying import a_cart, an_open_shop, goods_on_sale, place, total_of


def buy(runtime: Runtime, *skus: str, times: int = 1) -> None:
    for _ in range(times):
        with runtime.database.transaction() as session:
            goods = [session.scalars(select(Variant).where(Variant.sku == sku)).one() for sku in skus]
            cart = a_cart(session, *((one, 1) for one in goods))
            place(session, cart.token, total_of(session, cart))


def three_goods(runtime: Runtime) -> list[Variant]:
    with runtime.database.transaction() as session:
        shop = an_open_shop(session)
        return [goods_on_sale(session, shop, name=name, pieces=90) for name in ("Смартфон", "Чехол", "Кабель")]


def taken_along(runtime: Runtime, goods: Variant) -> list[int]:
    with runtime.database.reader() as session:
        return catalog.related_to(session, goods.product_id, TAKEN_ALONG, 5)


def test_what_two_orders_have_is_shown_most_often_first_and_before_accessories(runtime: Runtime) -> None:
    phone, case, cable = three_goods(runtime)
    with runtime.database.transaction() as session:
        catalog.relate_anew(session, RelationKind.accessory, {phone.product_id: [case.product_id]})
    buy(runtime, phone.sku, case.sku)
    buy(runtime, phone.sku, cable.sku, times=2)
    together.relate(runtime, {})
    assert taken_along(runtime, phone) == [cable.id, case.id]
    assert taken_along(runtime, cable) == [phone.id]
    assert taken_along(runtime, case) == []


def test_what_is_bought_no_more_is_shown_no_more(runtime: Runtime) -> None:
    phone, case, _ = three_goods(runtime)
    buy(runtime, phone.sku, case.sku, times=2)
    together.relate(runtime, {})
    assert taken_along(runtime, phone) == [case.id]
    with runtime.database.transaction() as session:
        for order in session.scalars(select(Order)):
            order.placed_at = clock.now() - together.LOOKED_BACK - timedelta(days=1)
    together.relate(runtime, {})
    assert taken_along(runtime, phone) == []


def test_a_night_without_news_makes_no_page_anew(runtime: Runtime) -> None:
    phone, case, _ = three_goods(runtime)
    buy(runtime, phone.sku, case.sku, times=2)
    together.relate(runtime, {})
    with runtime.database.reader() as session:
        before = newest(session)
    together.relate(runtime, {})
    with runtime.database.reader() as session:
        assert session.scalars(select(Change).where(Change.seq > before)).all() == []


def test_orders_that_were_called_off_do_not_count(runtime: Runtime) -> None:
    phone, case, _ = three_goods(runtime)
    buy(runtime, phone.sku, case.sku, times=2)
    with runtime.database.transaction() as session:
        for order in session.scalars(select(Order)):
            order.status = orders.OrderStatus.cancelled
    together.relate(runtime, {})
    assert taken_along(runtime, phone) == []
