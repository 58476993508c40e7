"""Queries with what would satisfy them: one half to tune on, one half made from the catalogue only to report."""
