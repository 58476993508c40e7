"""What pricing refuses."""

from technomart.foundation.errors import Conflict, Invalid


class NotAnAmount(Invalid):
    """A price is a positive whole number of kopecks within bounds."""

    code = "not_an_amount"


class NotAReduction(Conflict):
    """A reduced price must be lower than the list price throughout its time."""

    code = "not_a_reduction"
