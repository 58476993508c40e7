"""Taking goods back: asked for by the shopper, decided by the shop's people, received, and paid for; each once.

Every verb locks the order's row first and then looks: of two who press at once one is refused.
"""

from technomart.domain.aftersales.commands.asking import Wish, ask, withdraw_request
from technomart.domain.aftersales.commands.deciding import approve, refuse
from technomart.domain.aftersales.commands.exchanging import exchange
from technomart.domain.aftersales.commands.paying_back import GOODS_RETURNED, pay_back
from technomart.domain.aftersales.commands.receiving import Came, receive

__all__ = [
    "GOODS_RETURNED",
    "Came",
    "Wish",
    "approve",
    "ask",
    "exchange",
    "pay_back",
    "receive",
    "refuse",
    "withdraw_request",
]
