"""Money taken and given back by YooKassa (API v3): a thin client of our own, bounded in time.

Its own library keeps the shop's key in global state and sets no limit to how long a socket may wait, so it is not
used. `tests/simulators/yookassa` plays the other side.
"""

from technomart.adapters.payment_yookassa.client import YooKassa

__all__ = ["YooKassa"]
