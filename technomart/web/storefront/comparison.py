"""The table of a comparison: rows of specs in their groups, where they differ, which value is the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from technomart.domain import search
from technomart.domain.catalog import Goods, TypeSpec, Value
from technomart.web.context import lang, runtime

Cell = tuple[str, bool]
Row = tuple[str, list[Cell]]
Kind = tuple[str, int, str, bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a shared list, one product type of several, only the rows that differ."""

    skus: tuple[str, ...]
    kind: str
    only_differences: bool

    def url(self, *, kind: str, only_differences: bool) -> str:
        """The address of the same comparison with another view of it."""
        return url_for(
            "compare.show", sku=self.skus or None, type=kind or None, diff="1" if only_differences else None
        )


@dataclass(frozen=True, slots=True)
class Table:
    """The goods that are shown and what the template needs beside their cards."""

    variant_ids: list[int]
    model: dict[str, Any]


def compare(goods: Sequence[Goods], asked: Asked) -> Table:
    """The comparison of the goods of one type: the asked one, else that of the goods marked last."""
    types = runtime().search.vocabulary.types
    by_type: dict[int, list[Goods]] = {}
    for one in goods:
        if one.variant.is_published and one.product.is_published:
            by_type.setdefault(one.product.product_type_id, []).append(one)
    current = next((known for known in by_type if types[known].code == asked.kind), next(iter(by_type), None))
    if current is None:
        return _table(asked, "", [], ())
    kinds = []
    for known, those in by_type.items():
        address = asked.url(kind=types[known].code, only_differences=asked.only_differences)
        kinds.append((types[known].name[lang()], len(those), address, known == current))
    return _table(asked, types[current].code, by_type[current], types[current].specs, kinds)


def _table(
    asked: Asked, kind: str, goods: Sequence[Goods], specs: Sequence[TypeSpec], kinds: Sequence[Kind] = ()
) -> Table:
    every = groups_of(specs, goods, only_differences=False)
    return Table(
        variant_ids=[one.variant.id for one in goods],
        model={
            "kinds": kinds,
            "groups": groups_of(specs, goods, only_differences=True) if asked.only_differences else every,
            "only_differences": asked.only_differences,
            "differences_url": asked.url(kind=kind, only_differences=True),
            "all_url": asked.url(kind=kind, only_differences=False),
            "row_count": sum(len(rows) for _name, rows in every),
            "share_url": url_for("compare.show", sku=[one.variant.sku for one in goods]),
        },
    )


def groups_of(
    specs: Sequence[TypeSpec], goods: Sequence[Goods], *, only_differences: bool
) -> list[tuple[str, list[Row]]]:
    """The rows in their groups; a spec that none of the goods has makes no row."""
    groups: dict[str, tuple[str, list[Row]]] = {}
    for use in specs:
        values = [one.values.get(use.spec.code) for one in goods]
        if not use.comparable or not any(values):
            continue
        texts = ["" if value is None else search.write_value(use.spec, value, lang()) for value in values]
        if only_differences and len(set(texts)) == 1:
            continue
        best = best_of(use.better, values)
        row = (use.spec.name[lang()], list(zip(texts, best, strict=True)))
        groups.setdefault(use.group_code, (use.group_name[lang()], []))[1].append(row)
    return list(groups.values())


def best_of(better: str, values: Sequence[Value | None]) -> list[bool]:
    """Which values are the best of their row: none if the spec has no better end or all that have it are equal."""
    measured = [None if value is None else _measure(value) for value in values]
    known = [one for one in measured if one is not None]
    if better == "none" or len(set(known)) < 2:
        return [False] * len(values)
    best = max(known) if better == "higher" else min(known)
    return [one == best for one in measured]


def _measure(value: Value) -> Any:
    return value.number if value.number is not None else value.flag
