"""What a carrier's tariff means for a parcel: by weight classes, for some hours; and whether a list can be true."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from technomart.domain.shipping.rules.tariffs import Method, Parcel

FRESH_FOR: Final = timedelta(hours=6)
"""How long a tariff is gone by without asking again."""
GOOD_FOR: Final = timedelta(days=3)
"""How long the last known tariff is gone by while the carrier does not answer."""
NO_WEIGHT: Final = 1000
"""What an order is taken to weigh at least: a box, and goods whose weight is not written down."""
HEAVIEST: Final = 30_000
"""What one parcel of a carrier may weigh; heavier goods go by our own courier."""
CLASSES: Final = (*range(1000, 10_000, 1000), *range(10_000, HEAVIEST + 1, 5000))
"""Up to how many grams the weight classes reach: a tariff is asked once for all parcels of a class."""
NAMES: Final = {"cdek": ("СДЭК", "CDEK")}
SMALL_LIST: Final = 20
LEAST_LEFT: Final = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierFee:
    """What a carrier asked for a parcel when it was last asked."""

    carrier: str
    to_point: bool
    tariff_code: str
    fee_kopecks: int
    days_from: int
    days_to: int
    asked_at: datetime

    def is_fresh(self, at: datetime) -> bool:
        return at - self.asked_at < FRESH_FOR

    def is_good(self, at: datetime) -> bool:
        return at - self.asked_at < GOOD_FOR


@dataclass(frozen=True, slots=True)
class TariffWish:
    """What a carrier is to be asked: what parcels of a weight class to one of its cities cost."""

    carrier: str
    city_code: int
    grams_class: int

    @property
    def key(self) -> str:
        return f"{self.carrier}:{self.city_code}:{self.grams_class}"


def carrier_name(code: str, lang: str) -> str:
    """What people call the carrier."""
    russian, english = NAMES.get(code, (code, code))
    return english if lang == "en" else russian


def weight_of(parcel: Parcel) -> int:
    """What the carrier is told: never nothing, and something for goods whose weight is not written down."""
    return parcel.grams if parcel.is_weighed and parcel.grams else max(parcel.grams, NO_WEIGHT)


def fee_by_carrier(method: Method, told: CarrierFee, parcel: Parcel) -> int:
    """What the shopper pays: the carrier's fee in whole roubles, upwards, and what the shop adds to it.

    Nothing from the sum of goods from which the way is free.
    """
    if method.free_from_kopecks is not None and parcel.goods_kopecks >= method.free_from_kopecks:
        return 0
    return -(-told.fee_kopecks // 100) * 100 + method.fee_kopecks


def class_of(grams: int) -> int | None:
    """Up to how many grams the class of this parcel reaches; None: no carrier takes it."""
    return next((most for most in CLASSES if max(grams, NO_WEIGHT) <= most), None)


def is_enough(found: int, known: int) -> bool:
    """Whether a new list of points can be true: not empty, and not much shorter than the one before."""
    return found > 0 and (known < SMALL_LIST or found >= known * LEAST_LEFT)


def searched(text: str) -> str:
    """Words as they are looked for: without case, without `ё`, without the commas of an address."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join("".join(c if c.isalnum() or c in "-/" else " " for c in plain).split())
