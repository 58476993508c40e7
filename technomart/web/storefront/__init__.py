"""Pages for shoppers: one module a subject, each with its own blueprint."""

from flask import Blueprint

from technomart.web.storefront import (
    account,
    catalog,
    content,
    home,
    media,
    plumbing,
    product,
    shops,
    sign_in,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    home.blueprint,
    catalog.blueprint,
    catalog.brands,
    catalog.searching,
    product.blueprint,
    content.blueprint,
    shops.blueprint,
    sign_in.blueprint,
    account.blueprint,
    media.blueprint,
    plumbing.blueprint,
)
