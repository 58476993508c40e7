"""What inventory refuses."""

from technomart.foundation.errors import Conflict, Invalid, NotFound


class NotEnoughStock(Conflict):
    """Fewer pieces are free than were asked for; `available` of them can still be had.

    The variant's id stays inside the house: it is an attribute, not one of the public details.
    """

    code = "not_enough_stock"

    def __init__(self, *, available: int, sku: str | None = None, variant_id: int | None = None) -> None:
        super().__init__(available=available, **({} if sku is None else {"sku": sku}))
        self.available = available
        self.sku = sku
        self.variant_id = variant_id


class UnknownLocation(NotFound):
    """There is no such warehouse or shop."""

    code = "unknown_location"


class NotACount(Invalid):
    """Pieces are counted in whole numbers within bounds."""

    code = "not_a_count"


class StockPromised(Conflict):
    """The count would fall below what is already promised to orders."""

    code = "stock_promised"
