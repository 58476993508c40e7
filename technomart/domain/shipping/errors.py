"""What shipping refuses."""

from technomart.foundation.errors import Conflict, Invalid, NotFound


class UnknownMethod(NotFound):
    """There is no such way of delivery, or it is not offered any more."""

    code = "unknown_shipping_method"


class NotASlot(Invalid):
    """The courier does not come at that time, or no longer."""

    code = "not_a_slot"


class SlotTaken(Conflict):
    """All visits of that time are promised to others."""

    code = "slot_taken"
