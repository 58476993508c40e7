"""What a shopper keeps in mind: favourites, goods to compare, goods looked at."""

from technomart.domain.wishlists.commands import clear, drop, keep, move
from technomart.domain.wishlists.errors import CompareFull, FavouritesFull
from technomart.domain.wishlists.models import ListKind
from technomart.domain.wishlists.queries import kept, kept_of_all
from technomart.domain.wishlists.rules import LONGEST

__all__ = [
    "LONGEST",
    "CompareFull",
    "FavouritesFull",
    "ListKind",
    "clear",
    "drop",
    "keep",
    "kept",
    "kept_of_all",
    "move",
]
