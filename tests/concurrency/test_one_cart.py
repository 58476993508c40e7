"""One cart in many hands: pressed twenty times, open in two tabs, merged while it is being ordered."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from technomart.domain import carts
from technomart.domain.accounts.models import Account
from technomart.domain.orders.models import Order
from technomart.foundation import clock
from technomart.foundation.database import Database
from technomart.foundation.ids import token
from technomart.foundation.outbox import OutboxMessage
from tests.concurrency.racing import (
    Bid,
    UnguardedDatabase,
    books,
    buyer,
    buyers_in_processes,
    cart_lines,
    outcomes,
    race,
)
from tests.factories.buying import a_cart, an_open_shop, goods_on_sale

ROUNDS = 5


def url_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def a_filled_cart(database: Database) -> tuple[Bid, int, str]:
    """A fresh shop and a cart with two pieces in it: what its shopper agreed to, the variant, its SKU."""
    with database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=900)
        return (a_cart(session, (phone, 2)).token, 200_000), phone.id, phone.sku


def another_cart(database: Database, sku: str, pieces: int) -> str:
    with database.transaction() as session:
        cart = a_cart(session)
        carts.add_line(session, cart, sku, pieces)
        return cart.token


def count(database: Database, table: type[Order] | type[OutboxMessage]) -> int:
    with database.reader() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_button_pressed_twenty_times_makes_one_order(database: Database) -> None:
    bid, _variant, _sku = a_filled_cart(database)
    numbers = race([buyer(database, bid)] * 20)
    assert len(set(numbers)) == 1
    assert isinstance(numbers[0], str)
    assert count(database, Order) == count(database, OutboxMessage) == 1
    assert books(database) == []


def test_without_the_lock_pressing_twice_fails_for_somebody(database: Database) -> None:
    """The negative control: what is left then is the UNIQUE cart token, which refuses rudely."""
    bid, _variant, sku = a_filled_cart(database)
    unguarded = UnguardedDatabase(url_of(database))
    for _ in range(ROUNDS):
        found = outcomes(race([buyer(unguarded, bid)] * 12))
        if set(found) != {"done"}:
            break
        bid = (another_cart(database, sku, 2), 200_000)
    unguarded.dispose()
    assert set(found) != {"done"}


def adding(database: Database, cart_token: str, sku: str) -> Callable[[], None]:
    def add() -> None:
        with database.transaction() as session:
            carts.add_line(session, carts.lock_cart(session, cart_token), sku, 1)

    return add


def test_twenty_pieces_added_in_twenty_tabs_are_twenty(database: Database) -> None:
    (cart_token, _), variant_id, sku = a_filled_cart(database)
    assert outcomes(race([adding(database, cart_token, sku)] * 20)) == {"done": 20}
    assert cart_lines(database, cart_token) == {variant_id: 22}


def test_without_the_lock_pieces_get_lost(database: Database) -> None:
    """The negative control."""
    (cart_token, _), variant_id, sku = a_filled_cart(database)
    unguarded = UnguardedDatabase(url_of(database))
    lost = False
    for _ in range(ROUNDS):
        before = cart_lines(database, cart_token)[variant_id]
        race([adding(unguarded, cart_token, sku)] * 10)
        lost = lost or cart_lines(database, cart_token)[variant_id] < before + 10
    unguarded.dispose()
    assert lost


def an_account_with_a_cart(database: Database, sku: str) -> int:
    with database.transaction() as session:
        account = Account(email=f"{token()}@example.com", name="Мария", login_key=token(), created_at=clock.now())
        session.add(account)
        session.flush()
        carts.add_line(session, carts.open_cart(session, account_id=account.id, at=clock.now()), sku, 1)
        return account.id


def signing_in(database: Database, guest_token: str, account_id: int) -> Callable[[], None]:
    def merge() -> None:
        with database.transaction() as session:
            carts.merge(session, guest_token=guest_token, account_id=account_id)

    return merge


def both_ordered_and_merged(database: Database, racers: Database, sku: str) -> bool:
    """One race of ordering a guest's cart of two against merging it; whether its goods ended up in both places."""
    guest = another_cart(database, sku, 2)
    account_id = an_account_with_a_cart(database, sku)
    before = count(database, Order)
    race([buyer(racers, (guest, 200_000)), signing_in(racers, guest, account_id)])
    with database.reader() as session:
        mine = carts.cart_of_account(session, account_id)
        assert mine is not None
        merged = sum(line.quantity for line in mine.lines) == 3
    ordered = count(database, Order) > before
    assert merged or ordered, "nothing is lost"
    return merged and ordered


def test_a_cart_is_either_ordered_or_merged(database: Database) -> None:
    _bid, _variant, sku = a_filled_cart(database)
    assert not any(both_ordered_and_merged(database, database, sku) for _ in range(ROUNDS))
    assert books(database) == []


def test_without_the_lock_a_cart_is_ordered_and_merged(database: Database) -> None:
    """The negative control."""
    _bid, _variant, sku = a_filled_cart(database)
    unguarded = UnguardedDatabase(url_of(database))
    twice = any(both_ordered_and_merged(database, unguarded, sku) for _ in range(4 * ROUNDS))
    unguarded.dispose()
    assert twice


@pytest.mark.proof
def test_the_button_pressed_in_four_processes(database: Database) -> None:
    bid, _variant, sku = a_filled_cart(database)
    for number in range(20):
        assert buyers_in_processes(url_of(database), [bid] * 20, processes=4) == ["done"] * 20
        assert count(database, Order) == number + 1
        bid = (another_cart(database, sku, 2), 200_000)
    assert books(database) == []
