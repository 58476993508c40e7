"""Importing price lists: a mapping says what the columns mean, a plan says what would change, one verb does it."""

from technomart.domain.importing.commands import carry_out
from technomart.domain.importing.errors import BadMapping, CatalogMoved, UnreadableFile, WordsClash
from technomart.domain.importing.ports import Line, Refusal, Sheet
from technomart.domain.importing.queries import Lesson, Plan, compare
from technomart.domain.importing.rules import MOST_LINES, Batch, Goods, ImportMapping, read_goods, read_mapping

__all__ = [
    "MOST_LINES",
    "BadMapping",
    "Batch",
    "CatalogMoved",
    "Goods",
    "ImportMapping",
    "Lesson",
    "Line",
    "Plan",
    "Refusal",
    "Sheet",
    "UnreadableFile",
    "WordsClash",
    "carry_out",
    "compare",
    "read_goods",
    "read_mapping",
]
