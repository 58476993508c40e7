"""What is asked of a person who writes a review or a question."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from technomart.domain.reviews import LONGEST_AUTHOR, LONGEST_QUESTION, LONGEST_SIDE, LONGEST_TEXT
from technomart.foundation.errors import DomainError
from technomart.web.errors import words_of
from technomart.web.templating import gettext, ngettext

MARKS = {5: "отлично", 4: "хорошо", 3: "нормально", 2: "плохо", 1: "ужасно"}
SIGN = "Напишите имя, которым подпишетесь."
CONSENT = "Я согласен на публикацию на условиях согласия"
NEEDS_CONSENT = "Без этого согласия мы не можем опубликовать ваши слова."


class Needed:
    """Something must be written or ticked; spaces alone are nothing."""

    field_flags = {"required": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            raise ValidationError(gettext(self.message))


class NoLonger:
    """At most so many characters; the browser is told as well."""

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


class WordsForm(FlaskForm):
    """A form that speaks the language of the page."""

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        for field in self:
            if field.name != "csrf_token":
                field.label.text = gettext(field.label.text)

    def refuse(self, error: DomainError) -> None:
        """Show the domain's refusal at the field it is about, or at the first one."""
        named = self._fields.get(str(error.details.get("field", "")))
        target = named if named is not None else next(iter(self._fields.values()))
        target.errors = [*target.errors, words_of(error)]


def _whole(value: object) -> int:
    return int(str(value))


class ReviewForm(WordsForm):
    """A rating and a few words; at least one of the three texts."""

    rating = RadioField("Ваша оценка", coerce=_whole, choices=[(5, "")], validate_choice=False)
    pros = TextAreaField("Достоинства", [NoLonger(LONGEST_SIDE)], render_kw={"rows": 2})
    cons = TextAreaField("Недостатки", [NoLonger(LONGEST_SIDE)], render_kw={"rows": 2})
    text = TextAreaField("Впечатления", [NoLonger(LONGEST_TEXT)], render_kw={"rows": 5})
    author = StringField("Имя", [Needed(SIGN), NoLonger(LONGEST_AUTHOR)])
    consent = BooleanField(CONSENT, [Needed(NEEDS_CONSENT)])

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.rating.choices = [(stars, f"{stars} — {gettext(mark)}") for stars, mark in MARKS.items()]

    def validate_rating(self, field: Field) -> None:
        if field.data not in MARKS:
            raise ValidationError(gettext("Поставьте оценку от одной до пяти звёзд."))

    def validate_text(self, field: Field) -> None:
        if not any((one.data or "").strip() for one in (self.pros, self.cons, field)):
            raise ValidationError(gettext("Напишите хотя бы несколько слов."))


class QuestionForm(WordsForm):
    """A question."""

    text = TextAreaField(
        "Ваш вопрос", [Needed("Напишите, что вы хотите узнать."), NoLonger(LONGEST_QUESTION)], render_kw={"rows": 4}
    )
    author = StringField("Имя", [Needed(SIGN), NoLonger(LONGEST_AUTHOR)])
    consent = BooleanField(CONSENT, [Needed(NEEDS_CONSENT)])
