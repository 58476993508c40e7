"""What an account keeps in mind: favourites and goods to compare."""

from __future__ import annotations

from technomart.domain import catalog, wishlists
from technomart.domain.wishlists import ListKind
from technomart.foundation import clock
from technomart.web.api.v1.operations import Call, Link, changes, reads
from technomart.web.api.v1.schemas.people import Kept
from technomart.web.api.v1.showing import items_of

SAME = {"sku": "$request.path.sku"}


@reads("/account/favourites", tag="account", answer=Kept)
def list_favourites(call: Call) -> Kept:
    """The favourites, newest first; what is no longer sold is left out."""
    return _kept(call, ListKind.favourites)


@changes(
    "PUT",
    "/account/favourites/<sku>",
    tag="account",
    answer=Kept,
    links=(Link(to="drop_favourite", parameters=SAME),),
)
def keep_favourite(call: Call) -> Kept:
    """Put goods among the favourites; what is there stays where it is."""
    return _keep(call, ListKind.favourites)


@changes("DELETE", "/account/favourites/<sku>", tag="account", answer=Kept)
def drop_favourite(call: Call) -> Kept:
    """Take goods off the favourites; what is not there is not missed."""
    return _drop(call, ListKind.favourites)


@reads("/account/comparison", tag="account", answer=Kept)
def list_comparison(call: Call) -> Kept:
    """The goods to compare, newest first."""
    return _kept(call, ListKind.compare)


@changes(
    "PUT",
    "/account/comparison/<sku>",
    tag="account",
    answer=Kept,
    links=(Link(to="drop_compared", parameters=SAME),),
)
def keep_compared(call: Call) -> Kept:
    """Put goods among those to compare."""
    return _keep(call, ListKind.compare)


@changes("DELETE", "/account/comparison/<sku>", tag="account", answer=Kept)
def drop_compared(call: Call) -> Kept:
    """Take goods off the comparison; what is not there is not missed."""
    return _drop(call, ListKind.compare)


def _owner(call: Call) -> str:
    return f"a:{call.caller.own_account_id}"


def _kept(call: Call, kind: ListKind) -> Kept:
    return Kept(items=items_of(call.db, wishlists.kept(call.db, _owner(call), kind)))


def _keep(call: Call, kind: ListKind) -> Kept:
    variant = catalog.get_variant(call.db, call.path["sku"])
    wishlists.keep(call.db, _owner(call), kind, variant.id, at=clock.now())
    return _kept(call, kind)


def _drop(call: Call, kind: ListKind) -> Kept:
    known = catalog.facts_of(call.db, wishlists.kept(call.db, _owner(call), kind))
    for variant_id in (one.id for one in known.values() if one.sku == call.path["sku"]):
        wishlists.drop(call.db, _owner(call), kind, variant_id)
    return _kept(call, kind)
