"""Pages for shoppers: one module a subject, each with its own blueprint."""

from flask import Blueprint

from technomart.web.storefront import (
    catalog,
    compare,
    dev_letters,
    favourites,
    home,
    media,
    plumbing,
    product,
    recent,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    home.blueprint,
    catalog.blueprint,
    catalog.brands,
    catalog.searching,
    product.blueprint,
    favourites.blueprint,
    compare.blueprint,
    recent.blueprint,
    dev_letters.blueprint,
    media.blueprint,
    plumbing.blueprint,
)
