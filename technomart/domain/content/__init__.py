"""The shop's own documents and details."""

from technomart.domain.content.commands import publish, seed
from technomart.domain.content.errors import UnknownDocument
from technomart.domain.content.models import ShopDetails
from technomart.domain.content.queries import (
    DocumentEntry,
    current,
    documents,
    find_current,
    get_version,
    shop_details,
    version_in_force,
    versions_of,
)
from technomart.domain.content.rules import CONSENTS, SLUGS, as_html, hash_of

__all__ = [
    "CONSENTS",
    "SLUGS",
    "DocumentEntry",
    "ShopDetails",
    "UnknownDocument",
    "as_html",
    "current",
    "documents",
    "find_current",
    "get_version",
    "hash_of",
    "publish",
    "seed",
    "shop_details",
    "version_in_force",
    "versions_of",
]
