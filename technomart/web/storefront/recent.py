"""Goods looked at: the product page notes itself here, so that the shopper finds the way back."""

from __future__ import annotations

from flask import Blueprint, Response, request

from technomart.domain.wishlists import ListKind
from technomart.web.security import without_form_token
from technomart.web.storefront.basket import sku_of
from technomart.web.storefront.marks import mark

blueprint = Blueprint("recent", __name__)


@blueprint.post("/recent")
@without_form_token
def add() -> Response:
    mark(ListKind.recent, sku_of(request.form.get("sku")))
    return Response(status=204)
