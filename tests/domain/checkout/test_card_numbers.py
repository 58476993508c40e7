"""W81: a card number somebody writes into a form is kept nowhere; only its last four digits stay readable."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from technomart.domain import search
from technomart.domain.checkout.rules import cleaned_draft
from technomart.domain.reviews.rules import tidy, tidy_line
from technomart.foundation.words import one_line, without_cards
from tests.factories.buying import BY_COURIER, COURIER_FEE, a_placed_order, an_open_shop, goods_on_sale


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("4111111111111111", "••••••••••••1111"),
        ("карта 5555 5555 5555 4444, спасибо", "карта •••• •••• •••• 4444, спасибо"),
        ("2200-0000-0000-0053", "••••-••••-••••-0053"),
        ("4000000000000000006", "•••••••••••••••0006"),
        ("4111111111111112", "4111111111111112"),  # no card number: its last digit does not fit
        ("+7 915 000-12-34", "+7 915 000-12-34"),
        ("заказ 123456789012345", "заказ 123456789012345"),
    ],
)
def test_only_the_end_of_a_card_number_stays(written: str, kept: str) -> None:
    assert without_cards(written) == one_line(written) == kept
    assert cleaned_draft({"comment": written}) == {"comment": kept}
    assert tidy(written) == tidy_line(written) == kept


def test_an_order_keeps_no_card_number(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=1)
    comment = "Спишите с 4111 1111 1111 1111"
    order = a_placed_order(session, (phone, 1), fee=COURIER_FEE, delivery=BY_COURIER, comment=comment)
    assert order.comment == "Спишите с •••• •••• •••• 1111"


def test_a_search_for_a_card_number_is_not_counted() -> None:
    assert search.words_to_count("4111 1111 1111 1111") is None
