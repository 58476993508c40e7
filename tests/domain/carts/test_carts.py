"""Carts: limits, what has changed since, and two carts becoming one."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import carts, catalog, inventory, pricing
from technomart.domain.accounts.models import Account
from technomart.domain.carts import CartStatus, Problem
from technomart.domain.carts.models import CartLine
from technomart.domain.catalog.models import Product
from technomart.foundation import clock
from technomart.foundation.ids import token
from technomart.foundation.money import Money
from tests.factories.buying import ACTOR, a_cart, an_open_shop, goods_on_sale
from tests.factories.catalog import a_variant


def an_account(session: Session) -> Account:
    account = Account(
        email=f"{token()[:12].casefold()}@example.com", name="Мария", login_key=token(), created_at=clock.now()
    )
    session.add(account)
    session.flush()
    return account


def quantities(cart: carts.Cart) -> dict[int, int]:
    return {line.variant_id: line.quantity for line in cart.lines}


def test_adding_the_same_goods_again_adds_up(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    cart = a_cart(session, (phone, 2), (phone, 3))
    assert quantities(cart) == {phone.id: 5}
    assert cart.version == 2


@pytest.mark.parametrize("quantity", [0, -1, 1000, 10**9, 2**63])
def test_a_quantity_is_from_1_to_999(session: Session, quantity: int) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    cart = a_cart(session, (phone, 2))
    with pytest.raises(carts.NotAQuantity):
        carts.add_line(session, cart, phone.sku, quantity)
    with pytest.raises(carts.NotAQuantity):
        carts.set_quantity(session, cart, phone.sku, quantity)
    assert quantities(cart) == {phone.id: 2}


def test_a_cart_takes_no_more_than_there_is_and_says_how_many(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), pieces=4)
    cart = a_cart(session, (phone, 3))
    with pytest.raises(inventory.NotEnoughStock) as refusal:
        carts.add_line(session, cart, phone.sku, 2)
    assert refusal.value.details == {"sku": phone.sku, "available": 4}
    with pytest.raises(inventory.NotEnoughStock):
        carts.set_quantity(session, cart, phone.sku, 5)
    assert carts.set_quantity(session, cart, phone.sku, 4).quantity == 4


def test_even_with_plenty_a_line_takes_999(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), pieces=5000)
    cart = a_cart(session, (phone, 999))
    with pytest.raises(inventory.NotEnoughStock) as refusal:
        carts.add_line(session, cart, phone.sku, 1)
    assert refusal.value.available == 999


def test_what_is_hidden_unknown_or_unpriced_cannot_be_put_in(session: Session) -> None:
    warehouse = an_open_shop(session)
    cart = a_cart(session)
    hidden = goods_on_sale(session, warehouse)
    hidden.is_published = False
    unpriced = a_variant(session)
    inventory.receive(session, unpriced.id, warehouse.id, 5, cause="delivery", actor=ACTOR)
    session.flush()
    for sku, refusal in (
        (hidden.sku, catalog.UnknownSku),
        ("nothing", catalog.UnknownSku),
        (unpriced.sku, carts.NotOnSale),
    ):
        with pytest.raises(refusal):
            carts.add_line(session, cart, sku, 1)
    assert cart.lines == []


def test_a_cart_takes_a_hundred_different_goods(session: Session) -> None:
    warehouse = an_open_shop(session)
    goods = [goods_on_sale(session, warehouse) for _ in range(carts.MOST_LINES + 1)]
    cart = a_cart(session, *((variant, 1) for variant in goods[:-1]))
    with pytest.raises(carts.CartFull):
        carts.add_line(session, cart, goods[-1].sku, 1)
    carts.add_line(session, cart, goods[0].sku, 1)


def test_what_is_taken_out_can_be_put_back(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    cart = a_cart(session, (phone, 3))
    removed = carts.remove_line(session, cart, phone.sku)
    assert quantities(cart) == {}
    carts.add_line(session, cart, removed.sku, removed.quantity)
    assert quantities(cart) == {phone.id: 3}
    carts.clear(session, cart)
    assert session.scalars(select(CartLine)).all() == []
    with pytest.raises(carts.NotInCart):
        carts.remove_line(session, cart, phone.sku)


def test_the_cart_shows_todays_prices_and_what_has_changed(session: Session) -> None:
    warehouse = an_open_shop(session)
    phone = goods_on_sale(session, warehouse, kopecks=100_000)
    buds = goods_on_sale(session, warehouse, kopecks=50_000)
    cart = a_cart(session, (phone, 2), (buds, 1))
    now = clock.now()
    pricing.set_price(session, phone.id, 110_000, at=now, actor=ACTOR, reason="dearer")
    pricing.reduce_price(
        session, buds.id, 40_000, valid_from=now, valid_to=now + timedelta(days=1), actor=ACTOR, reason="sale"
    )
    view = carts.show(session, cart, lang="ru", at=now)
    assert [line.price_has_changed for line in view.lines] == [True, True]
    assert [line.seen_price.minor for line in view.lines] == [100_000, 50_000]
    assert view.totals.goods == Money(260_000)
    assert view.totals.saving == Money(10_000)
    assert view.totals.pieces == 3
    assert view.totals.vat.minor == 39_672 + 7_213
    assert view.can_be_ordered
    carts.accept_prices(session, cart, at=now)
    assert not any(line.price_has_changed for line in carts.show(session, cart, lang="ru", at=now).lines)


def test_the_cart_shows_what_has_run_out_and_counts_it_not(session: Session) -> None:
    warehouse = an_open_shop(session)
    few, gone, hidden, fine = (goods_on_sale(session, warehouse, kopecks=100, pieces=5) for _ in range(4))
    cart = a_cart(session, (few, 5), (gone, 1), (hidden, 1), (fine, 1))
    inventory.adjust(session, few.id, warehouse.id, 2, cause="count", actor=ACTOR)
    inventory.adjust(session, gone.id, warehouse.id, 0, cause="count", actor=ACTOR)
    session.get_one(Product, hidden.product_id).is_published = False
    session.flush()
    view = carts.show(session, cart, lang="ru", at=clock.now())
    assert [line.problem for line in view.lines] == [Problem.few, Problem.gone, Problem.gone, None]
    assert view.lines[0].max_quantity == 2
    assert view.totals.goods == Money(600)
    assert not view.can_be_ordered


def test_a_cart_is_found_by_its_token_only_while_it_is_open(session: Session) -> None:
    cart = a_cart(session)
    assert carts.find_cart(session, cart.token) is cart
    assert carts.find_cart(session, None) is None
    assert carts.find_cart(session, cart.token[:-1]) is None
    cart.status = CartStatus.converted
    session.flush()
    assert carts.find_cart(session, cart.token) is None
    with pytest.raises(carts.CartGone):
        carts.lock_cart(session, cart.token)


def test_at_sign_in_two_carts_become_one_within_stock(session: Session) -> None:
    warehouse = an_open_shop(session)
    phone, buds = goods_on_sale(session, warehouse, pieces=6), goods_on_sale(session, warehouse)
    account = an_account(session)
    mine = a_cart(session, (phone, 5), account_id=account.id)
    guest = a_cart(session, (phone, 5), (buds, 2))
    merged = carts.merge(session, guest_token=guest.token, account_id=account.id)
    assert merged is mine
    assert quantities(mine) == {phone.id: 6, buds.id: 2}
    assert guest.status is CartStatus.abandoned
    assert carts.find_cart(session, guest.token) is None
    assert carts.cart_of_account(session, account.id) is mine


def test_a_guests_cart_becomes_the_accounts_if_it_has_none(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    account, guest = an_account(session), a_cart(session, (phone, 5))
    assert carts.merge(session, guest_token=guest.token, account_id=account.id) is guest
    assert guest.account_id == account.id
    assert carts.merge(session, guest_token=guest.token, account_id=account.id) is guest
    assert quantities(guest) == {phone.id: 5}


def test_another_accounts_cart_is_never_merged(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    account, other = an_account(session), an_account(session)
    theirs = a_cart(session, (phone, 1), account_id=other.id)
    assert carts.merge(session, guest_token=theirs.token, account_id=account.id) is None
    assert theirs.account_id == other.id


def test_with_nothing_to_merge_there_is_no_cart(session: Session) -> None:
    assert carts.merge(session, guest_token=None, account_id=an_account(session).id) is None


def test_carts_nobody_touches_are_forgotten(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    cart = a_cart(session, (phone, 1))
    assert carts.expire(session, clock.now(), most=10) == 0
    assert carts.expire(session, cart.expires_at + timedelta(seconds=1), most=10) == 1
    assert carts.find_cart(session, cart.token) is None
