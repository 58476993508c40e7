"""What payment providers and carriers tell us by themselves."""

from flask import Blueprint

from technomart.web.webhooks import cdek, yookassa
from technomart.web.webhooks.door import blueprint

BLUEPRINTS: tuple[Blueprint, ...] = (blueprint,)

__all__ = ["BLUEPRINTS", "cdek", "yookassa"]
