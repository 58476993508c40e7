"""Asking to be told that goods are back or cheaper, and ending letters by the link that stands in them."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms import EmailField, HiddenField

from technomart.domain import accounts, alerts, catalog, checkout
from technomart.domain.accounts import TooManyTries
from technomart.domain.alerts import AlertKind
from technomart.domain.catalog import VariantFacts
from technomart.domain.content import CONSENTS
from technomart.foundation import clock
from technomart.foundation.errors import DomainError, Invalid
from technomart.web.accounts_store import account_id, circumstances
from technomart.web.agreeing import ALERTS, keep_consent
from technomart.web.context import lang, reader, transaction
from technomart.web.forms import AtMost, ConsentField, Filled, ShopForm
from technomart.web.security import for_programs, without_form_token
from technomart.web.templating import Page, gettext, render

TITLES = {AlertKind.stock: "Сообщить о поступлении", AlertKind.price: "Сообщить о снижении цены"}

blueprint = Blueprint("alerts", __name__)


class AlertForm(ShopForm):
    """Where to write, and the consent to it. Product pages post here, which are the same for everyone: no token."""

    class Meta:
        csrf = False

    kind = HiddenField()
    email = EmailField("Электронная почта", [AtMost(254)], render_kw={"autocomplete": "email", "inputmode": "email"})
    consent = ConsentField(
        "Я согласен получить письмо об этом товаре",
        validators=[Filled("Без этого согласия мы не можем вам написать.")],
        slug=CONSENTS[ALERTS],
    )

    @property
    def wish(self) -> AlertKind:
        """What is asked for; anything strange asks for the arrival."""
        return AlertKind.price if self.kind.data == AlertKind.price else AlertKind.stock


@blueprint.get("/product/<slug>/alert")
def new(slug: str) -> Response:
    form = AlertForm(data={"kind": request.args.get("kind", "")})
    return page(goods_at(slug), form, is_noted=request.args.get("noted") == "1")


@blueprint.post("/product/<slug>/alert")
@without_form_token
def create(slug: str) -> AnyResponse:
    goods, form = goods_at(slug), AlertForm()
    if not form.validate():
        return page(goods, form, status=422)
    try:
        note(goods, form)
    except (Invalid, TooManyTries) as refusal:
        return refused(goods, form, refusal)
    return redirect(url_for("alerts.new", slug=slug, kind=form.wish.value, noted=1), 303)


def goods_at(slug: str) -> VariantFacts:
    """The goods on sale at this address; 404 for any other."""
    with reader() as db:
        variant, _moved = catalog.variant_by_slug(db, slug)
        return catalog.facts_of(db, [variant.id], lang())[variant.id] if variant else abort(404)


def note(goods: VariantFacts, form: AlertForm) -> None:
    """Note the wish and the consent to it. Refuses InvalidEmail and TooManyTries; never says what was known."""
    with transaction() as db:
        own = None if (own_id := account_id()) is None else accounts.profile_of(db, own_id)
        email = own.email if own and not form.email.data else accounts.normal_email(form.email.data or "")
        accounts.take_alert_try(db, email, request.remote_addr or "")
        owner = own.id if own and own.email == email else None
        alerts.watch(db, form.wish, goods.sku, email=email, account_id=owner, lang=lang(), at=clock.now())
        keep_consent(db, ALERTS, form="alert", subject=email, account_id=owner)


def page(goods: VariantFacts, form: AlertForm, *, status: int = 200, is_noted: bool = False) -> Response:
    """The form, or the word that it is done: the same for every address."""
    with reader() as db:
        own = None if (own_id := account_id()) is None else accounts.profile_of(db, own_id).email
    form.email.flags.required = own is None
    title = gettext(TITLES[form.wish])
    shown = Page(title=gettext("%(title)s — Техномарт", title=title), noindex=True)
    html = render(
        "storefront/alerts/new.html", shown, goods=goods, form=form, title=title, own_email=own, is_noted=is_noted
    )
    return Response(html, status, mimetype="text/html", headers={"Cache-Control": "no-store"})


def refused(goods: VariantFacts, form: AlertForm, refusal: DomainError) -> Response:
    """The form again with what was wrong; 429 with Retry-After when it was asked too often."""
    form.refuse(refusal, "email")
    answer = page(goods, form, status=429 if isinstance(refusal, TooManyTries) else 422)
    if "retry_after" in refusal.details:
        answer.headers["Retry-After"] = str(refusal.details["retry_after"])
    return answer


@blueprint.get("/unsubscribe/<token>")
def stop(token: str) -> Response:
    with reader() as db:
        watched = alerts.find_by_link(db, token, lang=lang(), at=clock.now())
        mailing = None if watched else checkout.find_reminder(db, token)
    return stop_page(watched=watched, is_mailing=mailing is not None)


@blueprint.post("/unsubscribe/<token>")
@for_programs
def end(token: str) -> Response:
    """Mail programs come here by themselves (RFC 8058), without cookie or origin: the link's secret is enough."""
    with transaction() as db:
        alerts.end_by_link(db, token)
        checkout.stop_reminders(db, token, circumstances("letter"))
    return stop_page(watched=None, is_mailing=False)


def stop_page(*, watched: alerts.Watched | None, is_mailing: bool) -> Response:
    """What can be ended, or that nothing is left to end; its address is told to nobody."""
    shown = Page(title=gettext("Письма по ссылке — Техномарт"), noindex=True)
    html = render("storefront/alerts/stop.html", shown, watched=watched, is_mailing=is_mailing)
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return Response(html, mimetype="text/html", headers=headers)
