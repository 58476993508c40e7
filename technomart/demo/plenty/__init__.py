"""Goods without end: up to a million generated variants beside the demo's written ones, to see the shop full."""

from technomart.demo.plenty.filling import BATCH, MOST_GOODS, fill

__all__ = ["BATCH", "MOST_GOODS", "fill"]
