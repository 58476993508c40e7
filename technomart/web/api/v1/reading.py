"""What a program sends, read once and strictly: JSON bodies and parameters of the address."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin
from urllib.parse import unquote_to_bytes

from flask import request
from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from technomart.foundation.errors import DomainError
from technomart.web.api.v1.schemas.wire import LARGEST_WHOLE, Given
from technomart.web.security import is_whole_text

LARGEST_BODY = 64 * 1024
DEEPEST = 50
LONGEST_NUMBER = 40
MOST_PARAMETERS = 300
JSON_TYPE = "application/json"
UTF8 = ("utf-8", "utf8")
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,18})(\.0+)?", re.ASCII)
Shape = TypeVar("Shape", bound=Given)


class Unreadable(DomainError):
    """The bytes are not what they claim to be: answered with 400."""

    code = "unreadable"


class WrongType(DomainError):
    """The body comes in a format the shop does not take: answered with 415."""

    code = "unsupported_media_type"


class WrongFields(DomainError):
    """The request can be read, but some of it is wrong: answered with 422 and a list by field."""

    code = "wrong_fields"

    def __init__(self, wrong: list[tuple[str, str]]) -> None:
        super().__init__()
        self.wrong = wrong


def read_query(shape: type[Shape], given: MultiDict[str, str]) -> Shape:
    """The parameters of the address in this shape. Refuses Unreadable and WrongFields."""
    require_decodable()
    wrong: list[tuple[str, str]] = []
    values: dict[str, Any] = {}
    if len(given) > MOST_PARAMETERS:
        raise WrongFields([("", "too_many")])
    for name, texts in given.lists():
        field = shape.model_fields.get(name)
        kind = None if field is None else plain_kind(field.annotation)
        if may_repeat(kind) if field is not None else shape.model_config.get("extra") == "allow":
            values[name] = texts
        elif len(texts) > 1:
            wrong.append((name, "repeated"))
        elif kind is int:
            number = whole(texts[0])
            values[name] = texts[0] if number is None else number
        else:
            values[name] = texts[0]
    return _shaped(shape, values, wrong, lambda place: ".".join(str(part) for part in place[:1]))


def plain_kind(annotation: Any) -> Any:
    """The type of a parameter that may be missing: without the None."""
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    return kinds[0] if NoneType in get_args(annotation) and len(kinds) == 1 else annotation


def may_repeat(annotation: Any) -> bool:
    """Whether a parameter is a list, so that it may come several times."""
    return get_origin(annotation) is list


def whole(text: str) -> int | None:
    """A whole number as JSON writes it: no spaces, signs of plus, underscores or other scripts."""
    if not WHOLE.fullmatch(text):
        return None
    number = int(text.partition(".")[0])
    return number if -LARGEST_WHOLE - 1 <= number <= LARGEST_WHOLE else None


def require_decodable() -> None:
    """Refuse an address whose bytes are no UTF-8."""
    try:
        unquote_to_bytes(request.query_string.replace(b"+", b" ")).decode()
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8") from error


def read_body(shape: type[Shape], *, optional: bool) -> Shape:
    """The JSON body in this shape. Refuses WrongType, Unreadable and WrongFields."""
    request.max_content_length = LARGEST_BODY
    raw = request.get_data(cache=True, parse_form_data=False)
    if not raw and optional:
        return _shaped(shape, {}, [], pointer)
    charset = request.mimetype_params.get("charset", UTF8[0]).lower()
    if request.mimetype != JSON_TYPE or charset not in UTF8:
        raise WrongType()
    value = parse(raw)
    if not isinstance(value, dict):
        raise WrongFields([("", "dict_type")])
    return _shaped(shape, value, [], pointer)


def pointer(place: tuple[Any, ...]) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in place)


def _shaped(shape: type[Shape], values: Mapping[str, Any], wrong: list[tuple[str, str]], name: Any) -> Shape:
    try:
        made = shape.model_validate(values)
    except ValidationError as error:
        wrong = wrong + [(name(one["loc"]), str(one["type"])) for one in error.errors(include_url=False)]
    if wrong:
        raise WrongFields(list(dict.fromkeys(wrong)))
    return made


def parse(raw: bytes) -> Any:
    """JSON as RFC 8259 has it and no more. Refuses Unreadable."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8") from error
    _require_shallow(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_real,
            parse_constant=_no_constant,
        )
    except ValueError as error:
        raise Unreadable("not_json") from error
    _require_texts(value)
    return value


def _require_shallow(text: str) -> None:
    """Refuse deep nesting before the parser, which recurses, sees it."""
    depth, inside, escaped = 0, False, False
    for character in text:
        if inside:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                inside = False
        elif character == '"':
            inside = True
        elif character in "[{":
            depth += 1
            if depth > DEEPEST:
                raise Unreadable("too_deep")
        elif character in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Unreadable("duplicate_keys")
    return made


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER or not -LARGEST_WHOLE - 1 <= int(digits) <= LARGEST_WHOLE:
        raise Unreadable("number_too_large")
    return int(digits)


def _real(digits: str) -> float:
    number = float(digits) if len(digits) <= LONGEST_NUMBER else float("inf")
    if abs(number) > LARGEST_WHOLE:
        raise Unreadable("number_too_large")
    return number


def _no_constant(name: str) -> Any:
    raise Unreadable("not_json")


def _require_texts(value: Any) -> None:
    """Refuse what no database keeps: NUL and lone surrogates, in keys as well."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if "\x00" in one or not is_whole_text(one):
                raise Unreadable("unreadable_text")
        elif isinstance(one, dict):
            waiting.extend(one.keys())
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
