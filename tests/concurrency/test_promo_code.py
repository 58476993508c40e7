"""A promo code in many hands: never used more often than allowed, in all or by one customer (A06)."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from technomart.domain import accounts, checkout
from technomart.domain.checkout import Contact
from technomart.domain.orders import Order
from technomart.domain.pricing import PromoCode
from technomart.foundation.database import Database
from technomart.foundation.faults import Faults
from technomart.foundation.money import Money
from tests.concurrency.racing import NoLocks, UnguardedDatabase, books, outcomes, race
from tests.factories.buying import a_cart_with_code, a_promo_code, an_open_shop, goods_on_sale, place

SHOPPERS = 30
FULL, REDUCED = 100_000, 90_000


def carts_with_code(
    database: Database, count: int, *, account_id: int | None = None, **terms: int
) -> list[tuple[str, Contact]]:
    """A shop, a code of ten per cent on these terms, and so many people at the button with it in their carts."""
    with database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=FULL, pieces=1000)
        a_promo_code(session, percent=10, **terms)
        return [
            (
                a_cart_with_code(session, "welcome", (phone, 1), account_id=account_id).token,
                Contact(f"N {number}", f"+7915{number:07}", f"shopper{number}@example.com"),
            )
            for number in range(count)
        ]


def press(
    database: Database,
    cart: tuple[str, Contact],
    *,
    agreed: int = REDUCED,
    account_id: int | None = None,
    faults: Faults | None = None,
) -> Callable[[], str]:
    token, contact = cart

    def act() -> str:
        with database.transaction() as session:
            return place(
                session,
                token,
                Money(agreed),
                contact=contact,
                account_id=account_id,
                faults=faults or Faults(),
            ).number

    return act


def uses(database: Database) -> tuple[int, int]:
    """What the code's counter says, and how many orders got the discount."""
    with database.reader() as session:
        counted = session.scalars(select(PromoCode.used)).one()
        reduced = select(func.count()).select_from(Order).where(Order.discount_kopecks > 0, Order.status == "placed")
        return counted, session.scalar(reduced) or 0


def test_a06_a_code_for_one_goes_to_one_of_thirty(database: Database) -> None:
    carts = carts_with_code(database, SHOPPERS, most_uses=1)
    results = race([press(database, cart) for cart in carts])
    assert outcomes(results) == {"done": 1, "promo_code_used_up": SHOPPERS - 1}
    assert uses(database) == (1, 1)
    losers = [cart for cart, result in zip(carts, results, strict=True) if not isinstance(result, str)]
    again = race([press(database, cart, agreed=FULL) for cart in losers[:4]])
    assert outcomes(again) == {"done": 4}, "who came too late keeps the cart, at its full price"
    assert uses(database) == (1, 1)
    assert books(database) == []


def test_a06_one_customer_with_ten_carts_uses_it_once(database: Database) -> None:
    with database.transaction() as session:
        account = accounts.open_account(session, name="Мария", email="maria@example.com", password_hash=None)
        session.flush()
        maria = account.id
    carts = carts_with_code(database, 10, account_id=maria, most_uses_each=1)
    results = race([press(database, cart, account_id=maria) for cart in carts])
    assert outcomes(results) == {"done": 1, "promo_code_used_by_you": 9}
    assert uses(database) == (1, 1)
    assert books(database) == []


def test_a06_one_address_with_ten_carts_uses_it_once(database: Database) -> None:
    carts = carts_with_code(database, 10, most_uses_each=1)
    same = carts[0][1]
    results = race([press(database, (token, same)) for token, _ in carts])
    assert outcomes(results) == {"done": 1, "promo_code_used_by_you": 9}
    assert books(database) == []


def test_a_use_given_back_ten_times_at_once_is_given_back_once(database: Database) -> None:
    (cart,) = carts_with_code(database, 1, most_uses=1)
    press(database, cart)()
    with database.reader() as session:
        order_id = session.scalars(select(Order.id)).one()

    def cancel() -> None:
        with database.transaction() as session:
            checkout.cancel_order(session, order_id, actor="shopper", reason="changed_mind")

    assert outcomes(race([cancel] * 10)) == {"done": 1, "order_cannot_be_cancelled": 9}
    assert uses(database) == (0, 0)
    assert books(database) == []


def test_cancelling_and_ordering_at_once_never_wait_for_each_other_for_ever(database: Database) -> None:
    carts = carts_with_code(database, 16, most_uses=8)
    numbers = [press(database, cart)() for cart in carts[:8]]
    with database.reader() as session:
        ids = session.scalars(select(Order.id).where(Order.number.in_(numbers))).all()

    def cancel(order_id: int) -> Callable[[], None]:
        def act() -> None:
            with database.transaction() as session:
                checkout.cancel_order(session, order_id, actor="shopper", reason="changed_mind")

        return act

    found = outcomes(race([*(cancel(one) for one in ids), *(press(database, cart) for cart in carts[8:])]))
    assert set(found) <= {"done", "promo_code_used_up"}
    counted, reduced = uses(database)
    assert counted == reduced == found["done"] - 8
    assert books(database) == []


def test_without_the_lock_the_code_is_used_too_often(database: Database) -> None:
    """The negative control: if this code never went to two, the tests above would prove nothing."""
    unguarded = UnguardedDatabase(database.url.render_as_string(hide_password=False))
    carts = carts_with_code(database, 12, most_uses=1)
    race([press(unguarded, cart, faults=NoLocks("promo code")) for cart in carts])
    unguarded.dispose()
    counted, reduced = uses(database)
    assert reduced > 1
    assert counted != reduced
    assert any("uses stand" in found for found in books(database))
