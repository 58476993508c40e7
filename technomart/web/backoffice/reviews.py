"""Reviews in the office: what waits is published or refused, and the shop replies in its own name."""

from __future__ import annotations

from flask import Response, flash, request
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import reviews
from technomart.domain.reviews import Moderation
from technomart.foundation import clock
from technomart.web.access import staff
from technomart.web.backoffice.desk import blueprint, page
from technomart.web.backoffice.forms import ReplyForm
from technomart.web.backoffice.queue import Asked, back_to_queue
from technomart.web.context import reader, transaction
from technomart.web.templating import gettext

STATES = {"waiting": "Ждут решения", "published": "Опубликованы", "rejected": "Отклонены"}


@blueprint.get("/reviews", endpoint="reviews")
def index(form: ReplyForm | None = None, about: str = "") -> Response:
    asked = Asked.read("reviews", STATES, request.args)
    with reader() as db:
        found, total = reviews.reviews_in(db, Moderation(asked.state), text=asked.text, paging=asked.paging)
    return page(
        "reviews/index",
        gettext("Отзывы"),
        status=422 if form else 200,
        entries=found,
        total=total,
        asked=asked,
        states=[(code, gettext(name)) for code, name in STATES.items()],
        pages=asked.pages(total),
        refused=form,
        about=about,
    )


@blueprint.post("/reviews/<public_id>/publish")
def review_publish(public_id: str) -> AnyResponse:
    return _decide(public_id, Moderation.published, gettext("Отзыв опубликован."))


@blueprint.post("/reviews/<public_id>/reject")
def review_reject(public_id: str) -> AnyResponse:
    return _decide(public_id, Moderation.rejected, gettext("Отзыв отклонён, его снимки удалены."))


def _decide(public_id: str, moderation: Moderation, done: str) -> AnyResponse:
    with transaction() as db:
        reviews.moderate(db, public_id, moderation, actor=staff().signature)
    flash(done)
    return back_to_queue("reviews")


@blueprint.post("/reviews/<public_id>/reply")
def review_reply(public_id: str) -> AnyResponse:
    form = ReplyForm()
    if not form.validate():
        return index(form, public_id)
    with transaction() as db:
        reviews.reply(db, public_id, text=form.text.data or "", at=clock.now(), actor=staff().signature)
    flash(gettext("Ответ сохранён."))
    return back_to_queue("reviews")
