"""What is asked of a person who writes a review or a question."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from technomart.domain.content import CONSENTS
from technomart.domain.reviews import LONGEST_AUTHOR, LONGEST_QUESTION, LONGEST_SIDE, LONGEST_TEXT
from technomart.web.forms import ConsentField, Filled, ShopForm
from technomart.web.photos import PhotosField
from technomart.web.templating import gettext, ngettext

MARKS = {5: "отлично", 4: "хорошо", 3: "нормально", 2: "плохо", 1: "ужасно"}
SIGN = "Напишите имя, которым подпишетесь."
CONSENT = "Я согласен на публикацию на условиях согласия"
NEEDS_CONSENT = "Без этого согласия мы не можем опубликовать ваши слова."


class NoLonger:
    """At most so many characters, a line break being one, as browsers count; the browser is told as well."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if len((field.data or "").replace("\r\n", "\n")) > self.most:
            raise ValidationError(
                ngettext(
                    "Слишком длинно: поместится не больше %(num)s знака.",
                    "Слишком длинно: поместится не больше %(num)s знаков.",
                    self.most,
                )
            )


def _whole(value: object) -> int:
    return int(str(value))


class ReviewForm(ShopForm):
    """A rating and a few words; at least one of the three texts."""

    rating = RadioField("Ваша оценка", coerce=_whole, choices=[(5, "")], validate_choice=False)
    pros = TextAreaField("Достоинства", [NoLonger(LONGEST_SIDE)], render_kw={"rows": 2})
    cons = TextAreaField("Недостатки", [NoLonger(LONGEST_SIDE)], render_kw={"rows": 2})
    text = TextAreaField("Впечатления", [NoLonger(LONGEST_TEXT)], render_kw={"rows": 5})
    photos = PhotosField("Снимки")
    author = StringField("Имя", [Filled(SIGN), NoLonger(LONGEST_AUTHOR)])
    consent = ConsentField(CONSENT, validators=[Filled(NEEDS_CONSENT)], slug=CONSENTS["review"])

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.rating.choices = [(stars, f"{stars} — {gettext(mark)}") for stars, mark in MARKS.items()]

    def validate_rating(self, field: Field) -> None:
        if field.data not in MARKS:
            raise ValidationError(gettext("Поставьте оценку от одной до пяти звёзд."))

    def validate_text(self, field: Field) -> None:
        if not any((one.data or "").strip() for one in (self.pros, self.cons, field)):
            raise ValidationError(gettext("Напишите хотя бы несколько слов."))


class QuestionForm(ShopForm):
    """A question."""

    text = TextAreaField(
        "Ваш вопрос", [Filled("Напишите, что вы хотите узнать."), NoLonger(LONGEST_QUESTION)], render_kw={"rows": 4}
    )
    author = StringField("Имя", [Filled(SIGN), NoLonger(LONGEST_AUTHOR)])
    consent = ConsentField(CONSENT, validators=[Filled(NEEDS_CONSENT)], slug=CONSENTS["review"])
