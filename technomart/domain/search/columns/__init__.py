"""The listing core: exact filters, counts and pages over all goods of the shop, in memory."""

from technomart.domain.search.columns.blocks import UNPRICED, Block, BlockValues, block_of, narrowed
from technomart.domain.search.columns.listing import Columns
from technomart.domain.search.columns.packing import HEAD_BYTES, BadBlock, fingerprint, pack, unpack
from technomart.domain.search.columns.terms import (
    BUCKETS,
    RATING_STEPS,
    Answer,
    Bounds,
    LeafSums,
    Offer,
    Placement,
    Query,
    Row,
    Sort,
)

__all__ = [
    "BUCKETS",
    "HEAD_BYTES",
    "RATING_STEPS",
    "UNPRICED",
    "Answer",
    "BadBlock",
    "Block",
    "BlockValues",
    "Bounds",
    "Columns",
    "LeafSums",
    "Offer",
    "Placement",
    "Query",
    "Row",
    "Sort",
    "block_of",
    "fingerprint",
    "narrowed",
    "pack",
    "unpack",
]  # fmt: skip
