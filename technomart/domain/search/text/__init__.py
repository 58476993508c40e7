"""Finding goods by words, as people type them."""

from technomart.domain.search.text.answers import Found, Piece, Rewrite, Suggested, tidy
from technomart.domain.search.text.overlay import WordIndex

__all__ = ["Found", "Piece", "Rewrite", "Suggested", "WordIndex", "tidy"]
