"""What the shop's own people send and get about promotions and promo codes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from technomart.web.api.v1.schemas.wire import Email, Given, GivenSum, Moment, Sku, Sum, Told, line, whole

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,119}$")]
Word = Annotated[str, Field(pattern=r"^[A-Za-zА-Яа-яЁё0-9_-]{1,40}$")]
LONG_MONTHS = r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
SHORT_MONTHS = r"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
FEBRUARY = r"02-(?:0[1-9]|1[0-9]|2[0-8])"
LEAP_DAY = r"20(?:[02468][048]|[13579][26])-02-29"
DAY = rf"(?:20[0-9]{{2}}-(?:{LONG_MONTHS}|{SHORT_MONTHS}|{FEBRUARY})|{LEAP_DAY})"
GivenMoment = Annotated[str, Field(pattern=rf"^{DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$")]
"""A moment of this century as RFC 3339 in UTC: `2026-11-27T00:00:00Z`. The pattern takes just the days there are."""


class GivenDiscount(Given):
    """What is taken off: `percent` for per cent, `amount` for a sum, neither for free delivery."""

    kind: Literal["percent", "amount", "free_delivery"]
    percent: whole(1, 99) | None = None  # type: ignore[valid-type]
    amount: GivenSum | None = None


class Discount(Told):
    """What is taken off."""

    kind: Literal["percent", "amount", "free_delivery"]
    percent: int
    amount: Sum


class CreatePromotion(Given):
    """A promotion of goods in the categories (with all below) and of the brands, where both are named."""

    code: Slug
    name: line(100, least=1)  # type: ignore[valid-type]
    name_en: line(100) = ""  # type: ignore[valid-type]
    discount: GivenDiscount
    valid_from: GivenMoment | None = None
    valid_to: GivenMoment
    categories: list[Slug] = Field([], max_length=50)
    brands: list[Slug] = Field([], max_length=50)
    skus: list[Sku] = Field([], max_length=200)
    left_out: list[Sku] = Field([], max_length=200)
    is_on: bool = True


class Switch(Given):
    """On or off from now on."""

    is_on: bool


class Promotion(Told):
    """A promotion, and how many goods have a price of it in force or to come."""

    code: str
    name: str
    name_en: str
    discount: Discount
    valid_from: Moment
    valid_to: Moment
    is_on: bool
    goods: int


class Promotions(Told):
    """A page of promotions, those that end last first."""

    total: int
    page: int
    per_page: int
    items: list[Promotion]


class CreatePromoCode(Given):
    """A promo code. `most_uses` in all, `most_uses_each` for each customer; `customer` alone may use it, if named."""

    code: Word
    note: line(200) = ""  # type: ignore[valid-type]
    discount: GivenDiscount
    minimum: GivenSum | None = None
    most_uses: whole(1, 1_000_000_000) | None = None  # type: ignore[valid-type]
    most_uses_each: whole(1, 1_000_000_000) | None = None  # type: ignore[valid-type]
    customer: Email | None = None
    valid_from: GivenMoment | None = None
    valid_to: GivenMoment | None = None
    is_on: bool = True


class PromoCode(Told):
    """A promo code; `used` counts the uses that were not given back."""

    code: str
    note: str
    discount: Discount
    minimum: Sum
    most_uses: int | None
    most_uses_each: int | None
    used: int
    is_personal: bool
    valid_from: Moment
    valid_to: Moment | None
    is_on: bool


class PromoCodes(Told):
    """A page of promo codes, newest first."""

    total: int
    page: int
    per_page: int
    items: list[PromoCode]
