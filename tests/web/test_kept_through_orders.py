"""Orders leave kept pages alone for as long as these go on saying the truth."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from technomart.domain import content, inventory
from technomart.domain.catalog.models import Variant
from technomart.domain.inventory import MOST_TOLD
from technomart.foundation.faults import Faults
from technomart.runtime import Runtime
from tests.factories.buying import ACTOR, an_open_shop, goods_on_sale

PLENTY = 2 * MOST_TOLD


def a_shop_with(runtime: Runtime, pieces: int) -> Variant:
    with runtime.database.transaction() as session:
        content.seed(session)
        return goods_on_sale(session, an_open_shop(session), pieces=pieces)


def sell(runtime: Runtime, goods: Variant, pieces: int) -> None:
    with runtime.database.transaction() as session:
        how = {"location_id": None, "cause": "order X", "actor": ACTOR, "faults": Faults()}
        inventory.allocate(session, [(goods.id, pieces)], **how)
    runtime.search.settle()


def pages_of(goods: Variant) -> list[str]:
    return ["/", f"/product/{goods.slug}/", "/search?q=смартфон"]


def states(client: FlaskClient, paths: list[str]) -> set[str]:
    return {client.get(path).headers["Cache-Status"].rpartition("; ")[2] for path in paths}


def test_who_buys_of_plenty_changes_no_page(runtime: Runtime, client: FlaskClient) -> None:
    goods = a_shop_with(runtime, PLENTY)
    states(client, pages_of(goods))
    sell(runtime, goods, PLENTY - MOST_TOLD)
    assert states(client, pages_of(goods)) == {"hit"}
    assert 'data-most=""' in client.get(f"/product/{goods.slug}/").text


@pytest.mark.parametrize("left", [MOST_TOLD - 1, 3, 1, 0])
def test_who_leaves_few_changes_every_page_that_says_so(runtime: Runtime, client: FlaskClient, left: int) -> None:
    goods = a_shop_with(runtime, PLENTY)
    states(client, pages_of(goods))
    sell(runtime, goods, PLENTY - left)
    assert states(client, pages_of(goods)) == {"fwd=stale"}
    page = client.get(f"/product/{goods.slug}/").text
    assert f'data-most="{left}"' in page if left else "Нет в наличии" in page
