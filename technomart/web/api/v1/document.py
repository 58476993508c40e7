"""The OpenAPI 3.1 document, written from the operations and their shapes, with examples of real goods."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from flask import Response, request
from pydantic.json_schema import models_json_schema

from technomart.web.api.v1.doors import DOORS
from technomart.web.api.v1.examples import BODIES, filled, live_values
from technomart.web.api.v1.operations import OPERATIONS, PREFIX, Operation, blueprint, pattern_of
from technomart.web.api.v1.photos import PHOTO_TYPE
from technomart.web.api.v1.schemas import wire
from technomart.web.context import runtime
from technomart.web.security import for_programs

TEMPLATE = "#/components/schemas/{model}"
PROBLEM = "application/problem+json"
TAGS = {
    "catalogue": "Goods, categories, brands: open to everyone, with ETag.",
    "reviews": "What shoppers say and ask.",
    "shop": "Shops, ways of delivery, documents.",
    "carts": "A cart is known by its unguessable token; an account's own cart answers to its key only.",
    "orders": "From a cart to an order, and what becomes of it.",
    "account": "The account behind the key.",
    "staff": "For the shop's own people: scope and permission are both needed.",
}
REFUSALS = {
    400: "The request cannot be read.",
    401: "The key is missing, unknown, revoked or expired.",
    403: "The key is not for this.",
    404: "There is no such thing, or it is not yours.",
    409: "The facts stand against it; the answer names them.",
    413: "The body is too large.",
    415: "The body is not of the type that is asked for.",
    422: "Fields are wrong; `errors` names each.",
    429: "Too many calls in this minute.",
    503: "The shop is busy for a moment.",
}
ABOUT = """The shop for programs. Everything is JSON in UTF-8; money is `{"amount": "499.00", "currency": "RUB"}`,
moments are RFC 3339 in UTC, the language is `?lang=ru|en`. Errors are RFC 9457 problem documents.

Public reads need no key. The rest needs `Authorization: Bearer tm_…`: keys are made in the account, carry scopes and
can be revoked. Cookies and keys in the address mean nothing here.

`ETag` and `If-None-Match` work on public reads. Every POST that creates takes an `Idempotency-Key` of 1-255 printable
ASCII characters, best a random UUID: the same key and body again within 24 hours give the same answer byte for byte
and `Idempotency-Replayed: true`; another body gives 422, a twin that is still being answered 409; what was refused
may be sent again, put right. `RateLimit-*` headers say how many calls are left in this minute."""


@blueprint.get("/openapi.json", endpoint="openapi")
@for_programs
def openapi() -> Response:
    """The whole interface as an OpenAPI 3.1 document."""
    runtime().search.refresh()
    body = json.dumps(document(live_values()), ensure_ascii=False, separators=(",", ":")).encode()
    response = Response(body, mimetype="application/json", headers={"Cache-Control": "no-cache"})
    response.add_etag()
    return response.make_conditional(request)


def document(live: Mapping[str, list[str]]) -> dict[str, Any]:
    """The document; `live` are names of real things by kind, for examples."""
    schemas = _schemas()
    paths: dict[str, dict[str, Any]] = {}
    for operation in (OPERATIONS[name] for name in DOORS):
        paths.setdefault(PREFIX + operation.template, {})[operation.method.lower()] = _operation(operation, live)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Technomart", "version": "1", "description": ABOUT},
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": words} for name, words in TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "bearerFormat": "tm_…"}},
        },
    }


@cache
def _schemas() -> dict[str, Any]:
    """Every shape by its name. A shape is either sent or told, never both."""
    sent = {one.body for one in OPERATIONS.values() if one.body is not None}
    told = {one.answer for one in OPERATIONS.values() if one.answer is not None} | {wire.Problem}
    wanted: list[Any] = [(shape, "validation") for shape in sent] + [(shape, "serialization") for shape in told]
    wanted.sort(key=lambda pair: pair[0].__name__)
    _, made = models_json_schema(wanted, ref_template=TEMPLATE)
    return dict(_untitled(made["$defs"]))


def _untitled(value: Any) -> Any:
    """Without the titles that only repeat the names of the fields."""
    if isinstance(value, dict):
        return {name: _untitled(one) for name, one in value.items() if not (name == "title" and isinstance(one, str))}
    return [_untitled(one) for one in value] if isinstance(value, list) else value


def _operation(operation: Operation, live: Mapping[str, list[str]]) -> dict[str, Any]:
    summary, _, rest = operation.words.strip().partition("\n")
    door = operation.door
    made: dict[str, Any] = {
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": summary.strip(),
        "parameters": [*_path_parameters(operation, live), *_query_parameters(operation, live)],
        "responses": _responses(operation, live),
        "security": ([{}] if door.guests else []) + ([{"key": [door.scope]}] if door.scope else []),
    }
    if rest.strip():
        made["description"] = " ".join(rest.split())
    if operation.creates:
        made["x-idempotent"] = True
    if operation.takes_photo:
        binary = {"schema": {"type": "string", "format": "binary"}}
        made["requestBody"] = {"required": True, "content": {PHOTO_TYPE: binary}}
    elif operation.body is not None and operation.body is not wire.Nothing:
        content: dict[str, Any] = {"schema": {"$ref": TEMPLATE.format(model=operation.body.__name__)}}
        examples = BODIES.get(operation.id)
        if examples is not None:
            content["examples"] = {
                f"example{place}": {"value": value} for place, value in enumerate(examples(live), start=1)
            }
        made["requestBody"] = {"required": not operation.may_be_empty, "content": {"application/json": content}}
    return made


def _path_parameters(operation: Operation, live: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    found = []
    for name in operation.names:
        parameter: dict[str, Any] = {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": pattern_of(name)},
        }
        kind = operation.path.strip("/").split("/")[0] if name == "slug" else name
        _add_examples(parameter, live.get(kind, []))
        found.append(parameter)
    return found


def _query_parameters(operation: Operation, live: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    schema = operation.query.model_json_schema(ref_template=TEMPLATE)
    needed = set(schema.get("required", ()))
    found = []
    for name, one in schema["properties"].items():
        shape = {key: value for key, value in one.items() if key not in ("title", "description")}
        if "anyOf" in shape:
            shape = next(choice for choice in shape["anyOf"] if choice.get("type") != "null")
        parameter: dict[str, Any] = {"name": name, "in": "query", "required": name in needed, "schema": shape}
        if shape.get("type") == "array":
            parameter |= {"style": "form", "explode": True}
        if "description" in one:
            parameter["description"] = one["description"]
        examples: list[Any] = list(live.get(f"?{name}", []))
        _add_examples(parameter, [[value] for value in examples] if shape.get("type") == "array" else examples)
        found.append(parameter)
    return found


def _add_examples(parameter: dict[str, Any], values: list[Any]) -> None:
    if values:
        parameter["examples"] = {f"example{place}": {"value": value} for place, value in enumerate(values, start=1)}


def _responses(operation: Operation, live: Mapping[str, list[str]]) -> dict[str, Any]:
    fine: dict[str, Any] = {"description": "Done."}
    if operation.answer is not None:
        shape = {"$ref": TEMPLATE.format(model=operation.answer.__name__)}
        fine["content"] = {"application/json": {"schema": shape}}
    if operation.links:
        fine["links"] = {
            f"{link.to}_{place}": {
                "operationId": link.to,
                "parameters": dict(link.parameters),
                **({} if link.body is None else {"requestBody": filled(link.body, live)}),
            }
            for place, link in enumerate(operation.links, start=1)
        }
    problem = {"content": {PROBLEM: {"schema": {"$ref": TEMPLATE.format(model="Problem")}}}}
    made: dict[str, Any] = {str(operation.status): fine}
    if operation.is_public:
        made["304"] = {"description": "What you have is still so."}
    for status, words in REFUSALS.items():
        if status in (413, 415) and operation.body is None:
            continue
        made[str(status)] = {"description": words, **problem}
    made["default"] = {"description": "Any other refusal.", **problem}
    return made
