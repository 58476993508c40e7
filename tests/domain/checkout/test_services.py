"""Ordering with services: each is charged, named and given back to the kopeck."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import carts, catalog, checkout, payments, shipping
from technomart.domain.catalog.models import Variant
from technomart.domain.checkout import PriceChanged, WrongAnswers
from technomart.domain.payments import ReceiptMode
from technomart.domain.shipping import Rate, ServiceKind
from technomart.foundation import clock
from technomart.foundation.money import Money
from tests.factories.buying import (
    BY_COURIER,
    COURIER_FEE,
    TO_ARBAT,
    a_cart,
    a_cart_with_code,
    a_placed_order,
    a_promo_code,
    an_open_shop,
    goods_on_sale,
    place,
    total_of,
)
from tests.factories.returning import approve, ask, brought, receive

LIFT_FEE, CONNECT_FEE = 50_001, 249_000
WITH_BOTH = replace(BY_COURIER, services=("connect", "lift"))
"""Two pieces of 60 kg: lifted and connected."""


@pytest.fixture
def washer(session: Session) -> Variant:
    """A washing machine of 60 kg for 333.33 roubles; lifting costs 500.01 a piece and connecting 2,490."""
    variant = goods_on_sale(session, an_open_shop(session), kopecks=33_333, name="Стиральная машина")
    variant.weight_grams = 60_000
    type_id = catalog.facts_of(session, [variant.id])[variant.id].product_type_id
    for code, kind, fee in (("lift", ServiceKind.lifting, LIFT_FEE), ("stairs", ServiceKind.lifting, 150_000)):
        shipping.add_service(
            session, code=code, kind=kind, name=code, from_grams=15_000, rates=[Rate(None, 60_000, fee)]
        )
    shipping.add_service(
        session,
        code="connect",
        kind=ServiceKind.installation,
        name="Подключение",
        name_en="Connecting",
        rates=[Rate(None, None, CONNECT_FEE)],
        type_ids=[type_id],
        position=1,
    )
    return variant


def test_each_service_is_a_fee_of_its_own_and_all_add_up(session: Session, washer: Variant) -> None:
    fees = COURIER_FEE + 2 * LIFT_FEE + 2 * CONNECT_FEE
    order = a_placed_order(session, (washer, 2), delivery=WITH_BOTH, fee=fees)
    assert [(fee.kind, fee.name, fee.amount_kopecks) for fee in order.fees] == [
        ("delivery", "Курьер", COURIER_FEE),
        ("lifting", "lift", 2 * LIFT_FEE),
        ("installation", "Подключение", 2 * CONNECT_FEE),
    ]
    assert (order.fees_kopecks, order.total_kopecks) == (fees, 66_666 + fees)
    receipt = payments.draft_of(order, order.total_kopecks, ReceiptMode.full_prepayment)
    assert sum(item.price.minor * item.quantity for item in receipt.items) == order.total_kopecks
    assert [item.description for item in receipt.items if item.is_service] == ["Курьер", "lift", "Подключение"]
    assert violations(session) == []


def test_a_code_for_free_delivery_does_not_pay_for_services(session: Session, washer: Variant) -> None:
    a_promo_code(session, "FREE", kind="free_delivery")
    cart = a_cart_with_code(session, "FREE", (washer, 1))
    order = place(
        session, cart.token, Money(33_333 + CONNECT_FEE), delivery=replace(BY_COURIER, services=("connect",))
    )
    assert [(fee.kind, fee.charged_kopecks) for fee in order.fees] == [("delivery", 0), ("installation", CONNECT_FEE)]
    assert violations(session) == []


@pytest.mark.parametrize(
    ("services", "why"),
    [(("massage",), "service_not_offered"), (("lift", "stairs"), "one_lifting_only")],
)
def test_a_service_that_cannot_be_had_is_said(
    session: Session, washer: Variant, services: tuple[str, ...], why: str
) -> None:
    cart = a_cart(session, (washer, 1))
    with pytest.raises(WrongAnswers) as refusal:
        place(session, cart.token, total_of(session, cart), delivery=replace(BY_COURIER, services=services))
    assert refusal.value.fields == {"services": why}


def test_a_total_without_the_chosen_services_was_not_agreed_to(session: Session, washer: Variant) -> None:
    with pytest.raises(PriceChanged):
        a_placed_order(session, (washer, 2), delivery=WITH_BOTH, fee=COURIER_FEE)
    order = a_placed_order(session, (washer, 1), delivery=replace(TO_ARBAT, services=("connect",)))
    assert [fee.kind for fee in order.fees] == ["delivery"], "nobody connects what is fetched from a shop"


def test_the_courier_shows_what_he_can_do(session: Session, washer: Variant) -> None:
    view = carts.show(session, a_cart(session, (washer, 2)), lang="en", at=clock.now())
    pickup, courier = checkout.ways(session, view, lang="en", at=clock.now())
    assert pickup.services == ()
    assert [(one.code, one.name, one.pieces, one.fee_kopecks) for one in courier.services] == [
        ("lift", "lift", 2, 2 * LIFT_FEE),
        ("stairs", "stairs", 2, 300_000),
        ("connect", "Connecting", 2, 2 * CONNECT_FEE),
    ]


@pytest.mark.parametrize(("reason", "services"), [("changed_mind", 0), ("faulty", LIFT_FEE + CONNECT_FEE)])
def test_services_go_home_with_faulty_goods_only(
    session: Session, washer: Variant, reason: str, services: int
) -> None:
    fees = COURIER_FEE + LIFT_FEE + CONNECT_FEE
    order = brought(session, a_placed_order(session, (washer, 1), delivery=WITH_BOTH, fee=fees))
    request = receive(session, approve(session, ask(session, order, reason=reason)))
    beside = COURIER_FEE + services
    assert (request.delivery_kopecks, request.due_kopecks) == (beside, 33_333 + beside)
    assert violations(session) == []
