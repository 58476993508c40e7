"""Favourites, comparison, recently viewed."""
