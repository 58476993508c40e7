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


class NotASerial(Invalid):
    """What was typed is no serial number or IMEI, or there are more of them than pieces."""

    code = "not_a_serial"


class UnknownPiece(NotFound):
    """No piece of this line with this number is in the shopper's hands."""

    code = "unknown_piece"


class SerialTaken(Conflict):
    """A piece with this number has been handed over before and has not come back, or was named twice."""

    code = "serial_taken"
