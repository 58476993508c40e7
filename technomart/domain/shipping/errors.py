"""What shipping refuses."""

from technomart.foundation.errors import NotFound


class UnknownMethod(NotFound):
    """There is no such way of delivery, or it is not offered any more."""

    code = "unknown_shipping_method"
