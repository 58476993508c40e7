"""What an order refuses."""

from technomart.foundation.errors import Conflict, NotFound


class UnknownOrder(NotFound):
    """There is no such order, or it is not the asker's."""

    code = "unknown_order"


class MoveNotAllowed(Conflict):
    """The order cannot go from its present state to that one."""

    code = "order_move_not_allowed"


class CannotCancel(Conflict):
    """Something of the order has left the house, or the order is over."""

    code = "order_cannot_be_cancelled"
