"""What fulfilment refuses."""

from technomart.foundation.errors import Conflict, NotFound


class NotForACarrier(Conflict):
    """This order does not go by a carrier, is not ready to go, or its parcel is with the carrier already."""

    code = "not_for_a_carrier"


class UnknownParcel(NotFound):
    """There is no such parcel."""

    code = "unknown_parcel"
