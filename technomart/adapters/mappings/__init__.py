"""The mappings that come with the shop, and finding any mapping by its name or its file."""

from __future__ import annotations

import re
from pathlib import Path

from technomart.domain.importing import BadMapping, ImportMapping, read_mapping

SHIPPED = Path(__file__).parent
LARGEST_FILE = 2_000_000
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SHARED = re.compile(r"^(brand|words)\b", re.MULTILINE)


def names() -> list[str]:
    """The names of the mappings that come with the shop."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml") if re.search(r"^\[type\]", path.read_text(), re.M))


def find(wanted: str) -> ImportMapping:
    """The mapping in this file or, for a bare name, the one that comes with the shop. Refuses BadMapping.

    What a mapping includes lies beside it or comes with the shop.
    """
    path = SHIPPED / f"{wanted}.toml" if NAME.fullmatch(wanted) else Path(wanted)
    if not path.is_file() and NAME.fullmatch(wanted):
        known = ", ".join(names())
        raise BadMapping(problems=[("--mapping", f"there is no mapping {wanted!r}; the shop brings {known}")])

    def included(name: str) -> str:
        if not NAME.fullmatch(name):
            raise BadMapping(problems=[("include", f"{name!r} is not a name of a mapping")])
        beside = path.parent / f"{name}.toml"
        return _text(beside if beside.is_file() else SHIPPED / f"{name}.toml")

    return read_mapping(_text(path), included)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise BadMapping(problems=[(path.name, error.strerror or "it cannot be read")]) from error
    if len(data) > LARGEST_FILE:
        raise BadMapping(problems=[(path.name, "it is larger than 2 MB")])
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise BadMapping(problems=[(path.name, "it is not UTF-8")]) from error
