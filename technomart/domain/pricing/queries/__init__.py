"""Looking up what goods cost and used to cost, promotions, promo codes, and the VAT inside."""

from technomart.domain.pricing.queries.charges import charges_of
from technomart.domain.pricing.queries.codes import (
    NOBODY,
    Customer,
    find_promo_code,
    find_word,
    get_promo_code,
    problem_with,
    promo_codes,
    uses_of,
)
from technomart.domain.pricing.queries.prices import (
    PricePoint,
    chunks,
    offers_and_vat,
    offers_of,
    price_history_of,
    prices_from,
    terms_of,
    vat_at,
)
from technomart.domain.pricing.queries.promotions import (
    Picks,
    astray_promotions,
    get_promotion,
    goods_of_promotion,
    marked_variants,
    picks_of,
    promotions,
    reach_of,
)

__all__ = [
    "NOBODY",
    "Customer",
    "Picks",
    "PricePoint",
    "astray_promotions",
    "charges_of",
    "chunks",
    "find_promo_code",
    "find_word",
    "get_promo_code",
    "get_promotion",
    "goods_of_promotion",
    "marked_variants",
    "offers_and_vat",
    "offers_of",
    "picks_of",
    "price_history_of",
    "prices_from",
    "problem_with",
    "promo_codes",
    "promotions",
    "reach_of",
    "terms_of",
    "uses_of",
    "vat_at",
]
