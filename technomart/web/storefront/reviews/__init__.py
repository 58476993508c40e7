"""What shoppers say about goods: reading it, writing it, voting, asking."""

from technomart.web.storefront.reviews.shown import Voices, voices_of
from technomart.web.storefront.reviews.views import blueprint

__all__ = ["Voices", "blueprint", "voices_of"]
