"""People with and without a delivered order, for tests about reviews."""

from itertools import count

from sqlalchemy.orm import Session

from technomart.domain.accounts.models import Account
from technomart.domain.catalog.models import Variant
from technomart.domain.orders.models import Order, OrderLine
from technomart.foundation import clock

_numbers = count(1)


def an_account(session: Session, name: str = "Анна") -> Account:
    number = next(_numbers)
    account = Account(email=f"a{number}@shop.test", name=name, login_key=f"key-{number}", created_at=clock.now())
    session.add(account)
    session.flush()
    return account


def an_order_of(session: Session, account: Account, variant: Variant, *, delivered: int) -> OrderLine:
    """An order of one piece; `delivered` says whether it has arrived."""
    number = next(_numbers)
    order = Order(
        number=f"TM-{number}",
        public_token=f"order-{number}",
        cart_token=f"cart-{number}",
        account_id=account.id,
        name=account.name,
        phone="+79990000000",
        email=account.email,
        shipping_code="pickup",
        shipping_name="Самовывоз",
        shipping_kind="pickup",
        payment_method="on_delivery_cash",
        goods_kopecks=100,
        fees_kopecks=0,
        total_kopecks=100,
        vat_kopecks=18,
        placed_at=clock.now(),
    )
    session.add(order)
    session.flush()
    line = OrderLine(
        order_id=order.id,
        variant_id=variant.id,
        position=0,
        sku=variant.sku,
        slug=variant.slug,
        name=variant.name,
        specs=[],
        price_kopecks=100,
        vat_basis_points=2200,
        vat_kopecks=18,
        quantity=1,
        sum_kopecks=100,
        shipped=delivered,
        delivered=delivered,
    )
    session.add(line)
    session.flush()
    return line
