"""Pieces of pages that are the same wherever they stand, such as cards and the menu: written once and kept.

A piece is kept under everything that is in it, so it can never be out of date: other values make another
piece. That is why `{% kept %}` names every value its inside shows.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable
from typing import Any, ClassVar, NamedTuple, TypeVar

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from technomart.web.context import lang

MOST_PIECES = 40_000
"""How many pieces a process keeps; the oldest go first."""

GAP = Markup("\0")
"""Where a kept option leaves room for its count: a character no text of the shop can have."""

Written = TypeVar("Written")


class Option(NamedTuple):
    """One value in a group of filters, with how many goods it would give."""

    value: str
    label: str
    chosen: bool
    disabled: bool
    count: int


class Pieces:
    """The pieces of one application. Safe for threads: two that write the same piece at once write the same."""

    def __init__(self, most: int = MOST_PIECES) -> None:
        self._most = most
        self._kept: dict[Hashable, Any] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, write: Callable[[], Written]) -> Written:
        """The piece with this key, written now if it is not kept."""
        kept: Written | None = self._kept.get(key)
        if kept is None:
            kept = write()
            with self._lock:
                self._kept[key] = kept
                if len(self._kept) > self._most:
                    del self._kept[next(iter(self._kept))]
        return kept

    def counted(
        self,
        macro: Callable[..., Markup],
        number: Callable[[int], str],
        given: tuple[str, ...],
        options: Iterable[Option],
    ) -> Markup:
        """What the macro writes of these options one after another; it leaves a GAP for the count.

        A page has more than a hundred of them, and nothing but the counts differs from page to page.
        """
        written = []
        place = (lang(), *given)
        for option in options:
            still = option[:-1]
            before, after = self.get((place, still), lambda still=still: macro(*given, *still).split(GAP))  # type: ignore[misc]
            written += (before, str(option.count) if option.count < 1000 else number(option.count), after)
        return Markup("".join(written))  # noqa: S704 - the macro's own markup with numbers between


class KeptTag(Extension):
    """`{% kept a, b %}…{% endkept %}`: the inside is written once for these values in this language.

    Whatever the inside shows must be the same for everyone, a word of the language, or made of the values alone.
    """

    tags: ClassVar[set[str]] = {"kept"}

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.extend(pieces=Pieces())

    def parse(self, parser: Parser) -> nodes.Node:
        """Turn the tag into a call that writes its inside only when the piece is not kept."""
        line = next(parser.stream).lineno
        values = []
        while parser.stream.current.type != "block_end":
            if values:
                parser.stream.expect("comma")
            values.append(parser.parse_expression())
        inside = parser.parse_statements(("name:endkept",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{parser.free_identifier().name}")
        call = self.call_method("_piece", [place, nodes.Tuple(values, "load")])
        return nodes.CallBlock(call, [], [], inside).set_lineno(line)

    def _piece(self, place: str, values: tuple[Hashable, ...], caller: Callable[[], Markup]) -> Markup:
        pieces: Pieces = self.environment.pieces  # type: ignore[attr-defined]
        return pieces.get((lang(), place, values), caller)
