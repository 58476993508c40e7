"""What fulfilment refuses."""

from technomart.foundation.errors import Conflict, Invalid, NotFound


class NotATracking(Invalid):
    """Letters of the Latin alphabet, digits, spaces and hyphens make a tracking number, no more than fit."""

    code = "not_a_tracking_number"


class NotForACarrier(Conflict):
    """This order does not go by a carrier, is not ready to go, or its parcel is with the carrier already."""

    code = "not_for_a_carrier"


class UnknownParcel(NotFound):
    """There is no such parcel."""

    code = "unknown_parcel"
