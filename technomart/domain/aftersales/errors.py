"""What a return refuses."""

from technomart.foundation.errors import Conflict, Invalid, NotFound


class UnknownReturn(NotFound):
    """There is no such return, or it is not of this order."""

    code = "unknown_return"


class NoPieces(Invalid):
    """Nothing was chosen, or what was chosen is not in the order."""

    code = "return_without_goods"


class WordsTooLong(Invalid):
    """More words than fit; `longest` do."""

    code = "text_too_long"


class NotReturnable(Conflict):
    """More pieces than the shopper has and has not asked to give back; `left` can still be asked for."""

    code = "not_returnable"


class TooLateToReturn(Conflict):
    """The time in which these goods may be given back on this ground is over."""

    code = "too_late_to_return"


class TooManyReturns(Conflict):
    """The order has had enough returns."""

    code = "too_many_returns"


class ReturnMoveNotAllowed(Conflict):
    """The return cannot go from its present state to that one, such as the same one a second time."""

    code = "return_move_not_allowed"


class NotWhatWasAsked(Conflict):
    """Each line is said once, with no more pieces than were agreed to; something must have come."""

    code = "return_received_wrong"


class GoodsGone(Conflict):
    """These goods are no longer in the catalogue and cannot lie on a shelf."""

    code = "return_goods_gone"


class ReasonMissing(Invalid):
    """A refusal says why."""

    code = "return_reason_missing"


class NotTheirSerial(Invalid):
    """No piece of this line has this number, or more numbers were named than pieces."""

    code = "return_unknown_serial"


class NotAVariant(Invalid):
    """What is wished for instead is not a variant of the same line; `name` says of which goods."""

    code = "return_not_a_variant"


class NotAsked(Conflict):
    """The shopper wishes for the money, not for other goods."""

    code = "return_wishes_for_money"


class WantedNotOnSale(Conflict):
    """What is wished for instead is not on sale now; `name` says what."""

    code = "return_wanted_not_on_sale"


class TooManyReturnPictures(Invalid):
    """More photos than one return may have; `most` may."""

    code = "too_many_return_pictures"
