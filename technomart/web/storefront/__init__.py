"""Pages for shoppers: one module a subject, each with its own blueprint."""

from flask import Blueprint

from technomart.web.storefront import catalog, home, media, plumbing, product

BLUEPRINTS: tuple[Blueprint, ...] = (
    home.blueprint,
    catalog.blueprint,
    catalog.brands,
    catalog.searching,
    product.blueprint,
    media.blueprint,
    plumbing.blueprint,
)
