"""Taking goods back: asked for by the shopper, decided by the shop's people, received, and paid for; each once.

Every verb locks the order's row first and then looks: of two who press at once one is refused.
"""

from technomart.domain.aftersales.commands.asking import Wish, ask, withdraw_request
from technomart.domain.aftersales.commands.deciding import approve, refuse
from technomart.domain.aftersales.commands.paying_back import pay_back
from technomart.domain.aftersales.commands.receiving import Came, receive

__all__ = ["Came", "Wish", "approve", "ask", "pay_back", "receive", "refuse", "withdraw_request"]
