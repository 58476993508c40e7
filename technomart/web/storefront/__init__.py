"""Pages for shoppers: one module a subject, each with its own blueprint."""

from flask import Blueprint

from technomart.web.storefront import plumbing

BLUEPRINTS: tuple[Blueprint, ...] = (plumbing.blueprint,)
