"""What others answer to the questions of the bench, to be held against what the columns say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from technomart.domain.search import Answer, Query
from technomart.domain.search.columns import Block

Value = tuple[str, str, float]
"""Kind and code of a spec, and a value of it."""


@dataclass(frozen=True)
class Told:
    """The total, the page, how many goods each brand and each value has; no `ids` if equals stand otherwise."""

    total: int
    ids: tuple[int, ...] | None
    brands: Mapping[int, int]
    values: Mapping[Value, int]

    def is_like(self, answer: Answer) -> bool:
        """Whether all of it is what the columns say."""
        groups = [("choice", code, counts) for code, counts in answer.choices.items()]
        groups += [("number", code, counts) for code, counts in answer.numbers.items()]  # type: ignore[misc]
        values = {(kind, code, value): count for kind, code, counts in groups for value, count in counts.items()}
        is_same_page = self.ids is None or self.ids == answer.ids
        return is_same_page and (self.total, self.brands, self.values) == (answer.total, answer.brands, values)


class Other(Protocol):
    """Somebody else who answers listings."""

    def search(self, query: Query) -> Told: ...


@dataclass(frozen=True)
class Goods:
    """One leaf's goods row by row, as others store them."""

    leaf: int
    ids: list[int]
    brands: list[int]
    in_stock: list[bool]
    figures: Mapping[str, list[int]] = field(default_factory=dict)
    values: tuple[tuple[int, Value], ...] = ()

    @classmethod
    def of(cls, block: Block, figures: tuple[str, ...]) -> Goods:
        """The rows of a leaf; `values` has the place of a good and one of its values."""
        brands: list[int] = []
        values: list[tuple[int, Value]] = []
        for key, cells in block.cells.items():
            for column in cells.columns:
                if key.kind == "brand":
                    brands = [int(cells.values[at - 1]) for at in column.tolist()]
                    continue
                labels = [(key.kind, key.code, float(value)) for value in cells.values]
                values += [(row, labels[at - 1]) for row, at in enumerate(column.tolist()) if at]
        known = {name: block.figures[name].tolist() for name in figures}
        return cls(block.leaf, block.ids.tolist(), brands, block.in_stock.tolist(), known, tuple(values))
