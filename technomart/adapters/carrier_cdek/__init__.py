"""Parcels brought by CDEK (API v2): a thin client of our own, bounded in time.

`tests/simulators/cdek` plays the other side; docs/delivery-carriers.md says what was seen against it alone.
"""

from technomart.adapters.carrier_cdek.client import Cdek

__all__ = ["Cdek"]
