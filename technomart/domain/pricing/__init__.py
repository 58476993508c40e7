"""What goods cost: list and reduced prices, honest old prices, VAT, totals that add up."""

from technomart.domain.pricing.commands import (
    end_prices,
    end_reduction,
    reduce_price,
    reduce_prices,
    set_price,
    set_prices,
    set_vat,
)
from technomart.domain.pricing.errors import NotAnAmount, NotAReduction
from technomart.domain.pricing.models import Price, PriceKind
from technomart.domain.pricing.queries import PricePoint, offers_of, price_history_of, prices_from, vat_at
from technomart.domain.pricing.rules import (
    Offer,
    Part,
    Quote,
    QuoteLine,
    Term,
    charged_steps,
    honest_was,
    in_force,
    quote,
    vat_contained,
)

__all__ = [
    "NotAReduction",
    "NotAnAmount",
    "Offer",
    "Part",
    "Price",
    "PriceKind",
    "PricePoint",
    "Quote",
    "QuoteLine",
    "Term",
    "charged_steps",
    "end_prices",
    "end_reduction",
    "honest_was",
    "in_force",
    "offers_of",
    "price_history_of",
    "prices_from",
    "quote",
    "reduce_price",
    "reduce_prices",
    "set_price",
    "set_prices",
    "set_vat",
    "vat_at",
    "vat_contained",
]
