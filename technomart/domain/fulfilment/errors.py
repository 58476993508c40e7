"""What the way to the shopper refuses."""

from technomart.foundation.errors import Conflict, Invalid


class NotATracking(Invalid):
    """Letters of the Latin alphabet, digits, spaces and hyphens make a tracking number, no more than fit."""

    code = "not_a_tracking_number"


class NotASerial(Invalid):
    """What was typed is no serial number or IMEI, or there are more of them than pieces."""

    code = "not_a_serial"


class SerialTaken(Conflict):
    """A piece with this number has been handed over before and has not come back, or was named twice."""

    code = "serial_taken"
