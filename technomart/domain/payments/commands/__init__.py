"""Moving money: beginning to pay, booking what providers tell, giving back, receipts."""

from technomart.domain.payments.commands.carrying import EXCHANGED, carry
from technomart.domain.payments.commands.deadlines import expire_order, see_to, take_anew
from technomart.domain.payments.commands.giving_back import (
    call_off,
    give_back,
    give_back_late,
    give_back_part,
    note_refund_refused,
    note_transfer_sent,
    refund_by_staff,
    settle_refund,
    try_refund_again,
)
from technomart.domain.payments.commands.goods import secure
from technomart.domain.payments.commands.on_the_spot import take_payment
from technomart.domain.payments.commands.opening import (
    begin,
    bill_anew,
    note_away,
    note_refused,
    pay_otherwise,
    require_room,
)
from technomart.domain.payments.commands.receipts import (
    note_receipt,
    note_receipt_refused,
    note_receipt_slow,
    queue_final_receipts,
    try_receipt_again,
)
from technomart.domain.payments.commands.settling import settle
from technomart.domain.payments.commands.work import ask_after, ask_after_due, ask_after_refund, ask_to_capture

__all__ = [
    "EXCHANGED",
    "ask_after",
    "ask_after_due",
    "ask_after_refund",
    "ask_to_capture",
    "begin",
    "bill_anew",
    "call_off",
    "carry",
    "expire_order",
    "give_back",
    "give_back_late",
    "give_back_part",
    "note_away",
    "note_receipt",
    "note_receipt_refused",
    "note_receipt_slow",
    "note_refund_refused",
    "note_refused",
    "note_transfer_sent",
    "pay_otherwise",
    "queue_final_receipts",
    "refund_by_staff",
    "require_room",
    "secure",
    "see_to",
    "settle",
    "settle_refund",
    "take_anew",
    "take_payment",
    "try_receipt_again",
    "try_refund_again",
]
