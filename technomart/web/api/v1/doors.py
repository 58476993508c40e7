"""Who may do what through the interface: one table, and whoever is not in it may not.

Cookies mean nothing here. A program is nobody (a guest), or an account by its key; a key does what its scopes
say, and what staff do needs the account's own permission besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from technomart.domain.accounts import STAFF_SCOPES, Permission


@dataclass(frozen=True, slots=True)
class Door:
    """`scope`: what a key must carry. `guests`: whether nobody in particular may come in, too."""

    scope: str | None = None
    guests: bool = False

    @property
    def permission(self) -> Permission | None:
        """What the account must be allowed by its roles."""
        return STAFF_SCOPES.get(self.scope or "")


ANYONE = Door(guests=True)
WATCHER = Door("account:write", guests=True)
CART = Door("cart:write", guests=True)
BUYER = Door("orders:write", guests=True)
ORDERS_READ = Door("orders:read")
ORDERS_WRITE = Door("orders:write")
ACCOUNT_READ = Door("account:read")
ACCOUNT_WRITE = Door("account:write")
STAFF_REVIEWS = Door("staff:reviews")
STAFF_ORDERS = Door("staff:orders")
STAFF_ORDERS_WRITE = Door("staff:orders:write")
STAFF_PICKING = Door("staff:picking")
STAFF_HANDING = Door("staff:handing")
STAFF_PAYMENTS = Door("staff:payments")
STAFF_RETURNS = Door("staff:returns")
STAFF_REFUNDS = Door("staff:refunds")
STAFF_STOCK = Door("staff:stock")
STAFF_STOCK_WRITE = Door("staff:stock:write")
STAFF_PRICES = Door("staff:prices")
STAFF_PROMOTIONS = Door("staff:promotions")

DOORS: Mapping[str, Door] = MappingProxyType(
    {
        "list_goods": ANYONE,
        "suggest": ANYONE,
        "list_categories": ANYONE,
        "get_category": ANYONE,
        "list_brands": ANYONE,
        "get_brand": ANYONE,
        "get_product": ANYONE,
        "get_variant": ANYONE,
        "list_reviews": ANYONE,
        "list_questions": ANYONE,
        "list_shops": ANYONE,
        "list_delivery_ways": ANYONE,
        "list_carrier_points": ANYONE,
        "list_documents": ANYONE,
        "get_document": ANYONE,
        "get_guest_order": ANYONE,
        "list_guest_payments": ANYONE,
        "pay_guest_order": ANYONE,
        "cancel_guest_order": ANYONE,
        "list_guest_units": ANYONE,
        "list_guest_returns": ANYONE,
        "ask_for_guest_return": ANYONE,
        "withdraw_guest_return": ANYONE,
        "watch_goods": WATCHER,
        "end_alert_by_link": ANYONE,
        "open_cart": CART,
        "get_cart": CART,
        "add_line": CART,
        "set_line": CART,
        "remove_line": CART,
        "clear_cart": CART,
        "use_promo_code": CART,
        "drop_promo_code": CART,
        "quote_cart": BUYER,
        "place_order": BUYER,
        "list_orders": ORDERS_READ,
        "get_order": ORDERS_READ,
        "cancel_order": ORDERS_WRITE,
        "list_payments": ORDERS_READ,
        "pay_order": ORDERS_WRITE,
        "list_units": ORDERS_READ,
        "list_returns": ORDERS_READ,
        "ask_for_return": ORDERS_WRITE,
        "withdraw_return": ORDERS_WRITE,
        "get_account": ACCOUNT_READ,
        "list_addresses": ACCOUNT_READ,
        "list_alerts": ACCOUNT_READ,
        "get_address": ACCOUNT_READ,
        "list_consents": ACCOUNT_READ,
        "list_devices": ACCOUNT_READ,
        "list_tokens": ACCOUNT_READ,
        "list_own_reviews": ACCOUNT_READ,
        "list_favourites": ACCOUNT_READ,
        "list_comparison": ACCOUNT_READ,
        "change_account": ACCOUNT_WRITE,
        "add_address": ACCOUNT_WRITE,
        "end_alert": ACCOUNT_WRITE,
        "change_address": ACCOUNT_WRITE,
        "make_address_usual": ACCOUNT_WRITE,
        "remove_address": ACCOUNT_WRITE,
        "give_consent": ACCOUNT_WRITE,
        "withdraw_consent": ACCOUNT_WRITE,
        "end_device": ACCOUNT_WRITE,
        "end_all_devices": ACCOUNT_WRITE,
        "create_token": ACCOUNT_WRITE,
        "revoke_token": ACCOUNT_WRITE,
        "write_review": ACCOUNT_WRITE,
        "vote_for_review": ACCOUNT_WRITE,
        "ask_question": ACCOUNT_WRITE,
        "answer_question": ACCOUNT_WRITE,
        "withdraw_review": ACCOUNT_WRITE,
        "keep_favourite": ACCOUNT_WRITE,
        "drop_favourite": ACCOUNT_WRITE,
        "keep_compared": ACCOUNT_WRITE,
        "drop_compared": ACCOUNT_WRITE,
        "list_waiting_reviews": STAFF_REVIEWS,
        "decide_review": STAFF_REVIEWS,
        "reply_to_review": STAFF_REVIEWS,
        "list_waiting_questions": STAFF_REVIEWS,
        "decide_question": STAFF_REVIEWS,
        "answer_as_shop": STAFF_REVIEWS,
        "list_orders_of_shoppers": STAFF_ORDERS,
        "get_order_of_shopper": STAFF_ORDERS,
        "list_payments_of_shopper": STAFF_ORDERS,
        "refund_payment": STAFF_REFUNDS,
        "receive_bank_payment": STAFF_PAYMENTS,
        "list_units_of_shopper": STAFF_ORDERS,
        "list_returns_of_shoppers": STAFF_ORDERS,
        "get_return_of_shopper": STAFF_ORDERS,
        "approve_return": STAFF_ORDERS_WRITE,
        "refuse_return": STAFF_ORDERS_WRITE,
        "receive_return": STAFF_RETURNS,
        "exchange_return": STAFF_REFUNDS,
        "pay_back_return": STAFF_REFUNDS,
        "confirm_order": STAFF_ORDERS_WRITE,
        "hand_order_to_carrier": STAFF_ORDERS_WRITE,
        "cancel_order_of_shopper": STAFF_ORDERS_WRITE,
        "pick_order": STAFF_PICKING,
        "make_order_ready": STAFF_PICKING,
        "ship_order": STAFF_PICKING,
        "hand_over_order": STAFF_HANDING,
        "take_payment_of_order": STAFF_PAYMENTS,
        "get_stock": STAFF_STOCK,
        "count_stock": STAFF_STOCK_WRITE,
        "get_price": STAFF_PRICES,
        "set_price": STAFF_PRICES,
        "list_promotions": STAFF_PROMOTIONS,
        "get_promotion": STAFF_PROMOTIONS,
        "create_promotion": STAFF_PROMOTIONS,
        "switch_promotion": STAFF_PROMOTIONS,
        "list_promo_codes": STAFF_PROMOTIONS,
        "get_promo_code": STAFF_PROMOTIONS,
        "create_promo_code": STAFF_PROMOTIONS,
        "switch_promo_code": STAFF_PROMOTIONS,
    }
)
"""Each operation by its id. Everything about one's own things is asked for by owner in the query below."""
