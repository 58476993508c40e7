"""What an order refuses."""

from technomart.foundation.errors import Conflict, Invalid, NotFound


class UnknownOrder(NotFound):
    """There is no such order, or it is not the asker's."""

    code = "unknown_order"


class MoveNotAllowed(Conflict):
    """The order cannot go from its present state to that one."""

    code = "order_move_not_allowed"


class CannotCancel(Conflict):
    """Something of the order has left the house, or the order is over."""

    code = "order_cannot_be_cancelled"


class NothingChosen(Invalid):
    """No piece was chosen, or what was chosen is not in the order."""

    code = "order_nothing_chosen"


class TooManyChosen(Conflict):
    """More pieces of a line than can still be moved so; `left` can."""

    code = "order_too_many_chosen"
