"""Orders: what was agreed, copied in full, and what has happened since."""

from technomart.domain.orders.commands import (
    GoodsNote,
    add_order,
    adopt_guest_orders,
    confirm,
    goods_of,
    note_event,
    note_goods,
    note_money,
    note_payment_state,
    note_picking,
    recompute,
    withdraw,
)
from technomart.domain.orders.errors import CannotCancel, MoveNotAllowed, UnknownOrder
from technomart.domain.orders.models import Order, OrderEvent, OrderFee, OrderLine
from technomart.domain.orders.queries import (
    find_order_of_cart,
    get_order_by_id,
    get_order_by_token,
    get_order_of,
    lock_order,
    orders_of,
    whole,
)
from technomart.domain.orders.rules import (
    FulfilmentStatus,
    OrderStatus,
    PaymentStatus,
    may_be_cancelled,
    states_page,
)

__all__ = [
    "CannotCancel",
    "FulfilmentStatus",
    "GoodsNote",
    "MoveNotAllowed",
    "Order",
    "OrderEvent",
    "OrderFee",
    "OrderLine",
    "OrderStatus",
    "PaymentStatus",
    "UnknownOrder",
    "add_order",
    "adopt_guest_orders",
    "confirm",
    "find_order_of_cart",
    "get_order_by_id",
    "get_order_by_token",
    "get_order_of",
    "goods_of",
    "lock_order",
    "may_be_cancelled",
    "note_event",
    "note_goods",
    "note_money",
    "note_payment_state",
    "note_picking",
    "orders_of",
    "recompute",
    "states_page",
    "whole",
    "withdraw",
]
