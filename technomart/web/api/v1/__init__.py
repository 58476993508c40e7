"""Version 1 of the interface for programs: `/api/v1`."""

from technomart.web.api.v1 import document, entrance, goods, listing
from technomart.web.api.v1.operations import blueprint

entrance.guard(blueprint)

__all__ = ["blueprint", "document", "goods", "listing"]
