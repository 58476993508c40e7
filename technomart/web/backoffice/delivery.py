"""Ways of delivery, zones, rates and services in the office: seen, changed, offered or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, flash
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import shipping
from technomart.domain.shipping import Method
from technomart.foundation.errors import Invalid
from technomart.web.access import staff
from technomart.web.backoffice.delivery_forms import (
    ServiceForm,
    WayForm,
    ZoneForm,
    own_rates,
    rates_of,
    windows_of,
    written,
)
from technomart.web.backoffice.desk import back_to, blueprint, page
from technomart.web.context import lang, reader, transaction
from technomart.web.forms import ShopForm
from technomart.web.templating import gettext


@blueprint.get("/delivery", endpoint="delivery")
def index() -> Response:
    with reader() as db:
        ways, services = shipping.all_methods(db, lang()), shipping.all_services(db, lang())
    return page("delivery/index", gettext("Доставка"), ways=ways, services=services)


@blueprint.get("/delivery/<code>")
def delivery_way(code: str) -> Response:
    with reader() as db:
        terms, way, windows = shipping.way_terms(db, code), _way(db, code), shipping.windows_of(db, code)
    form = WayForm.of(way, obj=terms)
    if "rates" in form:
        form.rates.data = written(own_rates(way))
    if "windows" in form:
        form.windows.data = "\n".join(f"{one.starts}; {one.ends}; {one.capacity}" for one in windows)
    return _way_page(way, form)


@blueprint.post("/delivery/<code>")
def delivery_way_update(code: str) -> AnyResponse:
    with reader() as db:
        way = _way(db, code)
    form = WayForm.of(way)

    def change(db: Session) -> None:
        more: dict[str, Any] = {}
        if "rates" in form:
            more["rates"] = rates_of(form.rates.data)
        if "windows" in form:
            more["windows"] = windows_of(form.windows.data)
        shipping.change_way(db, code, form.terms(), actor=staff().signature, **more)

    return back_to("delivery_way", code=code) if _saved(form, change) else _way_page(way, form, status=422)


@blueprint.get("/delivery-zones/<code>")
def delivery_zone_new(code: str) -> Response:
    with reader() as db:
        way = _way(db, code)
    return _zone_page(way, None, ZoneForm(data={"days_from": "0", "days_to": "0"}))


@blueprint.post("/delivery-zones/<code>")
def delivery_zone_create(code: str) -> AnyResponse:
    form, made = ZoneForm(), []

    def change(db: Session) -> None:
        rates = rates_of(form.rates.data)
        made.append(shipping.open_zone(db, code, form.terms(), rates, actor=staff().signature))

    if _saved(form, change):
        return back_to("delivery_zone", code=code, zone=made[0])
    with reader() as db:
        way = _way(db, code)
    return _zone_page(way, None, form, status=422)


@blueprint.get("/delivery/<code>/<zone>")
def delivery_zone(code: str, zone: str) -> Response:
    with reader() as db:
        terms, way = shipping.zone_terms(db, code, zone), _way(db, code)
    form = ZoneForm(obj=terms)
    form.cities.data = "\n".join(terms.cities)
    form.postal_codes.data = ", ".join(terms.postal_codes)
    form.rates.data = written(tuple(rate for rate in way.rates if rate.zone == zone))
    return _zone_page(way, zone, form)


@blueprint.post("/delivery/<code>/<zone>")
def delivery_zone_update(code: str, zone: str) -> AnyResponse:
    form = ZoneForm()

    def change(db: Session) -> None:
        rates = rates_of(form.rates.data)
        shipping.change_zone(db, code, zone, form.terms(), rates, actor=staff().signature)

    if _saved(form, change):
        return back_to("delivery_zone", code=code, zone=zone)
    with reader() as db:
        way = _way(db, code)
    return _zone_page(way, zone, form, status=422)


@blueprint.post("/delivery/<code>/<zone>/close")
def delivery_zone_close(code: str, zone: str) -> AnyResponse:
    with transaction() as db:
        shipping.close_zone(db, code, zone, actor=staff().signature)
    flash(gettext("Зоны больше нет. Заказы, которые туда уже оформлены, остаются как есть."))
    return back_to("delivery_way", code=code)


@blueprint.get("/delivery-services/<code>")
def delivery_service(code: str) -> Response:
    with reader() as db:
        service = shipping.get_any_service(db, code, lang())
    form = ServiceForm(obj=service)
    form.rates.data = written(service.rates)
    return page("delivery/service", service.name, form=form, code=code, here="delivery")


@blueprint.post("/delivery-services/<code>")
def delivery_service_update(code: str) -> AnyResponse:
    form = ServiceForm()

    def change(db: Session) -> None:
        rates, is_offered = rates_of(form.rates.data), bool(form.is_offered.data)
        shipping.change_service(db, code, rates, is_offered=is_offered, actor=staff().signature)

    if _saved(form, change):
        return back_to("delivery_service", code=code)
    with reader() as db:
        name = shipping.get_any_service(db, code, lang()).name
    return page("delivery/service", name, status=422, form=form, code=code, here="delivery")


def _saved(form: ShopForm, change: Callable[[Session], None]) -> bool:
    """Whether the form held and the change was made; if not, the form says why and nothing has changed."""
    if not form.validate():
        return False
    try:
        with transaction() as db:
            change(db)
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    flash(gettext("Записано. Новые цены и сроки действуют сразу."))
    return True


def _way(db: Session, code: str) -> Method:
    return shipping.get_any_method(db, code, lang())


def _way_page(way: Method, form: WayForm, *, status: int = 200) -> Response:
    return page("delivery/way", way.name, status=status, form=form, way=way, here="delivery")


def _zone_page(way: Method, zone: str | None, form: ZoneForm, *, status: int = 200) -> Response:
    """`zone` is its code, None for one that is not there yet."""
    name = next((one.name for one in way.zones if one.code == zone), gettext("новая зона"))
    title = f"{way.name}: {name}"
    return page("delivery/zone", title, status=status, form=form, way=way, zone=zone, here="delivery")
