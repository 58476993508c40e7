"""Pages for shoppers: one module a subject, each with its own blueprint."""

from flask import Blueprint

from technomart.web.storefront import catalog, content, home, media, plumbing, product, reviews, shops

BLUEPRINTS: tuple[Blueprint, ...] = (
    home.blueprint,
    catalog.blueprint,
    catalog.brands,
    catalog.searching,
    product.blueprint,
    reviews.blueprint,
    content.blueprint,
    shops.blueprint,
    media.blueprint,
    plumbing.blueprint,
)
