"""What the checkout refuses."""

from collections.abc import Mapping

from technomart.foundation.errors import Conflict, Invalid
from technomart.foundation.money import Money


class CartEmpty(Conflict):
    """There is nothing to order."""

    code = "cart_empty"


class PriceChanged(Conflict):
    """The total is not the one the shopper agreed to; they decide anew."""

    code = "price_changed"

    def __init__(self, *, old: Money, new: Money) -> None:
        super().__init__(old=old.amount, new=new.amount, currency=new.currency)
        self.old = old
        self.new = new


class NotCovered(Conflict):
    """What these goods cost more would have to be paid to people who take no money for us."""

    code = "exchange_not_covered"


class WrongAnswers(Invalid):
    """Fields of the form that must be corrected: field to code, in the order of the form."""

    code = "wrong_answers"

    def __init__(self, fields: Mapping[str, str]) -> None:
        first = next(iter(fields))
        super().__init__(field=first, reason=fields[first])
        self.fields = dict(fields)
