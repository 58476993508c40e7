"""Pages for the shop's own people: what waits, orders, stock, prices, promotions, searches, reviews, questions."""

from flask import Blueprint

from technomart.web.backoffice import (
    bank,
    delivery,
    goods,
    home,
    money,
    moves,
    orders,
    parcels,
    promo_codes,
    promotions,
    questions,
    returns,
    reviews,
    searches,
)
from technomart.web.backoffice.desk import blueprint

BLUEPRINTS: tuple[Blueprint, ...] = (blueprint,)

__all__ = [
    "BLUEPRINTS",
    "bank",
    "delivery",
    "goods",
    "home",
    "money",
    "moves",
    "orders",
    "parcels",
    "promo_codes",
    "promotions",
    "questions",
    "returns",
    "reviews",
    "searches",
]
