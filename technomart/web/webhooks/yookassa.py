"""YooKassa says that something has happened: a hint, never believed by itself.

There is no signature, so two things stand in its place: the sender's network, and asking the provider ourselves. Of
the body nothing is read but which payment or refund it is about; the worker then looks and books what it finds.
"""

from __future__ import annotations

import json
import re
from ipaddress import ip_address, ip_network

from flask import Response, request
from werkzeug.exceptions import BadRequest, Forbidden

from technomart.domain import payments
from technomart.foundation.logs import log
from technomart.web.context import reader, runtime, transaction
from technomart.web.security import for_programs
from technomart.web.webhooks.door import blueprint, read_body

PROVIDER = "yookassa"
REF = re.compile(r"[0-9a-zA-Z-]{8,64}", re.ASCII)
SENDERS = tuple(
    ip_network(network)
    for network in (
        "185.71.76.0/27",
        "185.71.77.0/27",
        "77.75.153.0/25",
        "77.75.154.128/25",
        "77.75.156.11/32",
        "77.75.156.35/32",
        "2a02:5180::/32",
    )
)
"""Where YooKassa's notifications come from (yookassa.ru/developers/using-api/webhooks)."""

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
"""In development a simulator on this machine may call, too."""


@blueprint.post("/yookassa")
@for_programs
def yookassa() -> Response:
    require_sender(request.remote_addr or "")
    payment_ref, refund_ref = read_hint(read_body())
    with reader() as db:
        refund = payments.find_refund_by_ref(db, PROVIDER, refund_ref) if refund_ref else None
        payment = payments.find_payment_by_ref(db, PROVIDER, payment_ref) if payment_ref else None
    if payment is not None or refund is not None:
        with transaction() as db:
            if payment is not None:
                payments.ask_after(db, payment.id)
            if refund is not None:
                payments.ask_after_refund(db, refund.id)
    return Response("", 200)


def require_sender(address: str) -> None:
    """Refuse whoever does not call from the provider's networks. The address is the one our own proxy has seen."""
    trusted = SENDERS if runtime().settings.is_production else SENDERS + LOOPBACK
    try:
        sender = ip_address(address)
    except ValueError as error:
        raise Forbidden() from error
    sender = getattr(sender, "ipv4_mapped", None) or sender
    if not any(sender in network for network in trusted if network.version == sender.version):
        log().warning("webhook_of_a_stranger", provider=PROVIDER)
        raise Forbidden()


def read_hint(body: bytes) -> tuple[str, str]:
    """Which payment and which refund this is about; empty for what it is not about. BadRequest for anything else."""
    try:
        told = json.loads(body)
        event, about = str(told["event"]), told["object"]
        ref, payment = str(about["id"]), str(about.get("payment_id", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadRequest() from error
    is_refund = event.startswith("refund.")
    payment_ref, refund_ref = (payment, ref) if is_refund else (ref, "")
    if not all(REF.fullmatch(one) for one in (payment_ref, refund_ref) if one):
        raise BadRequest()
    return payment_ref, refund_ref
