"""What is refused about the shop's documents."""

from technomart.foundation.errors import NotFound


class UnknownDocument(NotFound):
    """There is no such document, or not in this language or version."""

    code = "unknown_document"
