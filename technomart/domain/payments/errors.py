"""What money refuses."""

from datetime import timedelta

from technomart.foundation.errors import Conflict, NotFound, Unavailable


class ProviderAway(Unavailable):
    """The provider did not answer, or not usefully: whether it has done what was asked is not known.

    The same call with the same key may be repeated, after `retry_after` if the provider has named it.
    """

    code = "payment_provider_away"

    def __init__(self, retry_after: timedelta | None = None) -> None:
        super().__init__()
        self.retry_after = retry_after


class ProviderRefused(Conflict):
    """The provider has said no, for good: nothing has happened. `reason` is its own code, for staff and logs."""

    code = "payment_refused"

    def __init__(self, reason: str, parameter: str = "") -> None:
        super().__init__()
        self.reason = reason
        self.parameter = parameter


class ProviderUnknown(NotFound):
    """The provider knows no such payment, refund or receipt."""

    code = "payment_unknown_to_provider"


class UnknownPayment(NotFound):
    """There is no such payment, or it is not the asker's."""

    code = "unknown_payment"


class NothingToPay(Conflict):
    """The order is paid, over, or is not to be paid beforehand."""

    code = "nothing_to_pay"


class MethodNotOffered(Conflict):
    """This way to pay is not offered for this order."""

    code = "payment_method_not_offered"


class TooManyUnpaid(Conflict):
    """Too many orders of this person hold goods and wait for money: one of them first."""

    code = "too_many_unpaid_orders"


class RefundTooLarge(Conflict):
    """More than was paid and not given back yet; `left_kopecks` can still be given back."""

    code = "refund_too_large"
