"""What the shop's own people do through programs: words to judge, orders, stock, prices."""

from __future__ import annotations

from technomart.domain import accounts, catalog, inventory, orders, pricing, reviews
from technomart.domain.orders import OrderStatus, Wanted
from technomart.domain.reviews import Moderation
from technomart.foundation import clock
from technomart.foundation.money import Money
from technomart.web.api.v1.goods import history_of
from technomart.web.api.v1.operations import Call, Link, changes, creates, reads
from technomart.web.api.v1.orders import entry_of, facts_of
from technomart.web.api.v1.schemas.buying import Orders
from technomart.web.api.v1.schemas.moving import AskedOrders, StaffEvent, StaffOrder
from technomart.web.api.v1.schemas.office import CountStock, PlaceStock, Price, SetPrice, Stock
from technomart.web.api.v1.schemas.voices import (
    Decide,
    OwnReview,
    OwnReviews,
    Received,
    Reply,
    ShopAnswer,
    WaitingQuestion,
    WaitingQuestions,
    Written,
)
from technomart.web.api.v1.schemas.wire import AskedPage, Sum
from technomart.web.api.v1.voices import own_review, paging_of
from technomart.web.context import lang
from technomart.web.templating import gettext

SHOP = "Техномарт"


def actor_of(call: Call) -> str:
    """How histories and the audit name whoever holds the key."""
    return f"staff: {accounts.get_account(call.db, call.caller.own_account_id).email}"[:160]


@reads(
    "/staff/reviews",
    tag="staff",
    query=AskedPage,
    answer=OwnReviews,
    links=(
        Link(to="decide_review", parameters={"review": "$response.body#/items/0/id"}),
        Link(to="reply_to_review", parameters={"review": "$response.body#/items/0/id"}),
    ),
)
def list_waiting_reviews(call: Call) -> OwnReviews:
    """Reviews that wait for a decision, oldest first."""
    paging = paging_of(call.query)
    found = reviews.waiting_reviews(call.db, paging=paging)
    items = [own_review(row) for row in found.items]
    return OwnReviews(total=found.total, page=paging.number, per_page=paging.size, items=items)


@changes("PUT", "/staff/reviews/<review>/moderation", tag="staff", body=Decide, answer=OwnReview)
def decide_review(call: Call) -> OwnReview:
    """Show a review, refuse it, or put it back to wait; the rating follows."""
    moderation = Moderation(call.body.moderation)
    return own_review(reviews.moderate(call.db, call.path["review"], moderation, actor=actor_of(call)))


@changes("PUT", "/staff/reviews/<review>/reply", tag="staff", body=Reply, answer=OwnReview)
def reply_to_review(call: Call) -> OwnReview:
    """The shop's own words under a review; an empty text takes them away."""
    row = reviews.reply(call.db, call.path["review"], text=call.body.text, at=clock.now(), actor=actor_of(call))
    return own_review(row)


@reads(
    "/staff/questions",
    tag="staff",
    query=AskedPage,
    answer=WaitingQuestions,
    links=(
        Link(to="decide_question", parameters={"question": "$response.body#/items/0/id"}),
        Link(to="answer_as_shop", parameters={"question": "$response.body#/items/0/id"}),
    ),
)
def list_waiting_questions(call: Call) -> WaitingQuestions:
    """Questions that wait for a decision, oldest first."""
    paging = paging_of(call.query)
    rows, total = reviews.waiting_questions(call.db, paging=paging)
    items = [
        WaitingQuestion(
            id=row.public_id, author=row.author, text=row.text, at=row.asked_at, moderation=row.moderation.value
        )
        for row in rows
    ]
    return WaitingQuestions(total=total, page=paging.number, per_page=paging.size, items=items)


@changes("PUT", "/staff/questions/<question>/moderation", tag="staff", body=Decide, answer=Written)
def decide_question(call: Call) -> Written:
    """Show a question, refuse it, or put it back to wait."""
    moderation = Moderation(call.body.moderation)
    row = reviews.moderate_question(call.db, call.path["question"], moderation, actor=actor_of(call))
    return Written(id=row.public_id, moderation=row.moderation.value)


@creates("/staff/questions/<question>/answers", tag="staff", body=ShopAnswer, answer=Received)
def answer_as_shop(call: Call) -> Received:
    """The shop's answer to a question, shown at once."""
    given = reviews.answer(
        call.db,
        call.path["question"],
        account_id=call.caller.own_account_id,
        author=gettext(SHOP),
        text=call.body.text,
        at=clock.now(),
        is_shop=True,
    )
    return Received(moderation=given.moderation.value)


@reads(
    "/staff/orders",
    tag="staff",
    query=AskedOrders,
    answer=Orders,
    links=(
        Link(to="get_order_of_shopper", parameters={"number": "$response.body#/items/0/number"}),
        Link(to="confirm_order", parameters={"number": "$response.body#/items/0/number"}),
        Link(to="cancel_order_of_shopper", parameters={"number": "$response.body#/items/0/number"}),
        Link(to="pick_order", parameters={"number": "$response.body#/items/0/number"}),
    ),
)
def list_orders_of_shoppers(call: Call) -> Orders:
    """Orders of the shop, newest first."""
    paging, status = paging_of(call.query), call.query.status
    wanted = Wanted(status=OrderStatus(status) if status else None)
    found, total = orders.find_orders(call.db, wanted, paging)
    return Orders(total=total, page=paging.number, per_page=paging.size, items=[entry_of(one) for one in found])


@reads("/staff/orders/<number>", tag="staff", answer=StaffOrder)
def get_order_of_shopper(call: Call) -> StaffOrder:
    """Any order in full, with who did what."""
    return whole_of(call, orders.get_order(call.db, call.path["number"]))


def whole_of(call: Call, order: orders.Order) -> StaffOrder:
    """An order as the shop's people see it."""
    history = [StaffEvent(kind=one.kind, at=one.at, actor=one.actor) for one in order.events]
    return StaffOrder(**facts_of(call.db, order), history=history)


@reads("/staff/stock/<sku>", tag="staff", answer=Stock)
def get_stock(call: Call) -> Stock:
    """Where a variant lies, and what of it is spoken for."""
    return _stock(call)


@changes("PUT", "/staff/stock/<sku>/<location>", tag="staff", body=CountStock, answer=Stock)
def count_stock(call: Call) -> Stock:
    """Somebody has counted: so many pieces lie there. Below what orders hold it is 409."""
    variant = catalog.get_variant(call.db, call.path["sku"])
    place = inventory.get_location(call.db, call.path["location"])
    actor, counted = actor_of(call), call.body.on_hand
    inventory.adjust(call.db, variant.id, place.id, counted, cause=call.body.reason, actor=actor)
    return _stock(call)


def _stock(call: Call) -> Stock:
    variant = catalog.get_variant(call.db, call.path["sku"])
    rows = inventory.stock_of(call.db, variant.id)
    places = [
        PlaceStock(
            location=row.location.code,
            name=(lang() == "en" and row.location.name_en) or row.location.name,
            kind=row.location.kind.value,
            on_hand=row.on_hand,
            allocated=row.allocated,
            reserved=row.reserved,
            available=row.available,
        )
        for row in rows
    ]
    return Stock(sku=variant.sku, available=sum(row.available for row in rows), places=places)


@reads("/staff/prices/<sku>", tag="staff", answer=Price)
def get_price(call: Call) -> Price:
    """What a variant costs, and what it used to cost."""
    return _price(call)


@changes("PUT", "/staff/prices/<sku>", tag="staff", body=SetPrice, answer=Price)
def set_price(call: Call) -> Price:
    """Let the list price be this from now on; the history keeps who said so and why."""
    variant = catalog.get_variant(call.db, call.path["sku"])
    amount: Money = call.body.price.money
    pricing.set_price(
        call.db, variant.id, amount.minor, at=clock.now(), actor=actor_of(call), reason=call.body.reason
    )
    call.db.flush()  # it is read again below
    return _price(call)


def _price(call: Call) -> Price:
    variant = catalog.get_variant(call.db, call.path["sku"])
    offer = pricing.offers_of(call.db, [variant.id], clock.now()).get(variant.id)
    return Price(
        sku=variant.sku,
        price=Sum.maybe(offer.price if offer else None),
        old_price=Sum.maybe(offer.was if offer else None),
        history=history_of(call.db, variant.id),
    )
