"""A signed-in person's own pages: orders, data, addresses, devices, consents, keys for programs."""

from technomart.web.storefront.account import addresses, consents, devices, keys, profile, purchases
from technomart.web.storefront.account.desk import blueprint

__all__ = ["addresses", "blueprint", "consents", "devices", "keys", "profile", "purchases"]
