"""What pricing refuses."""

from technomart.foundation.errors import Conflict, Invalid, NotFound
from technomart.foundation.money import Money


class NotAnAmount(Invalid):
    """A price is a positive whole number of kopecks within bounds."""

    code = "not_an_amount"


class NotAReduction(Conflict):
    """A reduced price must be lower than the list price throughout its time."""

    code = "not_a_reduction"


class UnknownPromotion(NotFound):
    """There is no promotion with this code."""

    code = "unknown_promotion"


class UnknownPromoCode(NotFound):
    """The shop has made no such promo code; said to the shop's own people only."""

    code = "unknown_promo_code"


class CodeTaken(Conflict):
    """Another promotion or promo code has this code already."""

    code = "code_taken"


class NotADiscount(Invalid):
    """Per cent are whole ones from 1 to 99, a sum is above nothing, and a period begins before it ends."""

    code = "not_a_discount"


class FewerThanUsed(Conflict):
    """A promo code cannot be limited to fewer uses than it has had."""

    code = "fewer_than_used"


class PromoCodeRefused(Conflict):
    """The code takes nothing off this cart: `problem` says why, `missing` how much of its least sum of goods."""

    code = "promo_code_refused"

    def __init__(self, problem: str, *, word: str, missing: Money | None = None) -> None:
        super().__init__(f"promo_code_{problem}", word=word, **({"missing": missing} if missing else {}))
        self.problem = problem
