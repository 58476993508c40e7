"""Where the owner is signed in, and ending it there."""

from __future__ import annotations

from flask import Response, flash
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import accounts
from technomart.web import sessions
from technomart.web.accounts_store import own_account_id
from technomart.web.context import reader, transaction
from technomart.web.storefront.account.desk import back_to, blueprint, page
from technomart.web.templating import gettext

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("YaBrowser/", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)


@blueprint.get("/devices")
def devices() -> Response:
    with reader() as db:
        found = accounts.sessions_of(db, own_account_id())
    here = sessions.here().public_id
    named = [(device, device_name(device.user_agent), device.public_id == here) for device in found]
    return page("devices", gettext("Вход и устройства"), devices=named)


@blueprint.post("/devices/<public_id>/end")
def end_device(public_id: str) -> AnyResponse:
    with transaction() as db:
        accounts.end_session(db, own_account_id(), public_id)
    flash(gettext("Вход на этом устройстве завершён."))
    return back_to("devices")


@blueprint.post("/devices/end-others")
def end_other_devices() -> AnyResponse:
    with transaction() as db:
        accounts.end_other_sessions(db, own_account_id(), keep_visit=sessions.here().row_id)
    flash(gettext("На всех других устройствах вход завершён."))
    return back_to("devices")


def device_name(user_agent: str) -> str:
    """`Chrome, Android`: what a person recognises, from what the browser says of itself."""
    browser = next((gettext(name) for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return ", ".join(filter(None, (browser, system))) or gettext("Неизвестное устройство")
