"""How the interface says no: every refusal as an RFC 9457 problem document."""

from __future__ import annotations

from typing import Any

from flask import Response

from technomart.domain.checkout import PriceChanged, WrongAnswers
from technomart.foundation.errors import DomainError
from technomart.foundation.money import Money
from technomart.web.api.v1.callers import NoKey, TooManyCalls
from technomart.web.api.v1.reading import Unreadable, WrongFields, WrongType
from technomart.web.errors import ANSWER_WORDS, RETRY_SECONDS, WORDS, problem, status_of, words_of
from technomart.web.templating import gettext

STATUS = {NoKey: 401, TooManyCalls: 429, Unreadable: 400, WrongType: 415, WrongFields: 422}
SENTENCES = {
    "unauthorized": "Нужен ключ: Authorization: Bearer tm_…",
    "insufficient_scope": "Этому ключу такое не разрешено.",
    "too_many_requests": "Слишком много запросов. Подождите немного.",
    "unsupported_media_type": "Тело запроса должно быть в формате application/json.",
    "wrong_fields": "Проверьте поля запроса.",
    "not_utf8": "Запрос должен быть в кодировке UTF-8.",
    "not_json": "Тело запроса — не JSON по RFC 8259.",
    "too_deep": "Слишком много вложенных уровней.",
    "duplicate_keys": "Одно и то же имя встречается в объекте дважды.",
    "number_too_large": "Число не помещается в 64 бита.",
    "unreadable_text": "В тексте есть знаки, которые нельзя сохранить.",
    "bad_idempotency_key": "Idempotency-Key — от 1 до 255 печатных знаков ASCII, один раз.",
    "unknown_cart": "Такой корзины нет.",
    "unknown_category": "Такой категории нет.",
    "unknown_brand": "Такого бренда нет.",
    "unknown_filter": "Такого фильтра или значения нет.",
    "unknown_product": "Такого товара в продаже нет.",
    "stock_promised": "Меньше нельзя: столько уже обещано заказам.",
    "wrong_delivery": "Этому способу получения нужно другое: магазин или адрес.",
    "shown_once": "Это уже сделано, а ключ показывается один раз. Отзовите его и создайте другой.",
    "key_in_use": "Этот ключ сейчас работает: отозвать его можно в личном кабинете.",
    "unknown_consent": "Такого согласия здесь не дают.",
}
PLACES = {
    "missing": "Обязательное поле.",
    "extra_forbidden": "Такого поля нет.",
    "repeated": "Параметр указан несколько раз.",
    "too_many": "Слишком много параметров.",
    "string_too_long": "Слишком длинно.",
    "string_too_short": "Слишком коротко.",
    "too_long": "Слишком много значений.",
    "dict_type": "Здесь нужен объект.",
    "list_type": "Здесь нужен список.",
    "string_type": "Здесь нужен текст.",
    "int_type": "Здесь нужно целое число.",
    "bool_type": "Здесь нужно true или false.",
    "literal_error": "Такого значения нет в списке допустимых.",
    "greater_than_equal": "Меньше допустимого.",
    "less_than_equal": "Больше допустимого.",
}
OTHERWISE = "Значение не подходит."


def refuse(error: DomainError) -> Response:
    """The problem document of a refusal, with every wrong field named and what the asker needs in headers."""
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), None) or status_of(error)
    details: dict[str, Any] = {
        name: value for name, value in error.details.items() if isinstance(value, str | int | bool)
    }
    details |= {name: value.as_wire() for name, value in error.details.items() if isinstance(value, Money)}
    if isinstance(error, PriceChanged):
        details = {"agreed_total": error.old.as_wire(), "total": error.new.as_wire()}
    wrong = wrong_fields(error)
    if wrong:
        details["errors"] = wrong
    answer = problem(status, error.code, sentence(error), **details)
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="technomart"'
    if "retry_after" in details or status == 503:
        answer.headers["Retry-After"] = str(details.get("retry_after", RETRY_SECONDS))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def sentence(error: DomainError) -> str:
    """The refusal in the language that was asked for."""
    known = SENTENCES.get(error.code)
    return gettext(known) if known else words_of(error)


def wrong_fields(error: DomainError) -> list[dict[str, Any]]:
    """What is wrong where: parameters by name, parts of the body by JSON pointer."""
    if isinstance(error, WrongFields):
        return [_wrong(field, code, PLACES.get(code, OTHERWISE)) for field, code in error.wrong]
    if isinstance(error, WrongAnswers):
        return [_wrong(f"/{field}", code, ANSWER_WORDS[code]) for field, code in error.fields.items()]
    field = error.details.get("field")
    if isinstance(field, str) and field:
        return [{"field": f"/{field}", "code": error.code, "detail": sentence(error)}]
    return []


def _wrong(field: str, code: str, words: str) -> dict[str, Any]:
    return {"field": field, "code": code, "detail": gettext(words)}


def knows(code: str) -> bool:
    """Whether there is a sentence for this code."""
    return code in SENTENCES or code in WORDS
