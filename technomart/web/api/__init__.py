"""The shop for programs: one package a version of the interface."""

from flask import Blueprint

from technomart.web.api import v1

BLUEPRINTS: tuple[Blueprint, ...] = (v1.blueprint,)
