"""Pages for shoppers: one module a subject, each with its own blueprint."""

from flask import Blueprint

from technomart.web.storefront import (
    account,
    alerts,
    cart,
    catalog,
    checkout,
    compare,
    content,
    dev_letters,
    favourites,
    home,
    me,
    media,
    orders,
    plumbing,
    product,
    recent,
    reviews,
    shops,
    sign_in,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    home.blueprint,
    catalog.blueprint,
    catalog.brands,
    catalog.searching,
    product.blueprint,
    reviews.blueprint,
    alerts.blueprint,
    favourites.blueprint,
    compare.blueprint,
    recent.blueprint,
    cart.blueprint,
    checkout.blueprint,
    orders.blueprint,
    me.blueprint,
    sign_in.blueprint,
    account.blueprint,
    content.blueprint,
    shops.blueprint,
    dev_letters.blueprint,
    media.blueprint,
    plumbing.blueprint,
)
