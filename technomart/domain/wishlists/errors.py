"""Why something was not put on a list."""

from technomart.foundation.errors import Conflict


class FavouritesFull(Conflict):
    """There is no room among the favourites."""

    code = "favourites_full"


class CompareFull(Conflict):
    """There is no room in the comparison."""

    code = "compare_full"
