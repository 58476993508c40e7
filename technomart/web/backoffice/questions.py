"""Questions in the office: the shop answers, which also publishes them, or turns them down."""

from __future__ import annotations

from flask import Response, flash, request
from werkzeug.wrappers import Response as AnyResponse

from technomart.domain import content, reviews
from technomart.domain.reviews import Moderation, UnknownQuestion
from technomart.foundation import clock
from technomart.foundation.errors import Invalid
from technomart.web.access import staff
from technomart.web.backoffice.desk import blueprint, page
from technomart.web.backoffice.forms import AnswerForm
from technomart.web.backoffice.queue import Asked, back_to_queue
from technomart.web.context import reader, transaction
from technomart.web.templating import gettext

OPEN = "open"
STATES = {OPEN: "Ждут ответа", "published": "Опубликованы", "rejected": "Отклонены"}


@blueprint.get("/questions", endpoint="questions")
def index(form: AnswerForm | None = None, about: str = "") -> Response:
    asked = Asked.read("questions", STATES, request.args)
    moderation = None if asked.state == OPEN else Moderation(asked.state)
    with reader() as db:
        found, total = reviews.questions_in(db, moderation, text=asked.text, paging=asked.paging)
    return page(
        "questions/index",
        gettext("Вопросы"),
        status=422 if form else 200,
        entries=found,
        total=total,
        asked=asked,
        states=[(code, gettext(name)) for code, name in STATES.items()],
        pages=asked.pages(total),
        refused=form,
        about=about,
    )


@blueprint.post("/questions/<public_id>/publish")
def question_publish(public_id: str) -> AnyResponse:
    return _decide(public_id, Moderation.published, gettext("Вопрос опубликован."))


@blueprint.post("/questions/<public_id>/reject")
def question_reject(public_id: str) -> AnyResponse:
    return _decide(public_id, Moderation.rejected, gettext("Вопрос отклонён."))


def _decide(public_id: str, moderation: Moderation, done: str) -> AnyResponse:
    with transaction() as db:
        reviews.moderate_question(db, public_id, moderation, actor=staff().signature)
    flash(done)
    return back_to_queue("questions")


@blueprint.post("/questions/<public_id>/answer")
def question_answer(public_id: str) -> AnyResponse:
    form = AnswerForm()
    if not form.validate() or not _answer(public_id, form):
        return index(form, public_id)
    flash(gettext("Ответ опубликован."))
    return back_to_queue("questions")


def _answer(public_id: str, form: AnswerForm) -> bool:
    """Answer in the shop's name; False with the refusal in the form."""
    try:
        with transaction() as db:
            name = content.shop_details(db).brand
            words = {"author": name, "text": form.text.data or "", "at": clock.now()}
            reviews.answer_for_shop(db, public_id, actor=staff().signature, **words)
    except (Invalid, UnknownQuestion) as refusal:
        form.refuse(refusal, "text")
        return False
    return True
