"""The reference page: every operation with what it takes, what it answers and how to ask, in the shop's own look."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from markupsafe import Markup, escape

from technomart.domain import search
from technomart.web.api.v1.document import TAGS, document
from technomart.web.api.v1.examples import live_values
from technomart.web.api.v1.operations import PREFIX, blueprint
from technomart.web.context import lang
from technomart.web.pages import depends_on, public_page
from technomart.web.security import for_programs
from technomart.web.templating import Page, gettext, public_url, render

HEADINGS = {
    "catalogue": "Каталог",
    "reviews": "Отзывы и вопросы",
    "shop": "Магазин",
    "carts": "Корзины",
    "orders": "Заказы",
    "account": "Личный кабинет",
    "staff": "Для сотрудников",
}
CODE = re.compile("`([^`]+)`")
BOUNDS = {
    "enum": "{}", "const": "{}", "minimum": "≥ {}", "maximum": "≤ {}", "maxLength": "≤ {} chars",
    "maxItems": "≤ {} items", "pattern": "{}", "default": "default {}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a member of a shape."""

    name: str
    kind: str
    shape: str
    required: bool
    limits: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its status, its shape if it has one, and what it means."""

    status: str
    shape: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    words: str
    scope: str
    is_open: bool
    is_idempotent: bool
    parameters: tuple[Field, ...]
    body: str
    answers: tuple[Answer, ...]
    curl: str


@blueprint.get("/", endpoint="reference")
@blueprint.get("/docs", endpoint="reference")
@for_programs
@public_page
def reference() -> str:
    """The page; it is written from the same document that programs read."""
    depends_on(search.VOCABULARY)
    told = document(live_values())
    entries: dict[str, list[Entry]] = {tag: [] for tag in TAGS}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            entries[operation["tags"][0]].append(entry_of(method.upper(), path, operation))
    shapes = {name: fields_of(shape) for name, shape in told["components"]["schemas"].items()}
    return render(
        "api/reference/show.html",
        Page(title=gettext("API для программ — Техномарт"), noindex=True),
        sections=[(tag, gettext(HEADINGS[tag]), found) for tag, found in entries.items()],
        shapes=sorted(shapes.items()),
        words={name: shape.get("description", "") for name, shape in told["components"]["schemas"].items()},
        other_url=f"{request.path}?lang={'ru' if lang() == 'en' else 'en'}",
        document_url=f"{PREFIX}/openapi.json",
    )


def entry_of(method: str, path: str, operation: Mapping[str, Any]) -> Entry:
    """One operation out of the document."""
    security = operation["security"]
    scope = next((scopes[0] for one in security for scopes in one.values() if scopes), "")
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Entry(
        id=operation["operationId"],
        method=method,
        path=path,
        summary=operation["summary"],
        words=marked(operation.get("description", "")),
        scope=scope,
        is_open=not security or {} in security,
        is_idempotent=operation.get("x-idempotent", False),
        parameters=tuple(
            _field(one["name"], one["schema"], required=one["required"], words=one.get("description", one["in"]))
            for one in operation["parameters"]
        ),
        body=_shape_of(content.get("schema", {})),
        answers=tuple(_answers(operation["responses"])),
        curl=curl_of(method, path, operation, content),
    )


def _answers(responses: Mapping[str, Any]) -> list[Answer]:
    return [
        Answer(
            status,
            next((_shape_of(one["schema"]) for one in told.get("content", {}).values()), ""),
            told["description"],
        )
        for status, told in responses.items()
        if status != "default"
    ]


def curl_of(method: str, path: str, operation: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    """How to ask from a command line, with names the shop knows."""
    for one in operation["parameters"]:
        if one["in"] == "path":
            known = next(iter(one.get("examples", {}).values()), {"value": one["name"].upper()})
            path = path.replace("{" + one["name"] + "}", str(known["value"]))
    lines = [f"curl{'' if method == 'GET' else ' -X ' + method} '{public_url(path)}'"]
    if operation["security"] and {} not in operation["security"]:
        lines.append("-H 'Authorization: Bearer tm_…'")
    example = next(iter(content.get("examples", {}).values()), None)
    if example is not None:
        lines.append("-H 'Content-Type: application/json'")
        lines.append(f"-d '{json.dumps(example['value'], ensure_ascii=False)}'")
    return " \\\n  ".join(lines)


def fields_of(shape: Mapping[str, Any]) -> tuple[Field, ...]:
    """The members of a shape."""
    required = set(shape.get("required", ()))
    return tuple(
        _field(name, one, required=name in required, words=one.get("description", ""))
        for name, one in shape.get("properties", {}).items()
    )


def marked(text: str) -> Markup:
    """The sentence with what stands in backticks as code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before it is marked


def _field(name: str, schema: Mapping[str, Any], *, required: bool, words: str) -> Field:
    limits = tuple(
        form.format(", ".join(map(str, schema[key])) if isinstance(schema[key], list) else schema[key])
        for key, form in BOUNDS.items()
        if key in schema
    )
    return Field(name, _kind(schema), _shape_of(schema), required, limits, words)


def _kind(schema: Mapping[str, Any]) -> str:
    """The type in a word or two."""
    if "$ref" in schema:
        return _shape_of(schema)
    if "anyOf" in schema:
        return " | ".join(_kind(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type", "any"))


def _shape_of(schema: Mapping[str, Any]) -> str:
    """The name of the shape behind a schema, also of a list of it or of one that may be null."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    inner = [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else [])]
    return next((name for one in inner if (name := _shape_of(one))), "")
