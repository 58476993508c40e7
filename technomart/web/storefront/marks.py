"""Goods a shopper has marked: putting them on a list and off it, and answering the form or the script that asked."""

from __future__ import annotations

from typing import cast

from flask import jsonify, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from technomart.domain import catalog, wishlists
from technomart.domain.wishlists import ListKind
from technomart.foundation import clock
from technomart.web.context import reader, transaction, visitor
from technomart.web.errors import wants_json
from technomart.web.forms import own_path
from technomart.web.storefront.mine import state


def kept_ids(session: Session, kind: ListKind) -> list[int]:
    """The ids of the variants on the visitor's list, newest first."""
    owner = visitor()
    return wishlists.kept(session, owner, kind) if owner else []


def mark(kind: ListKind, sku: str) -> None:
    """Put the goods on the visitor's list. Refuses UnknownSku and, when there is no room, as the list does."""
    owner = cast(str, visitor())
    with transaction() as session:
        wishlists.keep(session, owner, kind, catalog.get_variant(session, sku).id, at=clock.now())


def unmark(kind: ListKind, sku: str) -> None:
    """Take the goods off the visitor's list, sold or not; what is not there is not missed."""
    owner = cast(str, visitor())
    with transaction() as session:
        known = catalog.facts_of(session, wishlists.kept(session, owner, kind))
        for variant_id in (one.id for one in known.values() if one.sku == sku):
            wishlists.drop(session, owner, kind, variant_id)


def answered(message: str, page: str) -> Response:
    """For a script everything it paints with the message; for a form a redirect: `next`, else the page."""
    if not wants_json():
        return redirect(way_back(page), 303)
    with reader() as session:
        return jsonify({**state(session), "message": message, "undo": None})


def way_back(page: str) -> str:
    """The `next` of the form if it is a path of our own shop, else the page."""
    return own_path(request.form.get("next")) or page
