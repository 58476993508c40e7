"""The `technomart` command: serve the shop, look after its database, fill the demo."""

from technomart.cli.main import main

__all__ = ["main"]
