"""What shipping refuses."""

from technomart.foundation.errors import Conflict, Invalid, NotFound, Unavailable


class UnknownMethod(NotFound):
    """There is no such way of delivery, or it is not offered any more."""

    code = "unknown_shipping_method"


class NotASlot(Invalid):
    """The courier does not come at that time, or no longer."""

    code = "not_a_slot"


class SlotTaken(Conflict):
    """All visits of that time are promised to others."""

    code = "slot_taken"


class CarrierAway(Unavailable):
    """The carrier did not answer, or not usefully: whether it has done what was asked is not known."""

    code = "carrier_away"


class CarrierRefused(Conflict):
    """The carrier has said no, for good. `reason` is what it said, for staff."""

    code = "carrier_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


class CarrierUnknown(NotFound):
    """The carrier knows no such parcel."""

    code = "carrier_unknown_parcel"


class TooFewPoints(Conflict):
    """A carrier's list of points has lost too much since the last one to be true."""

    code = "too_few_points"


class UnknownPoint(NotFound):
    """The carrier has no such point, or has closed it."""

    code = "unknown_carrier_point"


class NobodyBringsThere(Invalid):
    """This way of delivery does not reach that address."""

    code = "nobody_brings_there"


class PostalCodeMissing(Invalid):
    """Only the postal code tells where it goes."""

    code = "postal_code_missing"


class TooHeavy(Invalid):
    """The goods together weigh more than this way can carry there."""

    code = "too_heavy"


class RatesOutOfOrder(Invalid):
    """A rate for more weight is lower than one for less, or two are for the same weight."""

    code = "rates_out_of_order"


class ServiceNotOffered(Invalid):
    """There is no such service for these goods, or not with this way of delivery."""

    code = "service_not_offered"


class OneLiftingOnly(Invalid):
    """Goods are lifted one way: by the lift or by the stairs."""

    code = "one_lifting_only"


class CityMissing(Invalid):
    """A carrier's fee depends on the city, and nobody has said which."""

    code = "city_missing_for_fee"


class NotCountedNow(Conflict):
    """The carrier has not said yet what it asks for such a parcel to that city, or too long ago."""

    code = "delivery_not_counted_now"


class UnknownZone(NotFound):
    """The way has no such zone."""

    code = "unknown_shipping_zone"


class UnknownService(NotFound):
    """There is no such service."""

    code = "unknown_shipping_service"


class DaysOutOfOrder(Invalid):
    """The last day lies before the first, or a day is none."""

    code = "days_out_of_order"


class RatesMissing(Invalid):
    """A way without zones, or with a zone without rates, needs rates of its own."""

    code = "rates_missing"


class WindowsOutOfOrder(Invalid):
    """A courier's time is no time of a day, ends before it begins, begins with another, or has no visits."""

    code = "windows_out_of_order"


class LastZone(Conflict):
    """Without its last zone a way would go everywhere."""

    code = "last_zone"


class CityTwice(Invalid):
    """A city lies in two zones of one way: nobody could say what it costs."""

    code = "city_in_two_zones"


class NotAPrefix(Invalid):
    """The beginning of a postal code is one to six digits, each in one zone of a way only."""

    code = "not_a_postal_prefix"
