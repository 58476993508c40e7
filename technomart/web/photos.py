"""Photos on their way in, of a review or a return: read by content, made anew by us, gone again if refused."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField
from wtforms.validators import ValidationError

from technomart.adapters.pictures import NotAPicture
from technomart.domain.reviews import MOST_PICTURES
from technomart.foundation.errors import Invalid
from technomart.web.context import runtime
from technomart.web.templating import gettext

LARGEST_PHOTO = 8 * 1024 * 1024
LARGEST_FORM = MOST_PICTURES * LARGEST_PHOTO + 256 * 1024
ACCEPTED = "image/jpeg,image/png,image/webp"


class PhotoRefused(Invalid):
    """A file that is no photo we can take: `number` says which, the code why."""

    WORDS = {
        "kind": "Снимок №%(number)s не удалось прочитать. Подойдут JPEG, PNG и WebP.",
        "broken": "Снимок №%(number)s не удалось прочитать. Подойдут JPEG, PNG и WebP.",
        "size": "В снимке №%(number)s слишком много точек: поместится не больше 40 мегапикселей.",
    }

    @property
    def words(self) -> str:
        return gettext(self.WORDS[self.code], **self.details)


class PhotosField(MultipleFileField):
    """Up to five files; fields that were left empty do not count."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, render_kw={"accept": ACCEPTED}, **options)

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        self.data = sent(valuelist)

    def pre_validate(self, form: Any) -> None:
        if wrong := wrong_with(self.data or []):
            raise ValidationError(wrong)


def sent(values: Sequence[Any]) -> list[FileStorage]:
    """The files that were really sent; fields that were left empty do not count."""
    return [file for file in values if isinstance(file, FileStorage) and (file.filename or _size(file))]


def wrong_with(files: Sequence[FileStorage]) -> str:
    """What is wrong with these files before anybody looks into them, or nothing."""
    if len(files) > MOST_PICTURES:
        return gettext("Приложите не больше пяти снимков.")
    for number, file in enumerate(files, start=1):
        if _size(file) > LARGEST_PHOTO:
            return gettext("Снимок №%(number)s больше 8 МБ. Уменьшите его или выберите другой.", number=number)
    return ""


def _size(file: FileStorage) -> int:
    file.stream.seek(0, 2)
    size = file.stream.tell()
    file.stream.seek(0)
    return size


@contextmanager
def made_anew(files: Sequence[FileStorage], prefix: str = "review-") -> Iterator[list[str]]:
    """The keys of these photos, re-encoded into the shop's own files. Refuses PhotoRefused.

    Names are made by us, nobody can guess them; whatever goes wrong in the block leaves nothing on disk.
    """
    keys: list[str] = []
    try:
        for number, file in enumerate(files, start=1):
            keys.append(f"{prefix}{secrets.token_hex(16)}")
            try:
                runtime().pictures.take(keys[-1], file.stream.read())
            except NotAPicture as refused:
                raise PhotoRefused(refused.reason, field="photos", number=number) from refused
        yield keys
    except BaseException:
        for key in keys:
            runtime().pictures.drop(key)
        raise
