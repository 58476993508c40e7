"""The listing core: exact filters, counts and pages over all goods of the shop, in memory."""

from technomart.domain.search.columns.listing import Columns
from technomart.domain.search.columns.terms import (
    BUCKETS,
    RATING_STEPS,
    Answer,
    Bounds,
    LeafSums,
    Offer,
    Query,
    Row,
    Sort,
)

__all__ = ["BUCKETS", "RATING_STEPS", "Answer", "Bounds", "Columns", "LeafSums", "Offer", "Query", "Row", "Sort"]
