"""Waiting for goods: asking to be told when they are back or cheaper, and no longer asking."""

from __future__ import annotations

from flask import request

from technomart.domain import accounts, alerts, checkout
from technomart.domain.alerts import AlertKind, Watched
from technomart.foundation import clock
from technomart.web.accounts_store import circumstances
from technomart.web.agreeing import ALERTS, keep_consent
from technomart.web.api.v1.callers import NoKey
from technomart.web.api.v1.operations import Call, Link, changes, creates, reads
from technomart.web.api.v1.schemas.people import KnownAlert, KnownAlerts, NotedAlert, WatchGoods
from technomart.web.api.v1.schemas.wire import Sum
from technomart.web.context import lang

SAME = {"wish": "$request.body#/wish", "sku": "$request.body#/sku"}


@creates("/alerts", tag="account", body=WatchGoods, answer=NotedAlert, links=(Link(to="end_alert", parameters=SAME),))
def watch_goods(call: Call) -> NotedAlert:
    """Ask for one letter when goods can be had (`stock`) or cost less than now (`price`).

    With a key it goes to the account unless another address is named; a guest names one, or is asked for a key.
    The answer is the same whether or not the address had asked before.
    """
    body, own_id = call.body, call.caller.account_id
    own = None if own_id is None else accounts.profile_of(call.db, own_id)
    if own is None and body.email is None:
        raise NoKey()  # nobody in particular, and nowhere to write to
    email = own.email if own and body.email is None else accounts.normal_email(body.email)
    accounts.take_alert_try(call.db, email, request.remote_addr or "")
    owner = own.id if own and own.email == email else None
    alerts.watch(call.db, AlertKind(body.wish), body.sku, email=email, account_id=owner, lang=lang(), at=clock.now())
    keep_consent(call.db, ALERTS, form="api", subject=email, account_id=owner)
    return NotedAlert(sku=body.sku, wish=body.wish)


@reads(
    "/account/alerts",
    tag="account",
    answer=KnownAlerts,
    links=(
        Link(
            to="end_alert",
            parameters={"wish": "$response.body#/items/0/wish", "sku": "$response.body#/items/0/sku"},
        ),
    ),
)
def list_alerts(call: Call) -> KnownAlerts:
    """What the account waits for, newest first."""
    own = accounts.profile_of(call.db, call.caller.own_account_id)
    found = alerts.watched_by(call.db, own.id, own.email, lang=lang(), at=clock.now())
    return KnownAlerts(items=[_alert(one) for one in found])


def _alert(watched: Watched) -> KnownAlert:
    return KnownAlert(
        sku=watched.goods.sku,
        wish=watched.kind.value,
        slug=watched.goods.slug,
        name=watched.goods.name,
        seen=Sum.maybe(watched.seen),
        price=Sum.maybe(watched.price),
        created_at=watched.created_at,
    )


@changes("DELETE", "/account/alerts/<wish>/<sku>", tag="account", answer=None)
def end_alert(call: Call) -> None:
    """No longer wait for these goods."""
    alerts.end(call.db, call.caller.own_account_id, AlertKind(call.path["wish"]), call.path["sku"])


@changes("POST", "/unsubscribe/<stop>", tag="account", answer=None)
def end_alert_by_link(call: Call) -> None:
    """End the letters a link is about, by the secret that stands in it; twice is once."""
    alerts.end_by_link(call.db, call.path["stop"])
    checkout.stop_reminders(call.db, call.path["stop"], circumstances("letter"))
