"""Finding goods by words, as people type them."""

from technomart.domain.search.text.analyser import plain_text, stem, words
from technomart.domain.search.text.answers import Found, Piece, Rewrite, Suggested, tidy
from technomart.domain.search.text.documents import Document, document, near_keys, spelt_words
from technomart.domain.search.text.window import TextWindow

__all__ = [
    "Document",
    "Found",
    "Piece",
    "Rewrite",
    "Suggested",
    "TextWindow",
    "document",
    "near_keys",
    "plain_text",
    "spelt_words",
    "stem",
    "tidy",
    "words",
]
