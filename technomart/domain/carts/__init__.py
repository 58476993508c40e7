"""Carts: what shoppers mean to buy, with today's prices and stock."""

from technomart.domain.carts.commands import (
    Removed,
    accept_prices,
    add_line,
    clear,
    expire,
    merge,
    open_cart,
    remove_line,
    set_quantity,
)
from technomart.domain.carts.errors import CartFull, CartGone, NotAQuantity, NotInCart, NotOnSale
from technomart.domain.carts.models import Cart, CartLine, CartStatus
from technomart.domain.carts.queries import (
    NOTHING,
    CartView,
    LineView,
    cart_of_account,
    find_cart,
    load_lines,
    lock_cart,
    show,
)
from technomart.domain.carts.rules import MOST_LINES, MOST_PIECES, Problem, Totals

__all__ = [
    "MOST_LINES",
    "MOST_PIECES",
    "NOTHING",
    "Cart",
    "CartFull",
    "CartGone",
    "CartLine",
    "CartStatus",
    "CartView",
    "LineView",
    "NotAQuantity",
    "NotInCart",
    "NotOnSale",
    "Problem",
    "Removed",
    "Totals",
    "accept_prices",
    "add_line",
    "cart_of_account",
    "clear",
    "expire",
    "find_cart",
    "load_lines",
    "lock_cart",
    "merge",
    "open_cart",
    "remove_line",
    "set_quantity",
    "show",
]
