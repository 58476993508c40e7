"""Carts: one line a variant, prices as seen."""
