"""Who of the staff may do what, and what a program's key may be allowed: one table each."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from technomart.domain.accounts.errors import UnknownRole, UnknownScope


class Permission(StrEnum):
    """One thing a member of the staff may do."""

    see_office = "see_office"
    see_orders = "see_orders"
    change_orders = "change_orders"
    take_payment = "take_payment"
    pick_goods = "pick_goods"
    hand_over = "hand_over"
    take_back = "take_back"
    refund = "refund"
    see_stock = "see_stock"
    change_stock = "change_stock"
    change_catalogue = "change_catalogue"
    change_prices = "change_prices"
    manage_promotions = "manage_promotions"
    write_content = "write_content"
    moderate_reviews = "moderate_reviews"
    see_customers = "see_customers"
    see_reports = "see_reports"
    manage_staff = "manage_staff"
    change_settings = "change_settings"


P = Permission
_CASHIER = frozenset({P.see_office, P.see_orders, P.take_payment, P.hand_over, P.take_back, P.see_stock})
_PICKER = frozenset({P.see_office, P.see_orders, P.pick_goods, P.hand_over, P.take_back, P.see_stock})
_CONTENT = frozenset({P.see_office, P.change_catalogue, P.write_content, P.moderate_reviews})
_MANAGER = (
    _CASHIER
    | _PICKER
    | _CONTENT
    | {
        P.change_orders,
        P.refund,
        P.change_stock,
        P.change_prices,
        P.manage_promotions,
        P.see_customers,
        P.see_reports,
    }
)

ROLES: dict[str, frozenset[Permission]] = {
    "owner": frozenset(Permission),
    "manager": _MANAGER,
    "cashier": _CASHIER,
    "picker": _PICKER,
    "content": _CONTENT,
}

STAFF_SCOPES: dict[str, Permission] = {
    "staff:reviews": P.moderate_reviews,
    "staff:orders": P.see_orders,
    "staff:orders:write": P.change_orders,
    "staff:picking": P.pick_goods,
    "staff:handing": P.hand_over,
    "staff:payments": P.take_payment,
    "staff:returns": P.take_back,
    "staff:refunds": P.refund,
    "staff:stock": P.see_stock,
    "staff:stock:write": P.change_stock,
    "staff:prices": P.change_prices,
    "staff:promotions": P.manage_promotions,
}
"""What a key of the staff may do, each with the permission its account must hold at that moment besides."""

SCOPES = (
    "catalogue:read",
    "cart:write",
    "orders:read",
    "orders:write",
    "account:read",
    "account:write",
    *STAFF_SCOPES,
)


def scopes_for(permissions: frozenset[Permission]) -> tuple[str, ...]:
    """What an account with these permissions may allow a key."""
    return tuple(scope for scope in SCOPES if scope not in STAFF_SCOPES or STAFF_SCOPES[scope] in permissions)


def require_role(role: str) -> None:
    """Refuse (UnknownRole) a role that is not in the table."""
    if role not in ROLES:
        raise UnknownRole(field="role")


def permissions_of_roles(roles: Iterable[str]) -> frozenset[Permission]:
    """All that the roles together allow; a role that is no longer in the table allows nothing."""
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))


def normal_scopes(scopes: Iterable[str], permissions: frozenset[Permission] = frozenset()) -> list[str]:
    """The scopes in the order of the table, each once. UnknownScope for none and for what is not theirs to give."""
    wanted = set(scopes)
    if not wanted or not wanted <= set(scopes_for(permissions)):
        raise UnknownScope(field="scopes")
    return [scope for scope in SCOPES if scope in wanted]
