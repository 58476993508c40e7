"""A storm of checkouts: shoppers who buy with a promo code, every other one paying at the sandbox bank."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from itertools import count

from sqlalchemy import func, select

from technomart.domain.catalog.models import Variant
from technomart.domain.inventory import Stock
from technomart.domain.orders import Order, OrderDiscount, OrderStatus
from technomart.domain.orders.models import OrderLine
from technomart.domain.payments import Payment, PaymentState
from technomart.domain.pricing import PromoCode
from tests.deploy.buyers import Purchases, Shopper
from tests.factories.buying import a_promo_code
from tests.faults.shop import Served
from tests.web.storefront.shop import ANSWERS, HIDDEN

CODE = "STORM"
PLACED = re.compile(r"/(orders|pay)/([\w-]+)$")
BANK = re.compile(r'href="http://[^/"]+(/dev/bank/[\w-]+)"')
NUMBERS = count(1)


@dataclass
class Storm(Purchases):
    """What the shoppers were told: orders, attempts to pay, and which of these the shop called paid."""

    attempts: set[str] = field(default_factory=set)
    paid: set[str] = field(default_factory=set)

    @property
    def told(self) -> int:
        return len(self.acknowledged) + len(self.attempts)

    def wait_for_more(self, orders: int, *, seconds: float = 60) -> None:
        """Until so many more were told of an order."""
        wanted, deadline = self.told + orders, time.monotonic() + seconds
        while self.told < wanted:
            assert time.monotonic() < deadline, f"only {self.told} orders, {self.statuses}"
            time.sleep(0.02)


class StormShopper(Shopper):
    """Buys one piece with the promo code; whoever has an even number pays by card."""

    seen: Storm

    def buy(self, sku: str) -> None:
        number = next(NUMBERS)
        if self.ask("/cart/lines", {"sku": sku, "quantity": "1"}).status != 303:
            return
        form = self.form("/checkout")
        if not form or self.ask("/checkout/promo-code", {**form, "promo_code": CODE}).status != 303:
            return
        form = self.form("/checkout")
        if not form:
            return
        payment = "on_delivery_cash" if number % 2 else "card"
        placed = self.ask("/checkout", {**form, **ANSWERS, "email": f"b{number}@example.com", "payment": payment})
        where = PLACED.search("".join(placed.all("Location")))
        if placed.status != 303 or where is None:
            return
        if where[1] == "orders":
            self.seen.acknowledged.append((where[2], time.monotonic()))
        else:
            self.seen.attempts.add(where[2])
            self.pay(where[2])

    def form(self, path: str) -> dict[str, str]:
        page = self.ask(path)
        return dict(HIDDEN.findall(page.body.decode())) if page.status == 200 else {}

    def pay(self, attempt: str) -> None:
        page = self.ask(f"/pay/{attempt}").body.decode()
        bank = BANK.search(page)
        if bank is None:
            return
        self.ask(bank[1] + "/pay", self.form(bank[1]))
        back = self.ask(f"/pay/{attempt}/return")
        if back.status == 303 and "/orders/" in "".join(back.all("Location")):
            self.seen.paid.add(attempt)


def stormy_goods(shop: Served, pieces: int) -> str:
    """Goods for the storm, and a code that takes something off; the SKU."""
    with shop.goods.runtime.database.transaction() as session:
        a_promo_code(session, CODE)
    return shop.on_sale(pieces, "Колонка")


def require_whole(shop: Served, storm: Storm, sku: str, pieces: int) -> None:
    """Every order somebody was told of is there and whole, every payment called paid is booked, stock adds up."""
    with shop.goods.runtime.database.reader() as session:
        orders = {order.public_token: order for order in session.scalars(select(Order))}
        payments = {payment.token: payment for payment in session.scalars(select(Payment))}
        with_lines = set(session.scalars(select(OrderLine.order_id)))
        discounted = set(session.scalars(select(OrderDiscount.order_id)))
        used = session.scalar(select(PromoCode.used).where(PromoCode.code == CODE))
        counts = select(func.sum(Stock.on_hand - Stock.allocated - Stock.reserved)).join(Variant)
        left = session.scalar(counts.where(Variant.sku == sku))
    assert storm.tokens() <= set(orders)
    assert storm.attempts <= set(payments)
    assert {payments[token].order_id for token in storm.attempts} <= with_lines
    booked = {PaymentState.authorized, PaymentState.paid}
    assert {payments[token].status for token in storm.paid} <= booked
    assert with_lines == discounted == {order.id for order in orders.values()}
    assert all(order.status is not OrderStatus.expired for order in orders.values())
    assert used == len(orders), "every order has taken one use of the code, and nobody else"
    assert left + len(orders) == pieces
    assert shop.goods.books() == []
