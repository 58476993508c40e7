"""What programs send and get about goods that come back."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from technomart.web.api.v1.schemas.wire import AskedPage, Given, Moment, Quantity, Sku, Sum, Told, line, whole

LONGEST = 1000
LOCATION = r"^[a-z0-9][a-z0-9-]{0,39}$"

Reason = Literal["changed_mind", "not_suitable", "faulty", "damaged", "wrong_goods", "incomplete"]
State = Literal["resellable", "open_box", "defective", "missing"]


class PieceBack(Given):
    """So many pieces of one line of the order; which ones they are by their serial numbers, if that is known.

    `wanted`: what shall go out instead if the wish is an exchange, a variant of the same line; else the same again.
    """

    sku: Sku
    quantity: Quantity
    serials: list[Annotated[str, Field(pattern=r"^[0-9A-Z][0-9A-Z./_-]{2,39}$")]] = Field([], max_length=50)
    wanted: Sku | None = None


class AskForReturn(Given):
    """Pieces to give back, why, how, and what for. The ground (withdrawal or defect) follows from the reason."""

    lines: list[PieceBack] = Field(min_length=1, max_length=50)
    reason: Reason
    words: line(LONGEST) = ""  # type: ignore[valid-type]
    way_back: Literal["shop", "courier", "post"] = "shop"
    wish: Literal["money", "exchange"] = "money"


class Say(Given):
    """What the letter adds."""

    words: line(LONGEST) = ""  # type: ignore[valid-type]


class SayNo(Given):
    """Why not: the letter repeats it."""

    words: line(LONGEST, least=1)  # type: ignore[valid-type]


class PieceCame(Given):
    """What of one line came, and what it is like; nothing is `missing`."""

    sku: Sku
    quantity: whole(0, 999)  # type: ignore[valid-type]
    state: State


class ReceiveReturn(Given):
    """Each line of the return once, and the place where the goods lie now."""

    location: Annotated[str, Field(pattern=LOCATION)]
    lines: list[PieceCame] = Field(min_length=1, max_length=50)


class AskedReturns(AskedPage):
    """A page of returns, of one state if it is given."""

    status: Literal["asked", "approved", "refused", "withdrawn", "received", "refunded", "exchanged"] | None = None


class ReturnLine(Told):
    """One line of a return; `received` and `state` are null until the goods have come.

    `wanted` and `wanted_name`: the SKU of what shall go out instead and what it was called; null without such a wish.
    """

    sku: str
    name: str
    quantity: int
    serials: list[str]
    received: int | None
    state: str | None
    wanted: str | None
    wanted_name: str | None
    amount: Sum


class Return(Told):
    """A return in full. `due` is counted when the goods have come; `money_before`: by when it must be home;
    `exchange_before`: by when other goods must have been given, if they are wished for.

    `photos`: how many came with it. `exchange_order` is the number of the order placed instead, `carried` what of
    `due` pays for it.
    """

    number: str
    order: str
    kind: str
    status: str
    reason: str
    words: str
    way_back: str
    wish: str
    asked_at: Moment
    deadline: Moment
    money_before: Moment
    exchange_before: Moment | None
    decision: str
    photos: int
    lines: list[ReturnLine]
    due: Sum
    refunded: Sum
    carried: Sum
    exchange_order: str | None


class Returns(Told):
    """The returns of one order, oldest first."""

    items: list[Return]


class ReturnsPage(Told):
    """A page of returns."""

    total: int
    page: int
    per_page: int
    items: list[Return]
