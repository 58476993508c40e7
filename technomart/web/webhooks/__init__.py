"""What payment providers tell us by themselves."""

from flask import Blueprint

from technomart.web.webhooks import yookassa

BLUEPRINTS: tuple[Blueprint, ...] = (yookassa.blueprint,)
