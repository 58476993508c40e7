"""Judges requests and answers by YooKassa's own OpenAPI file, where there is one (`TECHNOMART_YOOKASSA_SPEC`)."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

UNLISTED = {
    400: "#/components/responses/BadRequest",
    401: "#/components/responses/InvalidCredentials",
    404: "#/components/responses/NotFound",
}
"""What an operation of the file may answer although it does not say so."""
NAMED_BY = "TECHNOMART_YOOKASSA_SPEC"


def spec_path() -> Path | None:
    """The file, if the environment names one that is there."""
    named = os.environ.get(NAMED_BY, "")
    return Path(named) if named and Path(named).is_file() else None


@cache
def judge_at(path: Path) -> Spec:
    """The judge by this file; reading it takes a moment, so there is one a process."""
    return Spec(path)


class Spec:
    """One validator for each body that goes in or comes out; each is made when it is first needed.

    As published, `discriminator` finds nothing (a value like "redirect" is not a schema's name), and without it
    several branches of a `oneOf` match. So each such choice becomes: if `type` is this, then it is that schema.
    """

    def __init__(self, path: Path) -> None:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        schemas = document["components"]["schemas"]
        self.names = {
            ref: name
            for schema in schemas.values()
            for name, ref in schema.get("discriminator", {}).get("mapping", {}).items()
        }
        self.components = {
            "schemas": {name: self._plain(schema) for name, schema in schemas.items()},
            "responses": {name: self._plain(one) for name, one in document["components"]["responses"].items()},
        }
        self.paths = document["paths"]
        self.made: dict[tuple[str, ...], Any] = {}

    def faults_of_request(self, method: str, path: str, body: Any) -> list[str]:
        operation = self._operation(method, path)
        content = operation.get("requestBody", {}).get("content")
        if content is None:
            return [] if body in (None, {}) else ["this request has no body"]
        return self._judged(("request", method, path), content["application/json"]["schema"], body)

    def faults_of_answer(self, method: str, path: str, status: int, body: Any) -> list[str]:
        responses = self._operation(method, path)["responses"]
        said = responses.get(str(status), {"$ref": UNLISTED.get(status, UNLISTED[400])})
        if "$ref" in said:
            said = self.components["responses"][said["$ref"].rpartition("/")[2]]
        return self._judged(
            ("answer", method, path, str(status)), said["content"]["application/json"]["schema"], body
        )

    def _operation(self, method: str, path: str) -> dict[str, Any]:
        for pattern, operations in self.paths.items():
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path) and method.lower() in operations:
                found: dict[str, Any] = operations[method.lower()]
                return found
        raise LookupError(f"{method} {path} is not in the file")

    def _judged(self, name: tuple[str, ...], schema: Any, body: Any) -> list[str]:
        if name not in self.made:
            whole = {"allOf": [self._plain(schema)], "components": self.components}
            self.made[name] = jsonschema_rs.Draft7Validator(whole, validate_formats=True)
        return [f"{'.'.join(map(str, fault.instance_path))}: {fault.message}"
                for fault in self.made[name].iter_errors(body)]  # fmt: skip

    def _plain(self, node: Any) -> Any:
        """The same in JSON Schema's own words."""
        if isinstance(node, list):
            return [self._plain(one) for one in node]
        if not isinstance(node, dict):
            return node
        plain = {name: self._plain(value) for name, value in node.items() if name not in ("discriminator", "example")}
        if plain.pop("nullable", False) is True:
            plain["type"] = [plain["type"], "null"]
        if "oneOf" in node and "discriminator" in node:
            del plain["oneOf"]
            branches = {self.names[one["$ref"]]: one for one in node["oneOf"] if one.get("$ref") in self.names}
            plain["type"], plain["required"] = "object", ["type"]
            plain["properties"] = {"type": {"enum": sorted(branches)}}
            plain["allOf"] = [
                {"if": {"properties": {"type": {"const": name}}}, "then": branch} for name, branch in branches.items()
            ]
        return plain
