"""What the catalogue refuses."""

from technomart.foundation.errors import NotFound


class UnknownSku(NotFound):
    """No goods with this SKU are sold here."""

    code = "unknown_sku"
