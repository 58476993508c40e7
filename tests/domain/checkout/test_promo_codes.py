"""Promo codes from the cart to the order: what is taken off, who may use one, and what is put to the shopper."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import accounts, carts, checkout, inventory, orders, pricing
from technomart.domain.carts import Cart
from technomart.domain.catalog import Variant
from technomart.domain.checkout import Contact, PriceChanged
from technomart.domain.inventory import Location
from technomart.domain.pricing import CodeDraft, Customer, Discount, DiscountKind, PromoCodeRefused
from technomart.foundation import clock
from technomart.foundation.money import Money
from tests.factories.buying import (
    BY_COURIER,
    COURIER_FEE,
    MARIA,
    a_cart,
    a_cart_with_code,
    a_promo_code,
    an_open_shop,
    goods_on_sale,
    order_with_code,
    place,
    total_of,
)

PETER = Contact(name="Пётр", phone="+79150001235", email="peter@example.com")


@pytest.fixture
def phone(session: Session) -> Variant:
    return goods_on_sale(session, an_open_shop(session), kopecks=99_999, pieces=50)


def central(session: Session) -> Location:
    return inventory.get_location(session, "central")


def somebody(session: Session, email: str) -> int:
    account = accounts.open_account(session, name="Кто-то", email=email, password_hash=None)
    session.flush()
    return account.id


def problem_of(session: Session, cart: Cart, customer: Customer | None = None) -> str | None:
    view = carts.show(session, cart, lang="ru", at=clock.now(), customer=customer)
    assert view.code is not None
    return view.code.problem.problem if view.code.problem else None


def refused(session: Session, cart: Cart, word: str) -> str:
    with pytest.raises(PromoCodeRefused) as refusal:
        carts.use_code(session, cart, word)
    return refusal.value.problem


def test_the_order_bears_the_discount_line_by_line(session: Session, phone: Variant) -> None:
    buds = goods_on_sale(session, central(session), kopecks=33_333, pieces=9, name="Наушники")
    a_promo_code(session, percent=10)
    order = order_with_code(session, "welcome", (phone, 3), (buds, 1))
    assert order.goods_kopecks == 333_330
    assert order.discount_kopecks == 33_333
    assert order.total_kopecks == 299_997
    assert sum(line.discount_kopecks for line in order.lines) == 33_333
    assert sum(line.charged_kopecks for line in order.lines) == order.total_kopecks
    assert [(one.name, one.amount_kopecks) for one in order.discounts] == [("WELCOME", 33_333)]
    assert violations(session) == []


def test_free_delivery_is_a_discount_of_the_fee(session: Session, phone: Variant) -> None:
    a_promo_code(session, "DRIVE", kind="free_delivery")
    cart = a_cart_with_code(session, "drive", (phone, 1))
    order = place(session, cart.token, Money(99_999), delivery=BY_COURIER)
    assert (order.fees_kopecks, order.discount_kopecks, order.total_kopecks) == (COURIER_FEE, COURIER_FEE, 99_999)
    assert order.fees[0].charged_kopecks == order.fees[0].vat_kopecks == 0
    assert violations(session) == []


def test_a_code_that_takes_nothing_off_is_not_spent(session: Session, phone: Variant) -> None:
    code = a_promo_code(session, "DRIVE", kind="free_delivery", most_uses=1)
    order = order_with_code(session, "drive", (phone, 1))
    session.refresh(code)
    assert (order.discounts, code.used) == ([], 0)


def test_a05_thirty_three_per_cent_of_odd_prices_adds_up_to_the_kopeck(session: Session, phone: Variant) -> None:
    shelf = central(session)
    odd = [goods_on_sale(session, shelf, kopecks=one, name=f"N{one}") for one in (1, 101, 203, 307, 409, 503, 709)]
    a_promo_code(session, "ODD", percent=33)
    order = order_with_code(session, "odd", (odd[0], 3), *((one, 1) for one in odd[1:]))
    charged = sum(line.charged_kopecks for line in order.lines)
    assert order.total_kopecks == charged == 2235 - 738
    assert order.vat_kopecks == sum(
        pricing.vat_contained(line.charged_kopecks, line.vat_basis_points) for line in order.lines
    )
    assert violations(session) == []


def test_a07_the_same_code_twice_another_case_and_spaces_are_one_code(session: Session, phone: Variant) -> None:
    code = a_promo_code(session, percent=10, most_uses=5)
    cart = a_cart_with_code(session, "WELCOME", (phone, 1))
    carts.use_code(session, cart, "  welcome ")
    order = place(session, cart.token, total_of(session, cart))
    session.refresh(code)
    assert order.discount_kopecks == 10_000
    assert code.used == 1


def test_a07_a_second_code_takes_the_place_of_the_first(session: Session, phone: Variant) -> None:
    first = a_promo_code(session, percent=10, most_uses=5)
    a_promo_code(session, "OTHER", amount_kopecks=5_000)
    cart = a_cart_with_code(session, "welcome", (phone, 1))
    carts.use_code(session, cart, "other")
    order = place(session, cart.token, total_of(session, cart))
    session.refresh(first)
    assert (order.discount_kopecks, first.used) == (5_000, 0)


def test_a07_a_discount_above_the_goods_leaves_a_kopeck_a_piece(session: Session, phone: Variant) -> None:
    a_promo_code(session, "RICH", amount_kopecks=10**9)
    order = order_with_code(session, "rich", (phone, 2))
    assert order.total_kopecks == 2
    assert violations(session) == []


def test_a07_a_code_that_ran_out_a_minute_ago_is_put_to_the_shopper(session: Session, phone: Variant) -> None:
    code = a_promo_code(session, percent=10)
    cart = a_cart_with_code(session, "welcome", (phone, 1))
    seen = total_of(session, cart)
    code.valid_to = clock.now() - timedelta(minutes=1)
    session.flush()
    with pytest.raises(PromoCodeRefused) as refusal:
        place(session, cart.token, seen)
    assert refusal.value.problem == "over"
    assert problem_of(session, cart) == "over"
    order = place(session, cart.token, total_of(session, cart))
    assert (order.total_kopecks, order.discount_kopecks, order.discounts) == (99_999, 0, [])


def test_a07_goods_taken_out_below_the_least_sum_are_noticed_at_the_button(session: Session, phone: Variant) -> None:
    a_promo_code(session, percent=10, minimum_kopecks=150_000)
    cart = a_cart_with_code(session, "welcome", (phone, 2))
    seen = total_of(session, cart)
    carts.set_quantity(session, cart, phone.sku, 1)
    view = carts.show(session, cart, lang="ru", at=clock.now())
    assert view.code is not None
    assert view.code.problem is not None
    assert view.code.problem.details["missing"] == Money(50_001)
    with pytest.raises(PromoCodeRefused):
        place(session, cart.token, seen)
    carts.set_quantity(session, cart, phone.sku, 2)
    assert place(session, cart.token, seen).discount_kopecks == 20_000


def test_a07_a_code_of_another_customer_takes_nothing(session: Session, phone: Variant) -> None:
    maria, peter = somebody(session, "maria@example.com"), somebody(session, "peter@example.com")
    a_promo_code(session, "MARIAS", account_id=maria)
    assert refused(session, a_cart(session, (phone, 1)), "marias") == "sign_in"
    assert refused(session, a_cart(session, (phone, 1), account_id=peter), "marias") == "of_another"
    own = order_with_code(session, "marias", (phone, 1), account_id=maria)
    assert own.discount_kopecks == 10_000


def test_unknown_words_and_codes_that_are_off_are_told_alike(session: Session, phone: Variant) -> None:
    a_promo_code(session, "SECRET", is_on=False)
    cart = a_cart(session, (phone, 1))
    assert refused(session, cart, "secret") == refused(session, cart, "never was") == refused(session, cart, " ")
    assert cart.promo_code_id is None


def test_a_changed_total_without_a_code_is_still_a_changed_price(session: Session, phone: Variant) -> None:
    a_promo_code(session, percent=10)
    cart = a_cart_with_code(session, "welcome", (phone, 1))
    with pytest.raises(PriceChanged):
        place(session, cart.token, Money(1))


def test_a_customer_is_an_account_or_an_address(session: Session, phone: Variant) -> None:
    a_promo_code(session, percent=10, most_uses_each=1)
    maria = somebody(session, "maria2@example.com")
    order_with_code(session, "welcome", (phone, 1), account_id=maria)
    assert refused(session, a_cart(session, (phone, 1), account_id=maria), "welcome") == "used_by_you"
    guest = a_cart_with_code(session, "welcome", (phone, 1))
    same_address = Customer(None, f" {MARIA.email.upper()} ")
    assert problem_of(session, guest, same_address) == "used_by_you"
    with pytest.raises(PromoCodeRefused):
        place(session, guest.token, total_of(session, guest))
    assert place(session, guest.token, total_of(session, guest), contact=PETER).discount_kopecks == 10_000


def test_a_cancelled_order_gives_its_use_back_once(session: Session, phone: Variant) -> None:
    code = a_promo_code(session, percent=10, most_uses=1, most_uses_each=1)
    order = order_with_code(session, "welcome", (phone, 1))
    assert refused(session, a_cart(session, (phone, 1)), "welcome") == "used_up"
    checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
    checkout.give_codes_back(session, orders.lock_order(session, order.id))
    session.refresh(code)
    assert code.used == 0
    assert order_with_code(session, "welcome", (phone, 1)).discount_kopecks == 10_000
    assert violations(session) == []


def test_terms_that_changed_under_the_button_are_put_to_the_shopper(session: Session, phone: Variant) -> None:
    code = a_promo_code(session, percent=10)
    cart = a_cart_with_code(session, "welcome", (phone, 1))
    seen = total_of(session, cart)
    draft = CodeDraft("", Discount(DiscountKind.percent, 5), valid_from=code.valid_from)
    pricing.change_promo_code(session, code, draft, actor="test")
    with pytest.raises(PriceChanged):
        place(session, cart.token, seen)


def test_a_code_comes_along_when_carts_are_merged(session: Session, phone: Variant) -> None:
    code = a_promo_code(session, percent=10)
    maria = somebody(session, "maria3@example.com")
    guest = a_cart_with_code(session, "welcome", (phone, 1))
    a_cart(session, (phone, 1), account_id=maria)
    merged = carts.merge(session, guest_token=guest.token, account_id=maria)
    assert merged is not None
    assert (merged.account_id, merged.promo_code_id) == (maria, code.id)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"percent": 0}, "percent"),
        ({"percent": 100}, "percent"),
        ({"amount_kopecks": 0}, "amount"),
        ({"valid_to": clock.now() - timedelta(days=2)}, "valid_to"),
        ({"minimum_kopecks": -1}, "minimum"),
        ({"most_uses": 0}, "most_uses"),
        ({"most_uses_each": -5}, "most_uses_each"),
        ({"word": "  "}, "word"),
        ({"word": "x" * 41}, "word"),
    ],
)
def test_a_code_is_made_on_sane_terms_only(session: Session, terms: dict[str, Any], field: str) -> None:
    with pytest.raises(pricing.NotADiscount) as refusal:
        a_promo_code(session, **({"word": "SANE"} | terms))
    assert refusal.value.details["field"] == field


def test_one_word_is_one_code_and_its_limit_never_falls_below_its_uses(session: Session, phone: Variant) -> None:
    code = a_promo_code(session, percent=10, most_uses=5)
    with pytest.raises(pricing.CodeTaken):
        a_promo_code(session, " Welcome")
    for _ in range(2):
        order_with_code(session, "welcome", (phone, 1))
    draft = CodeDraft("", code.discount, valid_from=code.valid_from, most_uses=1)
    with pytest.raises(pricing.FewerThanUsed):
        pricing.change_promo_code(session, code, draft, actor="test")
