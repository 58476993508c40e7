"""What search writes: the words of goods, folded from the truth, the names people use, the listing saved."""

from technomart.domain.search.commands.aliases import add_alias, remove_alias
from technomart.domain.search.commands.blocks import (
    forget_blocks,
    is_worth_saving,
    prune_changes,
    read_again,
    save_blocks,
)
from technomart.domain.search.commands.counting import Sought, count_searches, forget_searches, words_to_count
from technomart.domain.search.commands.folding import Fold, draft_fold, fold

__all__ = [
    "Fold",
    "Sought",
    "add_alias",
    "count_searches",
    "draft_fold",
    "fold",
    "forget_blocks",
    "forget_searches",
    "is_worth_saving",
    "prune_changes",
    "read_again",
    "remove_alias",
    "save_blocks",
    "words_to_count",
]  # fmt: skip
