"""What a form checks before the shop looks at it: something is there, it is not too long, it can be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import ValidationError

from technomart.foundation.errors import DomainError
from technomart.web.errors import ANSWER_WORDS, words_of
from technomart.web.templating import gettext

LONGEST_NEXT = 2000
PIECES = "pieces."
MOST_DIGITS = 6
_OWN_PATH = re.compile(r"/[A-Za-z0-9\-._~!$&'()*+,;=:@/%?\[\]#]*", re.ASCII)
_POSTAL_CODE = re.compile("[0-9]{6}", re.ASCII)
_BREAKS = frozenset("\n\r\t")


def counts_of(form: Mapping[str, str], prefix: str = PIECES) -> dict[int, int]:
    """How many pieces of which line a form names, as `pieces.<position>`; what is no number was not said."""
    said = {name.removeprefix(prefix): count for name, count in form.items() if name.startswith(prefix)}
    return {int(place): int(count) for place, count in said.items() if is_count(place, count)}


def is_count(*texts: str) -> bool:
    """Whether these are whole numbers as forms send them, not absurdly long."""
    return all(text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS for text in texts)


class Filled:
    """Something must be written; spaces alone are nothing."""

    field_flags = {"required": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            raise ValidationError(gettext(self.message))


class AtMost:
    """No longer than the column it goes into; the browser is told as well."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if len(field.data or "") > self.most:
            raise ValidationError(gettext("Слишком длинно: не больше %(most)s знаков.", most=self.most))


class PostalCode:
    """Six digits, or nothing."""

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if field.data and not _POSTAL_CODE.fullmatch(field.data.strip()):
            raise ValidationError(gettext(ANSWER_WORDS["postal_code_invalid"]))


class ShopForm(FlaskForm):
    """A form whose labels and messages speak the language of the page and whose text can be stored."""

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        for field in self:
            if not isinstance(field.label.text, str) or field.name == "csrf_token":
                continue
            field.label.text = gettext(field.label.text)

    def validate(self, extra_validators: Any = None) -> bool:
        well = super().validate(extra_validators)
        for field in self:
            if isinstance(field, StringField) and not isinstance(field, (PasswordField, HiddenField)):
                well = self._is_readable(field) and well
        return well

    @staticmethod
    def _is_readable(field: Field) -> bool:
        allowed = _BREAKS if isinstance(field, TextAreaField) else frozenset()
        if all(c in allowed or unicodedata.category(c) not in {"Cc", "Cs"} for c in field.data or ""):
            return True
        field.errors = [*field.errors, gettext("Здесь есть знаки, которые нельзя прочитать. Введите текст заново.")]
        return False

    def refuse(self, error: DomainError, field: str | None = None) -> None:
        """Show the domain's refusal at the field it is about."""
        about = self._fields.get(field or str(error.details.get("field", "")), None)
        target = about if about is not None else next(iter(self._fields.values()))
        target.errors = [*target.errors, words_of(error)]


class ConsentField(BooleanField):
    """A box that nobody has ticked beforehand, one for one purpose."""

    def __init__(self, label: str, *, slug: str, **options: Any) -> None:
        super().__init__(label, **options)
        self.slug = slug


def own_path(target: str | None) -> str | None:
    """The path if it can only lead to a page of this shop; `/` for anything suspicious, None for nothing."""
    if not target:
        return None
    plain = unquote(target)
    path = plain.split("?", 1)[0].split("#", 1)[0]
    harmless = (
        len(target) <= LONGEST_NEXT
        and _OWN_PATH.fullmatch(target) is not None
        and "//" not in path
        and "\\" not in plain
        and "%" not in path
        and not any(unicodedata.category(character) in {"Cc", "Zs", "Zl", "Zp"} for character in path)
        and ".." not in path.split("/")
    )
    return target if harmless else "/"
