"""Pages for shoppers: one module a subject, each with its own blueprint."""

from flask import Blueprint

from technomart.web.storefront import account, plumbing, sign_in

BLUEPRINTS: tuple[Blueprint, ...] = (plumbing.blueprint, sign_in.blueprint, account.blueprint)
