"""The check of the books: silent over a healthy shop, loud about every kind of damage."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.cli.main import main
from technomart.domain import checkout
from technomart.foundation.database import Database
from tests.factories import returning
from tests.factories.buying import (
    BY_COURIER,
    COURIER_FEE,
    a_cart,
    a_placed_order,
    a_promo_code,
    a_promotion,
    an_open_shop,
    goods_on_sale,
    order_with_code,
    place,
    total_of,
)


def busy(url: str) -> None:
    """A courier's order, a pick-up, a cancelled order, an open cart, a promotion and a promo code."""
    with filling(url) as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=99_999, pieces=20)
        cart = a_cart(session, (phone, 3))
        place(session, cart.token, total_of(session, cart, fee_kopecks=COURIER_FEE), delivery=BY_COURIER)
        a_placed_order(session, (phone, 1))
        gone = a_placed_order(session, (phone, 2))
        checkout.cancel_order(session, gone.id, actor="shopper", reason="changed_mind")
        a_cart(session, (phone, 5))
        a_promo_code(session, "MINUS10", percent=10, most_uses=5)
        a_promotion(session, percent=20, product_ids=(phone.product_id,))
        order_with_code(session, "MINUS10", (phone, 1))
        second = order_with_code(session, "MINUS10", (phone, 2))
        checkout.cancel_order(session, second.id, actor="shopper", reason="changed_mind")


def with_a_return(url: str) -> None:
    """An order of two pieces of which one has come back and is paid for."""
    with filling(url) as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=99_999, pieces=20)
        order = returning.a_delivered_order(session, (phone, 2))
        returning.pay_back(
            session, returning.receive(session, returning.approve(session, returning.ask(session, order)))
        )


@contextmanager
def filling(url: str) -> Iterator[Session]:
    """One transaction in the database at this URL."""
    database = Database(url)
    try:
        with database.transaction() as session:
            yield session
    finally:
        database.dispose()


@pytest.mark.filled(by=busy)
def test_a_healthy_shop_has_nothing_to_say(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    url = database.url.render_as_string(hide_password=False)
    assert main(["invariants", "--database", url]) == 0
    assert "the books are right" in capsys.readouterr().out


DAMAGES = [
    ("UPDATE stock SET on_hand = on_hand + 1", "its movements make"),
    ("UPDATE stock SET allocated = allocated - 1", "its claims hold"),
    ("UPDATE allocation SET quantity = quantity + 1", "its claims hold"),
    ("UPDATE order_line SET cancelled = 1 WHERE cancelled = 0", "are still owed"),
    ("UPDATE order_line SET claim_id = NULL", "no order line owns it"),
    ("UPDATE cart SET status = 'open'", "is not converted"),
    (
        "UPDATE orders SET cart_token = 'x' WHERE cart_token IN (SELECT min(cart_token) FROM orders)",
        "there is no order",
    ),
    ("UPDATE orders SET vat_kopecks = vat_kopecks + 1", "parts make"),
    ("UPDATE order_fee SET amount_kopecks = amount_kopecks + 1", "(make"),
    ("UPDATE order_line SET vat_kopecks = vat_kopecks + 1", "is not what"),
    ("UPDATE orders SET goods_kopecks = goods_kopecks + 1, total_kopecks = total_kopecks + 1", "lines make"),
    ("UPDATE promo_code SET used = used - 1", "uses stand"),
    ("UPDATE promo_code_use SET released_at = at", "uses stand"),
    ("UPDATE promo_code_use SET released_at = NULL", "says otherwise"),
    ("DELETE FROM order_discount", "there is no order of it"),
    ("UPDATE order_discount SET amount_kopecks = amount_kopecks + 1", "its discounts make"),
    ("UPDATE order_line SET discount_kopecks = 1 WHERE discount_kopecks = 0", "its parts bear"),
    ("UPDATE order_fee SET vat_kopecks = vat_kopecks + 1", "is not what"),
    ("UPDATE promotion SET is_on = false", "still to come"),
    ("UPDATE orders SET status = 'completed'", "do not say so"),
    ("UPDATE orders SET payment_status = 'paid'", "its counters say"),
    ("UPDATE orders SET fulfilment_status = 'delivered'", "its counters say"),
    ("UPDATE orders SET paid_kopecks = 1", "its counters say"),
]


@pytest.mark.filled(by=busy)
def test_damage_is_told_and_counts_as_failure(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    damage, sentence = DAMAGES[0]
    with database.transaction() as session:
        session.execute(text(damage))
    assert main(["invariants", "--database", database.url.render_as_string(hide_password=False)]) == 1
    assert sentence in capsys.readouterr().out


@pytest.mark.filled(by=busy)
@pytest.mark.parametrize(("damage", "sentence"), DAMAGES)
def test_every_kind_of_damage_is_found(database: Database, damage: str, sentence: str) -> None:
    with database.transaction() as session:
        session.execute(text(damage))
    with database.reader() as session:
        found = violations(session)
    assert any(sentence in one for one in found), found


RETURN_DAMAGES = [
    ("UPDATE order_line SET returned = 2", "its returns make 1"),
    ("UPDATE return_line SET quantity = 3, received_quantity = 3", "only 2 were delivered"),
    ("UPDATE return_request SET due_kopecks = due_kopecks + 1", "its parts make"),
    ("UPDATE return_line SET refund_kopecks = 200000", "it cost"),
    ("UPDATE return_request SET due_kopecks = 300000, refunded_kopecks = 300000", "were paid"),
    ("UPDATE return_line SET received_quantity = NULL, received_state = NULL", "do not agree"),
]


@pytest.mark.filled(by=with_a_return)
@pytest.mark.parametrize(("damage", "sentence"), RETURN_DAMAGES)
def test_damage_to_returns_is_found(database: Database, damage: str, sentence: str) -> None:
    with database.reader() as session:
        assert violations(session) == []
    with database.transaction() as session:
        session.execute(text(damage))
    with database.reader() as session:
        found = violations(session)
    assert any(sentence in one for one in found), found
