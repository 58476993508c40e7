"""A signed-in person's own pages: orders, data, addresses, devices, consents, goods waited for, keys for programs."""

from technomart.web.storefront.account import addresses, alerts, consents, devices, keys, profile, purchases
from technomart.web.storefront.account.desk import blueprint

__all__ = ["addresses", "alerts", "blueprint", "consents", "devices", "keys", "profile", "purchases"]
