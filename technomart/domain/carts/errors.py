"""What a cart refuses."""

from technomart.foundation.errors import Conflict, Invalid, NotFound


class CartGone(Conflict):
    """The cart has become an order, was merged into another, or never was."""

    code = "cart_gone"


class UnknownCart(NotFound):
    """There is no such cart, or it is another account's."""

    code = "unknown_cart"


class CartFull(Conflict):
    """A cart takes a limited number of different goods."""

    code = "cart_full"


class NotOnSale(Conflict):
    """The goods are shown, but have no price at present."""

    code = "not_on_sale"


class NotAQuantity(Invalid):
    """A quantity is a whole number from 1 to the most one line takes."""

    code = "not_a_quantity"


class NotInCart(NotFound):
    """The cart has no line with this SKU."""

    code = "not_in_cart"
