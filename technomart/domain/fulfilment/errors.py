"""What the way to the shopper refuses."""

from technomart.foundation.errors import Invalid


class NotATracking(Invalid):
    """Letters of the Latin alphabet, digits, spaces and hyphens make a tracking number, no more than fit."""

    code = "not_a_tracking_number"
