"""What shoppers keep in mind: favourites, goods to compare, goods looked at."""

from technomart.domain.wishlists.commands import drop, drop_all, keep, move
from technomart.domain.wishlists.errors import ListFull
from technomart.domain.wishlists.models import ListKind
from technomart.domain.wishlists.queries import kept, kept_of_all_kinds, owner_of_account, owner_of_visitor
from technomart.domain.wishlists.rules import MOST_COMPARED_OF_A_TYPE, MOST_FAVOURITES, MOST_RECENT

__all__ = [
    "MOST_COMPARED_OF_A_TYPE",
    "MOST_FAVOURITES",
    "MOST_RECENT",
    "ListFull",
    "ListKind",
    "drop",
    "drop_all",
    "keep",
    "kept",
    "kept_of_all_kinds",
    "move",
    "owner_of_account",
    "owner_of_visitor",
]
