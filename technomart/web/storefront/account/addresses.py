"""The address book: add, change, remove, choose the usual one."""

from __future__ import annotations

from flask import Response, flash
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import accounts
from technomart.web.accounts_store import own_account_id
from technomart.web.context import reader, transaction
from technomart.web.storefront.account.desk import back_to, blueprint, page, refused
from technomart.web.storefront.account.forms import AddressForm
from technomart.web.templating import gettext


@blueprint.get("/addresses")
def addresses() -> Response:
    with reader() as db:
        found = accounts.addresses_of(db, own_account_id())
    return page("addresses", gettext("Адреса"), addresses=found)


@blueprint.get("/addresses/new")
def new_address() -> Response:
    return page("address", gettext("Новый адрес"), form=AddressForm())


@blueprint.post("/addresses/new")
def add_address() -> AnyResponse:
    form = AddressForm()
    title = gettext("Новый адрес")
    if not form.validate():
        return page("address", title, status=422, form=form)
    try:
        with transaction() as db:
            accounts.add_address(db, own_account_id(), form.place())
    except accounts.TooManyAddresses as error:
        return refused("address", title, form, error)
    flash(gettext("Адрес добавлен."))
    return back_to("addresses")


@blueprint.get("/addresses/<public_id>")
def edit_address(public_id: str) -> Response:
    with reader() as db:
        address = accounts.get_address_of(db, own_account_id(), public_id)
    return page("address", gettext("Адрес"), form=AddressForm(obj=address))


@blueprint.post("/addresses/<public_id>")
def change_address(public_id: str) -> AnyResponse:
    form = AddressForm()
    if not form.validate():
        return page("address", gettext("Адрес"), status=422, form=form)
    with transaction() as db:
        accounts.change_address(db, own_account_id(), public_id, form.place())
    flash(gettext("Адрес сохранён."))
    return back_to("addresses")


@blueprint.post("/addresses/<public_id>/remove")
def remove_address(public_id: str) -> AnyResponse:
    with transaction() as db:
        accounts.remove_address(db, own_account_id(), public_id)
    flash(gettext("Адрес удалён."))
    return back_to("addresses")


@blueprint.post("/addresses/<public_id>/usual")
def make_usual(public_id: str) -> AnyResponse:
    with transaction() as db:
        accounts.make_usual(db, own_account_id(), public_id)
    return back_to("addresses")
