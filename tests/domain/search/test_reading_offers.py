"""What a look reads of changed goods is what the shop charges and has, said by the domains themselves."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import select

from technomart.domain import inventory, pricing
from technomart.domain.catalog.models import Variant
from technomart.domain.search.columns import UNPRICED
from technomart.domain.search.queries import load_offers, load_prices
from technomart.foundation import clock
from technomart.foundation.database import Database
from tests.domain.search.full_shop import a_full_shop, change_prices, count_stock, end_prices, reduce_prices

pytestmark = pytest.mark.filled(by=a_full_shop)


def test_prices_savings_and_pieces_are_those_of_the_shop(database: Database) -> None:
    chance = Random(20_261_126)
    with database.transaction() as session:
        ids = list(session.scalars(select(Variant.id).order_by(Variant.id)))
        for happens in (change_prices, reduce_prices, count_stock, end_prices):
            happens(session, chance, sorted(chance.sample(ids, 60)))
    at = clock.now()
    with database.reader() as session:
        offers = load_offers(session, ids, at)
        alone = load_prices(session, reversed(ids), at)
        charged = pricing.offers_of(session, ids, at)
        held = inventory.availability_of(session, ids)
    assert any(offer.saving.minor for offer in charged.values())
    assert {one for one, offer in offers.items() if offer.price is None} == set(ids) - set(charged)
    for one, offer in charged.items():
        assert (offers[one].price, offers[one].saving) == (offer.price.minor, offer.saving.minor)
        assert offers[one].in_stock == (held[one].available > 0)
        assert set(offers[one].locations) == set(held[one].by_location)
    assert {one: offer.quantity for one, offer in offers.items()} == {one: held[one].told for one in ids}
    told = {one: (None if price == UNPRICED else price, saving) for one, price, saving in zip(*alone, strict=True)}
    assert told == {one: (offer.price, offer.saving) for one, offer in offers.items()}
