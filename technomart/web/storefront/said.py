"""What shoppers say, as the product page shows it: the rating, the latest reviews, questions with answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from technomart.web.storefront.showcase import Card


@dataclass(frozen=True, slots=True)
class Said:
    """Reviews and questions of one product line."""

    average: Decimal
    total: int
    histogram: list[tuple[int, int]]
    urls: dict[int, str] | None
    items: list[Any] = field(default_factory=list)
    questions: list[Any] = field(default_factory=list)
    question_count: int = 0
    all_url: str | None = None
    write_url: str = ""
    ask_url: str = ""

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)


def said_of(session: Session, product_id: int, slug: str, card: Card) -> Said:
    """What is said of this product line."""
    here = url_for("product.show", slug=slug)
    return Said(
        average=card.rating or Decimal(0),
        total=0,
        histogram=[(stars, 0) for stars in (5, 4, 3, 2, 1)],
        urls=None,
        write_url=here + "reviews/new",
        ask_url=here + "questions/new",
    )
