"""What lists of kept goods refuse."""

from technomart.foundation.errors import Conflict


class ListFull(Conflict):
    """The list has as many goods as it takes; `most` says how many."""

    code = "list_full"
