"""Signing up, in and out, and finding the way back when the password is forgotten."""

from technomart.web.storefront.sign_in.views import blueprint

__all__ = ["blueprint"]
