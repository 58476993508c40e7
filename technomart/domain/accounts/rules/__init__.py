"""The shop's rules about people: contacts, passwords, times, roles."""

from technomart.domain.accounts.rules.contacts import network_of, normal_email, normal_phone
from technomart.domain.accounts.rules.passwords import is_about, is_obvious, require_good
from technomart.domain.accounts.rules.roles import (
    ROLES,
    SCOPES,
    STAFF_SCOPES,
    Permission,
    normal_scopes,
    permissions_of_roles,
    require_role,
    scopes_for,
)
from technomart.domain.accounts.rules.times import Limit, session_expires

__all__ = [
    "ROLES",
    "SCOPES",
    "STAFF_SCOPES",
    "Limit",
    "Permission",
    "is_about",
    "is_obvious",
    "network_of",
    "normal_email",
    "normal_phone",
    "normal_scopes",
    "permissions_of_roles",
    "require_good",
    "require_role",
    "scopes_for",
    "session_expires",
]
