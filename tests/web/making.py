"""Applications by the hundred, one for every test of a face: what each would make anew is made once a worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from technomart.runtime import Runtime
from technomart.web.app import create_app


class KeptInMemory(BytecodeCache):
    """Templates as they were compiled for the first application."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.checksum, bucket.bytecode_to_string()


class LateRule(Rule):
    """A rule that learns to build its address when first asked: most tests ask for few of the hundreds."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        learn = super()._compile_builder
        learned: list[Callable[..., tuple[str, str]]] = []

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            if not learned:
                learned.append(learn(append_unknown))
            return learned[0](rule, **values)

        return build


TEMPLATES = KeptInMemory()


def make_app(runtime: Runtime) -> Flask:
    """The application around this runtime, as the shop makes it, only sooner."""
    usual = Flask.url_rule_class
    Flask.url_rule_class = LateRule
    try:
        app = create_app(runtime)
    finally:
        Flask.url_rule_class = usual
    app.jinja_env.bytecode_cache = TEMPLATES
    return app
