"""Completing a half-written address: asked for by the form's script, answered as JSON, kept nowhere.

What is typed comes in a body, so that it stands in no log of addresses visited.
"""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, jsonify, request

from technomart.domain import accounts
from technomart.foundation.allowance import Counter
from technomart.web.context import extension
from technomart.web.patience import suggest_patiently

LONGEST_TEXT = 200
LONGEST_CITY = 120
MOST_IN_A_MINUTE = 90
"""From one network: a quick typist asks some thirty times for an address."""

COUNTER = "technomart.addresses"

blueprint = Blueprint("addresses", __name__)
blueprint.record_once(lambda state: state.app.extensions.setdefault(COUNTER, Counter()))


@blueprint.post("/checkout/addresses")
def suggest() -> Response:
    network = accounts.network_of(request.remote_addr or "")
    if cast(Counter, extension(COUNTER)).count(network, MOST_IN_A_MINUTE).is_spent:
        answer = jsonify(items=[])
        answer.status_code = 429
        answer.headers["Retry-After"] = "60"
    else:
        text = request.form.get("text", "")[:LONGEST_TEXT]
        hints = suggest_patiently(text, request.form.get("city", "")[:LONGEST_CITY])
        answer = jsonify(
            items=[
                {"text": hint.text, "city": hint.city, "street": hint.street, "postal_code": hint.postal_code}
                for hint in hints
            ]
        )
    answer.headers["Cache-Control"] = "no-store"
    return answer
