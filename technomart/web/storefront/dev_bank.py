"""The page of the sandbox bank: where a shop under development sends its shoppers to pay without money."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from technomart.adapters.payment_sandbox import Sandbox
from technomart.domain.payments import ProviderStatus
from technomart.foundation.money import Money
from technomart.web.context import runtime
from technomart.web.templating import Page, gettext, render

blueprint = Blueprint("dev_bank", __name__, url_prefix="/dev/bank")


@blueprint.before_request
def only_in_development() -> None:
    if runtime().settings.is_production or _bank() is None:
        abort(404)


@blueprint.get("/<ref>")
def show(ref: str) -> str:
    facts = _found(ref)
    page = Page(title=gettext("Банк-песочница"), noindex=True)
    return render(
        "storefront/dev/bank.html",
        page,
        ref=ref,
        order=facts["order"],
        sum=Money(facts["amount"], facts["currency"]),
        back=facts["return_url"],
        is_open=facts["status"] == ProviderStatus.pending,
        pays_at=datetime.fromisoformat(facts["pays_at"]) if "pays_at" in facts else None,
        status=facts["status"],
    )


@blueprint.post("/<ref>/pay")
def pay(ref: str) -> Response:
    facts = _found(ref)
    _open_bank().pay(ref)
    return redirect(facts["return_url"], 303)


@blueprint.post("/<ref>/decline")
def decline(ref: str) -> Response:
    facts = _found(ref)
    _open_bank().decline(ref)
    return redirect(facts["return_url"], 303)


@blueprint.post("/<ref>/late")
def late(ref: str) -> Response:
    _found(ref)
    _open_bank().pay_late(ref)
    return redirect(url_for("dev_bank.show", ref=ref), 303)


def _bank() -> Sandbox | None:
    return next((one for one in runtime().payments.values() if isinstance(one, Sandbox)), None)


def _open_bank() -> Sandbox:
    return _bank() or abort(404)


def _found(ref: str) -> dict[str, Any]:
    return _open_bank().find(ref) or abort(404)
