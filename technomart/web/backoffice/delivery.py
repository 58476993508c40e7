"""Ways of delivery, zones, rates and services in the office: seen, changed, offered or not."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import shipping
from technomart.foundation.errors import Invalid
from technomart.web.access import staff
from technomart.web.backoffice.delivery_forms import ServiceForm, WayForm, ZoneForm, rates_of, written
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
        terms = shipping.way_terms(db, code)
    return _way_page(code, WayForm(obj=terms))


@blueprint.post("/delivery/<code>")
def delivery_way_update(code: str) -> AnyResponse:
    form = WayForm()

    def change(db: Session) -> None:
        shipping.change_way(db, code, form.terms(), actor=staff().signature)

    return back_to("delivery_way", code=code) if _saved(form, change) else _way_page(code, form, status=422)


@blueprint.get("/delivery/<code>/<zone>")
def delivery_zone(code: str, zone: str) -> Response:
    with reader() as db:
        terms, way = shipping.zone_terms(db, code, zone), shipping.get_any_method(db, code)
    form = ZoneForm(obj=terms)
    form.cities.data = "\n".join(terms.cities)
    form.postal_codes.data = ", ".join(terms.postal_codes)
    form.rates.data = written(tuple(rate for rate in way.rates if rate.zone == zone))
    return _zone_page(code, zone, form)


@blueprint.post("/delivery/<code>/<zone>")
def delivery_zone_update(code: str, zone: str) -> AnyResponse:
    form = ZoneForm()

    def change(db: Session) -> None:
        rates = rates_of(form.rates.data)
        shipping.change_zone(db, code, zone, form.terms(), rates, actor=staff().signature)

    if _saved(form, change):
        return back_to("delivery_zone", code=code, zone=zone)
    return _zone_page(code, zone, form, status=422)


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


def _way_page(code: str, form: WayForm, *, status: int = 200) -> Response:
    with reader() as db:
        way = shipping.get_any_method(db, code, lang())
    return page("delivery/way", way.name, status=status, form=form, way=way, here="delivery")


def _zone_page(code: str, zone: str, form: ZoneForm, *, status: int = 200) -> Response:
    with reader() as db:
        way = shipping.get_any_method(db, code, lang())
    name = next((one.name for one in way.zones if one.code == zone), zone)
    title = f"{way.name}: {name}"
    return page("delivery/zone", title, status=status, form=form, way=way, zone=zone, here="delivery")
