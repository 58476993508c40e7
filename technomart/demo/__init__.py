"""The demo shop: a believable electronics shop to look at, try out and test with."""

from technomart.demo.assembly import shop

__all__ = ["shop"]
