"""What a page's script asks after the page is there: name, counts, quantities, goods seen."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from technomart.web.context import reader, runtime
from technomart.web.storefront.baskets import recent_cards, state

blueprint = Blueprint("me", __name__)


@blueprint.get("/me")
def show() -> Response:
    runtime().search.refresh()
    with reader() as session:
        return jsonify({**state(session), "recent": recent_cards(session)})
