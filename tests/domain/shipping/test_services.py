"""Services beside a delivery: for which goods they are, and what they come to."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from technomart.domain import shipping
from technomart.domain.catalog import facts_of
from technomart.domain.shipping import (
    OneLiftingOnly,
    Piece,
    Rate,
    RatesOutOfOrder,
    Service,
    ServiceKind,
    ServiceNotOffered,
)
from tests.factories.catalog import a_variant

WASHER, PHONE = 1, 2
LIFT = Service("lift", "lifting", "Лифт", "", 15_000, frozenset(), (Rate(None, 60_000, 500), Rate(None, 30_000, 300)))
STAIRS = replace(LIFT, code="stairs")
CONNECT = Service("connect", "installation", "Подключение", "", 0, frozenset({WASHER}), (Rate(None, None, 2490),))

weights = st.none() | st.integers(1, 60_000)
pieces = st.lists(st.builds(Piece, st.sampled_from([WASHER, PHONE]), weights, st.integers(1, 9)), max_size=5)


@given(pieces, pieces)
def test_what_services_cost_for_a_cart_is_the_sum_of_its_parts(some: list[Piece], more: list[Piece]) -> None:
    def fees(these: list[Piece]) -> dict[str, int]:
        return {offer.code: offer.fee_kopecks for offer in shipping.offers_for([LIFT, CONNECT], these)}

    apart = [fees(some), fees(more)]
    whole = {code: sum(part.get(code, 0) for part in apart) for code in apart[0] | apart[1]}
    assert fees(some + more) == whole
    assert all(fee >= 0 for fee in whole.values())


@pytest.mark.parametrize(
    ("piece", "fees"),
    [
        (Piece(PHONE, 200, 3), {}),
        (Piece(PHONE, None, 1), {}),
        (Piece(PHONE, 15_000, 2), {"lift": 600}),
        (Piece(WASHER, None, 1), {"connect": 2490}),
        (Piece(WASHER, 60_000, 2), {"lift": 1000, "connect": 4980}),
        (Piece(WASHER, 60_001, 1), {"connect": 2490}),
    ],
)
def test_a_service_is_for_its_goods_and_nobody_lifts_more_than_they_can(piece: Piece, fees: dict[str, int]) -> None:
    offers = shipping.offers_for([LIFT, CONNECT], [piece])
    assert {offer.code: offer.fee_kopecks for offer in offers} == fees
    assert {offer.pieces for offer in offers} <= {piece.quantity}


def test_only_what_is_offered_can_be_chosen_and_one_lifting() -> None:
    offers = shipping.offers_for([LIFT, STAIRS, CONNECT], [Piece(WASHER, 60_000, 1)])
    assert [one.code for one in shipping.chosen_from(offers, ("connect", "lift"))] == ["lift", "connect"]
    with pytest.raises(OneLiftingOnly):
        shipping.chosen_from(offers, ("lift", "stairs"))
    with pytest.raises(ServiceNotOffered):
        shipping.chosen_from(offers, ("lift", "massage"))


def test_services_are_kept_with_their_types_and_rates(session: Session) -> None:
    variant = a_variant(session)
    type_id = facts_of(session, [variant.id])[variant.id].product_type_id
    shipping.add_service(
        session,
        code="connect",
        kind=ServiceKind.installation,
        name="Подключение",
        name_en="Connecting",
        rates=[Rate(None, None, 900), Rate(None, 5000, 300)],
        type_ids=[type_id],
    )
    hidden = shipping.add_service(
        session, code="lift", kind=ServiceKind.lifting, name="Лифт", rates=[Rate(None, 9, 1)], is_offered=False
    )
    (read,) = shipping.services(session, "en")
    assert (read.code, read.kind, read.name, read.type_ids) == ("connect", "installation", "Connecting", {type_id})
    assert set(read.rates) == {Rate(None, 5000, 300), Rate(None, None, 900)}
    with pytest.raises(RatesOutOfOrder):
        shipping.set_service_rates(session, hidden, [Rate(None, 9, 2), Rate(None, 10, 1)])
