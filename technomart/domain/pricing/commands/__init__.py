"""What can be done with prices: set, reduce, end; promotions and promo codes."""

from technomart.domain.pricing.commands.codes import (
    CodeDraft,
    add_promo_code,
    change_promo_code,
    release_promo_code,
    spend_promo_code,
    switch_promo_code,
    take_promo_code_again,
)
from technomart.domain.pricing.commands.prices import (
    end_prices,
    end_reduction,
    reduce_price,
    reduce_prices,
    set_price,
    set_prices,
    set_vat,
)
from technomart.domain.pricing.commands.promotions import (
    APPLY_PROMOTION,
    AT_ONCE,
    PromotionDraft,
    add_promotion,
    apply_promotion,
    change_promotion,
    switch_promotion,
)

__all__ = [
    "APPLY_PROMOTION",
    "AT_ONCE",
    "CodeDraft",
    "PromotionDraft",
    "add_promo_code",
    "add_promotion",
    "apply_promotion",
    "change_promo_code",
    "change_promotion",
    "end_prices",
    "end_reduction",
    "reduce_price",
    "reduce_prices",
    "release_promo_code",
    "set_price",
    "set_prices",
    "set_vat",
    "spend_promo_code",
    "switch_promo_code",
    "switch_promotion",
    "take_promo_code_again",
]
