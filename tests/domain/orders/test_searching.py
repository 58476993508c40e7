"""The shop's people find any order by what a caller can tell: its number, a telephone number, an address."""

import pytest
from sqlalchemy.orm import Session

from technomart.domain import fulfilment, orders
from technomart.domain.checkout import Contact
from technomart.domain.orders import OrderStatus, PaymentStatus, Pile, Wanted
from technomart.foundation.paging import Paging
from tests.factories.buying import a_placed_order, an_open_shop, goods_on_sale

IVAN = Contact(name="Иван Петров", phone="+7 999 123-45-67", email="ivan_100%@example.org")


@pytest.fixture
def two(session: Session) -> tuple[orders.Order, orders.Order]:
    """One of Maria's, one of Ivan's."""
    phone = goods_on_sale(session, an_open_shop(session), pieces=50)
    return a_placed_order(session, (phone, 1)), a_placed_order(session, (phone, 1), contact=IVAN)


def found(session: Session, **wanted: object) -> list[str]:
    rows, total = orders.find_orders(session, Wanted(**wanted), Paging())  # type: ignore[arg-type]
    assert total == len(rows)
    return [row.name for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        "89991234567",
        "+7 999 123-45-67",
        "8 999",
        "7 (999) 12",
        "123-45-67",
        "ivan_100%@",
        "IVAN_100%@EXAMPLE.org",
        "4567",
    ],
)
def test_an_order_is_found_by_telephone_and_address(
    session: Session, two: tuple[orders.Order, orders.Order], text: str
) -> None:
    assert found(session, text=text) == ["Иван Петров"]


def test_an_order_is_found_by_its_number_or_its_end(session: Session, two: tuple[orders.Order, orders.Order]) -> None:
    number = two[0].number
    for text in (number, number.lower(), f" {number} ", number[-5:]):
        assert found(session, text=text) == ["Мария Соколова"]
    assert orders.get_order(session, number.lower()).id == two[0].id
    with pytest.raises(orders.UnknownOrder):
        orders.get_order(session, "TM-000000-AAAAA")


@pytest.mark.parametrize("text", ["%", "_", "' OR 1=1 --", "\\", "77777"])
def test_signs_of_the_database_find_nothing_by_themselves(
    session: Session, two: tuple[orders.Order, orders.Order], text: str
) -> None:
    theirs = ["Иван Петров"] if text in IVAN.email else []
    assert found(session, text=text) == theirs
    assert found(session, text="nobody" + text) == []


def test_orders_lie_in_piles_by_what_they_wait_for(session: Session, two: tuple[orders.Order, orders.Order]) -> None:
    assert orders.piles(session)[Pile.to_confirm] == 2
    fulfilment.confirm(session, two[0].id, actor="staff")
    assert (orders.piles(session)[Pile.to_confirm], orders.piles(session)[Pile.to_pick]) == (1, 1)
    assert found(session, pile=Pile.to_pick) == ["Мария Соколова"]
    assert found(session, status=OrderStatus.placed) == ["Иван Петров"]
    assert found(session, payment=PaymentStatus.paid) == []
    assert found(session, shipping_kind="courier") == []
