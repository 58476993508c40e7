"""Who may open which door of the shop: one table from routes to those they are for, and the guard of the office.

What programs do through the API is in a table of its own (`web/api/v1/doors.py`): they come with keys and scopes.
Whatever else is added must be written here: a route of the office that is not in the table opens to nobody, and a
test fails for any route of the shop that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, cast

from flask import Flask, g, request
from werkzeug.exceptions import Forbidden, NotFound

from technomart.domain import accounts
from technomart.domain.accounts import Permission
from technomart.foundation.logs import log
from technomart.web.accounts_store import account_id, way_in
from technomart.web.context import reader

OFFICE = "office"


class Door(StrEnum):
    """Whom a route is for, where no permission is needed."""

    public = "public"
    link = "link"
    owner = "owner"
    development = "development"
    provider = "provider"


@dataclass(frozen=True, slots=True)
class Staff:
    """Who of the shop's people is at this page."""

    account_id: int
    name: str
    email: str
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    @property
    def signature(self) -> str:
        """How histories and the audit name this person."""
        return f"staff: {self.email}"[:160]


def _in(blueprint: str, views: Iterable[str]) -> Iterator[str]:
    return (f"{blueprint}.{view}" for view in views)


def _table() -> Iterator[tuple[str, Door | Permission]]:
    for who, blueprint, views in RULES:
        for endpoint in _in(blueprint, views.split()):
            yield endpoint, who


RULES: tuple[tuple[Door | Permission, str, str], ...] = (
    (Door.public, "home", "index"),
    (Door.public, "catalog", "index category category_of_brand"),
    (Door.public, "brand", "index show"),
    (Door.public, "search", "index suggest seen"),
    (Door.public, "product", "show"),
    (Door.public, "content", "show"),
    (Door.public, "shops", "index"),
    (Door.public, "media", "show paper"),
    (Door.public, "plumbing", "healthz robots sitemap sitemap_part"),
    (Door.public, "me", "show"),
    (Door.public, "recent", "add"),
    (Door.public, "favourites", "show add remove"),
    (Door.public, "compare", "show add remove clear"),
    (Door.public, "cart", "show add update remove clear use_code drop_code"),
    (Door.public, "checkout", "new create recount use_code drop_code"),
    (Door.public, "points", "index seek choose"),
    (Door.public, "addresses", "suggest"),
    (Door.public, "city", "edit choose"),
    (Door.public, "sign_in", "new create end join register forgot ask sent"),
    (Door.public, "reviews", "index vote"),
    (Door.public, "alerts", "new create"),
    (Door.link, "sign_in", "confirm finish reset set_password"),
    (Door.link, "orders", "show cancel repeat invoice warranty"),
    (Door.link, "pay", "show returned again"),
    (Door.link, "returns", "new create withdraw photo slip"),
    (Door.link, "alerts", "stop end"),
    (Door.owner, "reviews", "new ask"),
    (Door.owner, "account", "index profile change_profile password change_password email change_email"),
    (
        Door.owner,
        "account",
        "addresses new_address add_address edit_address change_address remove_address make_usual",
    ),
    (Door.owner, "account", "consents give_consent withdraw_consent devices end_device end_other_devices"),
    (Door.owner, "account", "tokens issue_token revoke_token"),
    (Door.development, "dev_bank", "show pay decline late"),
    (Door.provider, "webhooks", "yookassa cdek"),
    (Door.owner, "account", "alerts end_alert"),
    (Door.development, "dev_letters", "index show page sample"),
    (Permission.see_office, OFFICE, "index"),
    (Permission.see_orders, OFFICE, "orders order order_invoice"),
    (Permission.change_orders, OFFICE, "order_confirm order_cancel"),
    (Permission.pick_goods, OFFICE, "order_pick order_make_ready order_ship order_hand_to_carrier order_ask_carrier"),
    (Permission.hand_over, OFFICE, "order_hand_over"),
    (Permission.take_payment, OFFICE, "order_take_payment order_bank_money bank bank_check bank_book"),
    (Permission.see_orders, OFFICE, "returns return_one return_photo"),
    (Permission.change_orders, OFFICE, "return_approve return_refuse"),
    (Permission.take_back, OFFICE, "return_receive"),
    (Permission.refund, OFFICE, "order_refund order_refund_sent return_pay_back return_exchange"),
    (Permission.change_orders, OFFICE, "order_look order_see_to order_take_anew order_receipts"),
    (Permission.see_stock, OFFICE, "goods goods_one"),
    (Permission.change_stock, OFFICE, "goods_count"),
    (Permission.change_prices, OFFICE, "goods_price goods_reduce goods_end_reduction"),
    (
        Permission.manage_promotions,
        OFFICE,
        "promotions promotion promotion_new promotion_create promotion_update promotion_switch",
    ),
    (
        Permission.manage_promotions,
        OFFICE,
        "promo_codes promo_code promo_code_new promo_code_create promo_code_update promo_code_switch",
    ),
    (
        Permission.change_settings,
        OFFICE,
        "delivery delivery_way delivery_way_update delivery_zone delivery_zone_update"
        " delivery_zone_new delivery_zone_create delivery_zone_close"
        " delivery_service delivery_service_update",
    ),
    (Permission.change_catalogue, OFFICE, "searches alias_add alias_remove"),
    (Permission.moderate_reviews, OFFICE, "reviews review_publish review_reject review_reply"),
    (Permission.moderate_reviews, OFFICE, "questions question_publish question_reject question_answer"),
)
ACCESS: Mapping[str, Door | Permission] = MappingProxyType(dict(_table()))
"""Every route by its endpoint. What a link or an owner opens is limited to their own by the domains' queries."""


def staff() -> Staff:
    """The member of the staff this office page is made for."""
    return cast(Staff, g.staff)


def guard_the_office() -> Any:
    """Let into the office only whom the table names: guests are led to sign in, shoppers find no such page (404),

    and those of the staff whose roles do not reach here are told so (403). Asked anew with every request, so a role
    that was taken away opens nothing from that moment.
    """
    endpoint = request.endpoint or ""
    needed = ACCESS.get(endpoint)
    if not isinstance(needed, Permission) and not endpoint.startswith(f"{OFFICE}."):
        return None
    signed_in = account_id()
    if signed_in is None:
        return way_in()
    with reader() as db:
        held = accounts.permissions_of(db, signed_in)
        profile = accounts.profile_of(db, signed_in)
    if needed in held:
        g.staff = Staff(signed_in, profile.name, profile.email, held)
        return None
    log().warning("office_refused", account=signed_in, route=endpoint)
    if Permission.see_office in held:
        raise Forbidden()
    raise NotFound()


def guard(app: Flask) -> None:
    """Put the office's guard before everything else that looks at a request's form."""
    app.before_request(guard_the_office)
