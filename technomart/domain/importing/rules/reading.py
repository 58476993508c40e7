"""Reading a mapping: TOML text with what it includes, checked whole before anything is done by it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from technomart.domain.importing.errors import BadMapping
from technomart.domain.importing.rules.mapping import ImportMapping

LONGEST_TEXT = 1_000_000
SHARED = {"brand", "words"}
"""What an included file may bring: brands to know and words for values."""


def read_mapping(text: str, included: Callable[[str], str]) -> ImportMapping:
    """The mapping in this text; `included` finds the text of what it includes by name.

    Refuses BadMapping with every problem that was found, each with its place.
    """
    own = _toml(text, "mapping")
    names = own.get("include", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadMapping(problems=[("include", "a list of names is needed")])
    for name in names:
        shared = _toml(included(name), name)
        strange = set(shared) - SHARED
        if strange:
            raise BadMapping(problems=[(name, f"an included file brings brand and words, not {min(strange)}")])
        own = _joined(shared, own)
    try:
        return ImportMapping.model_validate(own)
    except ValidationError as error:
        problems = [(_place(one["loc"]), str(one["msg"])) for one in error.errors(include_url=False)]
        raise BadMapping(problems=problems) from error


def _toml(text: str, place: str) -> dict[str, Any]:
    if len(text) > LONGEST_TEXT:
        raise BadMapping(problems=[(place, "the text is longer than a million characters")])
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadMapping(problems=[(place, str(error) or "nested too deep")]) from error


def _joined(shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Tables are joined, lists are put together; in everything else the mapping's own word holds."""
    joined = dict(shared)
    for name, value in own.items():
        before = joined.get(name)
        if isinstance(before, dict) and isinstance(value, dict):
            joined[name] = _joined(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            joined[name] = [*before, *value]
        else:
            joined[name] = value
    return joined


def _place(steps: tuple[int | str, ...]) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in steps) or "mapping"
