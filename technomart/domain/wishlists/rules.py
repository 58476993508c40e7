"""How long a shopper's lists may grow."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LONGEST: Final[Mapping[str, int]] = MappingProxyType({"favourites": 200, "compare": 24, "recent": 24})
"""The most goods on one list of one shopper."""
