"""What the script asks after every public page: whose cart, marks and name to paint into it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from technomart.web.context import reader
from technomart.web.storefront.mine import state

blueprint = Blueprint("me", __name__)


@blueprint.get("/me")
def show() -> Response:
    with reader() as session:
        return jsonify(state(session))
